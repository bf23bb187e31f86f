"""The linear system: everything that anyone may know, as sums of unknown whole numbers."""
