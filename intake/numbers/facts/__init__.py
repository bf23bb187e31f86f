"""The counts of one quarter, a module for what is counted in the same way."""
