"""Errors of the addresses for programs: a small JSON object in place of a page (RFC 9457)."""

import json
from http import HTTPStatus

from flask import Response, request

MEDIA_TYPE = "application/problem+json"
BLANK = "about:blank"
FOR_PROGRAMS = frozenset({"data", "log"})


def is_for_programs(path: str) -> bool:
    """Whether an address is one of a jurisdiction's for programs: its second part tells."""
    return bool(FOR_PROGRAMS.intersection(path.strip("/").split("/")[1:2]))


def problem(status: int, *, detail: str = "", kind: str = BLANK, **more: object) -> Response:
    """The answer to a program whose request went wrong.

    Args:
        detail: what was wrong with this very request, in English.
        kind: an address that names the kind of problem; without one the status says all.
        more: further members, such as the values that would have been right.
    """
    content: dict[str, object] = {"type": kind, "title": _title(status), "status": status}
    if detail:
        content["detail"] = detail
    content["instance"] = request.path
    body = json.dumps({**content, **more}, ensure_ascii=False)
    return Response(f"{body}\n", status, content_type=MEDIA_TYPE)


def _title(status: int) -> str:
    return HTTPStatus(status).phrase
