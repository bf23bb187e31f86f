"""Two addresses for machines that watch the process: does it run, and can it serve."""

from flask import Blueprint, Response

from intake.db.engine import is_answering
from intake.web.foundation.access import Access, access
from intake.web.foundation.database import session

probes = Blueprint("probes", __name__)


@probes.get("/healthz")
@access(Access.MACHINE)
def healthz() -> Response:
    """The process answers."""
    return _answer("ok", 200)


@probes.get("/readyz")
@access(Access.MACHINE)
def readyz() -> Response:
    """The process can serve: files and keys were read at the start, and the database answers."""
    if not is_answering(session()):
        return _answer("database does not answer", 503)
    return _answer("ready", 200)


def _answer(words: str, status: int) -> Response:
    response = Response(f"{words}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
