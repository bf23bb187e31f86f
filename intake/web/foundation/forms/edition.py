"""The edition of a draft in the form that sends it: what is sent is what was shown."""

from __future__ import annotations

from flask import request

FIELD = "edition"


def edition() -> str:
    """What the form that was posted says it has shown; empty where it says nothing."""
    told = request.form.get(FIELD, "")
    return told if told.isascii() else ""
