"""Declarative base, engine, transactions."""
