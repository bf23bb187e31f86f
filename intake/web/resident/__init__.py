"""Pages for residents: filing and follow-up."""
