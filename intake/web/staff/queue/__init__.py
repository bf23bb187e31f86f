"""The list of cases, its filters and its addresses."""
