"""What must hold between the files of the configuration; each check only notes problems."""
