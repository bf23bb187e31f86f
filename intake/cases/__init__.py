"""Cases: workflow, clocks, events, models and queries."""
