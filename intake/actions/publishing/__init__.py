"""Publishing a closed quarter: prepare, protect, attack, and one short commit."""
