"""Releases as people and programs get them: files, pages, printed, reports of laws, past years."""
