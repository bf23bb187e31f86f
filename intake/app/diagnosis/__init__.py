"""What is wrong with an install and how to mend it; nothing is opened and nothing changed."""
