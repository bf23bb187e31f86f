"""Application factory and adapters."""
