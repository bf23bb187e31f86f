"""The workflow: one table of rows that decides what may happen to a case, and by whom."""
