"""Configuration files turned into frozen rule sets and jurisdictions."""
