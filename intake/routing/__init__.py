"""Which oversight entity and unit a complaint goes to."""
