"""A complaint that staff take for somebody: kept, checked for conflicts, sent."""
