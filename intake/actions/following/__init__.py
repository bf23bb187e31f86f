"""What the complainant does with the code: read, write, move, replace the code."""
