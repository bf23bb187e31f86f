"""What `scripts/figures.py` measures of a source tree, one module a measure."""
