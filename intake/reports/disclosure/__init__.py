"""Disclosure control: which numbers may go out, so that nobody is found in all of them together."""
