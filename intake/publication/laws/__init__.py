"""Reports in the shape of laws, filled in from published numbers."""
