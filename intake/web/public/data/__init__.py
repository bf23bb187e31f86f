"""Open data: every published file at a stable address, a feed, a small API, charts to embed."""
