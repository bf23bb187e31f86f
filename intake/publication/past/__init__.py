"""Counts of past years that an office kept by hand: read, checked, and a template to fill in."""
