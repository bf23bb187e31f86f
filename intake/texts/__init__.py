"""Interface texts by explicit locale."""
