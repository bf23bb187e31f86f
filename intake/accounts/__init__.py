"""Staff, roles, permissions, unit keys and sessions."""
