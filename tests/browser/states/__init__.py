"""Every page of the address map in every state: how to get there, and what is checked there."""
