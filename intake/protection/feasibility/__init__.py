"""Feasibility intervals: which numbers a withheld cell can have, for all that is shown."""
