"""Files that people print or keep, from data: PDF and spreadsheets; no Flask, no database."""
