"""Sealing: keys, boxes, codes, formats."""
