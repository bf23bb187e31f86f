"""The demonstration: invented people and complaints in the example jurisdictions."""
