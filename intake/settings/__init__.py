"""Frozen settings of one install."""
