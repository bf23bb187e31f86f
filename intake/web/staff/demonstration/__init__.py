"""Looking around in a demonstration: no other install has these pages."""
