"""These pages are tried in a unit at work."""

from tests.web.staff.at_work import app, desk, staffed

__all__ = ["app", "desk", "staffed"]
