"""Keys of the server itself, one file for each kind of process; they open no content."""
