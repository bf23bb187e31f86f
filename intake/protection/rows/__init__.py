"""The table of rows: one row a case that ended, with fields that many other rows share."""
