"""People: who works where, inviting, roles, disabling and resetting."""
