"""Backup and restore: one logical form for both databases, sealed to a key kept elsewhere."""
