"""Keys of units: set up, shared, renewed, recovered, boxes sealed again."""
