"""The web server: gunicorn with threads that only ever work on whole requests."""

from intake.app.server.serving import options, serve

__all__ = ["options", "serve"]
