"""A complaint until it is filed: draft, weighing, sealing, routing."""
