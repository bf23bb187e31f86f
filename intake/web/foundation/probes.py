"""Two addresses for machines that watch a process; every process has them, whoever it serves."""

from flask import Blueprint, Response

from intake.db.probes import is_answering, takes_writes
from intake.web.foundation.access import Access, access
from intake.web.foundation.database import session
from intake.web.foundation.services import services

FULL_BYTES = 16_000_000
"""Below it a disk counts as full: a complaint may still fit, but not many."""

probes = Blueprint("probes", __name__)


@probes.get("/healthz")
@access(Access.MACHINE)
def healthz() -> Response:
    """The process answers."""
    return _answer("ok", 200)


@probes.get("/readyz")
@access(Access.MACHINE)
def readyz() -> Response:
    """The process can serve: keys were read at the start, and the database takes complaints in."""
    if not is_answering(session()):
        return _answer("database does not answer", 503)
    if not takes_writes(session()):
        return _answer("database takes nothing in", 503)
    free = services().free_bytes()
    if free < FULL_BYTES:
        return _answer("disk is full", 503)
    if free < services().settings.limits.reserve_bytes:
        # Ready complaints can be sent: who asks must not take this process away from them.
        return _answer("ready, but only the reserve of the disk is left", 200)
    return _answer("ready", 200)


def _answer(words: str, status: int) -> Response:
    response = Response(f"{words}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
