"""Counts of complaints: measures, catalogues, frozen facts and quarters."""
