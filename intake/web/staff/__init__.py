"""Pages for oversight staff."""
