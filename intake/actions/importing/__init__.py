"""Bring in complaints that were taken elsewhere: by telephone, post, or a partner organisation."""
