"""Everything that checks intake."""
