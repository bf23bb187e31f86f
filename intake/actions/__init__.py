"""What people and the worker do: one verb, one function, one transaction."""
