"""Questionnaires as data; urgency and suggestions as pure functions."""
