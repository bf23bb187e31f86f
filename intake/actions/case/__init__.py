"""What staff do with a case: see, open, record, grant, reroute."""
