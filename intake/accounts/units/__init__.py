"""Units: their keys, members, versions and recovery."""
