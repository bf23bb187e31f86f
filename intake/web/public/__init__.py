"""Pages for everyone: the oversight entity and the adopted rules."""
