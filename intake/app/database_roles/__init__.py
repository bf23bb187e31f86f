"""What the role of each kind of process may do in the database: declared, and written as SQL."""
