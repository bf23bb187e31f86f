"""The resident's side put together: its routes, who may reach them, and its own errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from intake.actions.complaint.form_open import FormClosed
from intake.actions.complaint.save_draft import DraftChanged
from intake.complaints.code_attempts import TooManyWrongCodes
from intake.complaints.draft_room import NoRoom
from intake.complaints.keys.shares import ShareErased
from intake.complaints.mailboxes import CodeUnknown
from intake.db.buckets import BucketEmpty
from intake.web.foundation.access import Access, AccessRule, Guard
from intake.web.foundation.errors import UNAVAILABLE, ErrorRow
from intake.web.foundation.replay import typed_fields
from intake.web.resident import filing, following, moving, sending
from intake.web.resident.refusing import NotNow, minutes_to_wait
from intake.web.resident.routes import resident as blueprint
from intake.web.resident.visit import Standing, here

__all__ = ["ERRORS", "GUARDS", "blueprint", "filing", "following", "moving", "sending"]


def _needs_complaint(_rule: AccessRule) -> ResponseReturnValue | None:
    """Let pass who has a visit to a filed complaint; all others are asked for their code."""
    standing = here().standing
    if standing is Standing.FILED:
        return None
    return redirect(url_for(".check" if standing is Standing.DRAFT else ".follow"), 303)


GUARDS: Mapping[Access, Guard] = {Access.RESIDENT_SESSION: _needs_complaint}


def _later(error: NotNow) -> dict[str, Any]:
    """What the page shows where no other one gives the words back."""
    return {"minutes": minutes_to_wait(error), "fields": typed_fields()}


ERRORS: tuple[ErrorRow, ...] = (
    ErrorRow(FormClosed, 503, "resident/closed.html"),
    ErrorRow(CodeUnknown, 404, "resident/nothing.html"),
    ErrorRow(ShareErased, 410, "resident/erased.html"),
    ErrorRow(NoRoom, 503, "errors/later.html", _later),
    ErrorRow(BucketEmpty, 429, "errors/later.html", _later),
    ErrorRow(DraftChanged, 503, UNAVAILABLE, lambda _error: {"fields": typed_fields()}),
    ErrorRow(
        TooManyWrongCodes,
        429,
        "errors/too_many.html",
        lambda error: {"minutes": -(-error.wait_seconds // 60)},
    ),
)
