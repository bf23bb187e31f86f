"""Aggregate totals."""
