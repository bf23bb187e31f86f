"""Disclosure control: what of the counts goes out, so that nobody is given away."""
