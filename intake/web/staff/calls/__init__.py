"""Complaints that staff take by phone, in person or by mail."""
