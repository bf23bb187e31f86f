"""Pages about published numbers."""
