"""One case as staff see it: its page, what was told, its past, and who else may read it."""
