"""Measures the product against itself: ratios within one run, on both databases."""
