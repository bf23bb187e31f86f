"""One reader for each file of the configuration."""
