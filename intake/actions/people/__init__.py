"""Accounts: inviting, joining, signing in, roles, passwords, disabling."""
