"""Small tools behind the make targets."""
