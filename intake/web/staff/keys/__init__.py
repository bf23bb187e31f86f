"""The keys of units: who holds them, setting up, letting in, recovering."""
