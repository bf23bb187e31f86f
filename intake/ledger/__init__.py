"""Rows for the transparency log."""
