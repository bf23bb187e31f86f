"""What the worker does by the clock: lapses, reminders, sweeping, erasure, quarters."""
