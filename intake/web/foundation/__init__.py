"""What every page stands on: requests, access, cookies, errors, languages and rendering."""
