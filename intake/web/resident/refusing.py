"""What is said where a page or a complaint cannot be taken now: the words come back with it."""

from __future__ import annotations

from flask import Response

from intake.complaints.draft_room import NoRoom
from intake.db.buckets import BucketEmpty
from intake.web.foundation.languages import ngettext

NotNow = NoRoom | BucketEmpty
NOT_NOW = (NoRoom, BucketEmpty)
"""What ends an action that can be tried again later, with `wait_seconds`."""


def minutes_to_wait(error: NotNow) -> int:
    """Whole minutes, one at least."""
    return max(1, -(-error.wait_seconds // 60))


def not_saved(error: NotNow) -> str:
    """What stands above a page that could not be kept."""
    return ngettext(
        "Too much is coming in right now, so we could not save this page. Everything you typed is "
        "still here. Keep this page open, and press “Continue” again in %(num)d minute.",
        "Too much is coming in right now, so we could not save this page. Everything you typed is "
        "still here. Keep this page open, and press “Continue” again in %(num)d minutes.",
        minutes_to_wait(error),
    )


def not_sent(error: NotNow) -> str:
    """What stands above a complaint that could not be sent."""
    return ngettext(
        "Too much is coming in right now, so your complaint is not sent yet. Nothing is lost. Keep "
        "this page open, and press “Send my complaint” again in %(num)d minute.",
        "Too much is coming in right now, so your complaint is not sent yet. Nothing is lost. Keep "
        "this page open, and press “Send my complaint” again in %(num)d minutes.",
        minutes_to_wait(error),
    )


def status_of(error: NotNow) -> int:
    """The status of the answer."""
    return 503 if isinstance(error, NoRoom) else 429


def told_when(response: Response, error: NotNow) -> Response:
    """The answer, which also tells the browser when to try again."""
    response.headers["Retry-After"] = str(error.wait_seconds)
    return response
