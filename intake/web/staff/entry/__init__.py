"""The way in: signing in, joining, one's own account, and who is signed in now."""
