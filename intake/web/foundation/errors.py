"""One table from exceptions to pages; what nobody foresaw gets an incident id, never a trace."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, make_response, request
from jinja2 import TemplateError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from intake.db.away import is_away
from intake.settings.frames import own_frames
from intake.vault.errors import SealBroken, UnknownFormat
from intake.web.foundation.access import AccessUndeclared
from intake.web.foundation.cookies import from_another_site
from intake.web.foundation.csrf import CsrfRefused
from intake.web.foundation.hosts import HostUnknown
from intake.web.foundation.languages import PlaceUnknown
from intake.web.foundation.problems import is_for_programs, problem
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import typed_fields, typed_words
from intake.web.foundation.services import services
from intake.web.foundation.sessions import on_staff_side

INCIDENT_BYTES = 5
DRAINED_BYTES = 32 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
LAST_RESORT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Error</title>'
    "<p>Something went wrong on our side. Please try again in a few minutes.</p>"
    '<p lang="es">Algo falló de nuestra parte. Inténtelo de nuevo en unos minutos.</p></html>'
)

log = structlog.get_logger(__name__)
Details = Callable[[Any], dict[str, Any]]


def _nothing(_error: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """One line of the table: which exception becomes which page.

    `details` gives the page what it shows of the error, such as the minutes to wait. An error that
    has `wait_seconds` tells the browser of them by Retry-After.
    """

    exception: type[Exception]
    status: int
    template: str
    details: Details = _nothing


def _damaged(error: Exception) -> dict[str, Any]:
    where = own_frames(error.__traceback__)
    log.error("damaged", kind=type(error).__name__, where=where)
    return {"fields": typed_words(), "for_staff": on_staff_side()}


TABLE: tuple[ErrorRow, ...] = (
    ErrorRow(HostUnknown, 400, "errors/host.html"),
    ErrorRow(PlaceUnknown, 404, "errors/not_found.html"),
    ErrorRow(AccessUndeclared, 404, "errors/not_found.html"),
    ErrorRow(SealBroken, 500, "errors/damaged.html", _damaged),
    ErrorRow(UnknownFormat, 500, "errors/damaged.html", _damaged),
    ErrorRow(
        CsrfRefused,
        400,
        "errors/csrf.html",
        lambda _error: {"fields": () if from_another_site() else typed_fields()},
    ),
)
UNAVAILABLE = "errors/unavailable.html"
AWAY_SECONDS = 60
BY_STATUS = {
    401: "errors/not_found.html",
    403: "errors/not_found.html",
    404: "errors/not_found.html",
    405: "errors/method.html",
    410: "errors/not_found.html",
    413: "errors/too_large.html",
    503: UNAVAILABLE,
}
HIDDEN_AS_NOT_FOUND = frozenset({401, 403})


def install(app: Flask, rows: tuple[ErrorRow, ...] = ()) -> None:
    """Answer the exceptions of the table, of `rows` (an audience's own), and all others."""
    for row in (*TABLE, *rows):
        app.register_error_handler(row.exception, _handler(row))
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, unexpected)


def error_page(template: str, status: int, **details: Any) -> Response:
    """An error page in the dress of the side it came up on; for programs a small JSON object."""
    if is_for_programs(request.path):
        return problem(status, **{k: v for k, v in details.items() if k == "incident"})
    side = "staff" if on_staff_side() else "resident"
    return page(template, status=status, layout=f"{side}/base.html", **details)


def http_error(error: HTTPException) -> Response:
    """The page for an error of HTTP itself; "not yours" looks like "not found"."""
    status = error.code or 500
    if error.response is not None:
        return make_response(error.response)
    if isinstance(error, RequestEntityTooLarge):
        _drain()
    shown = 404 if status in HIDDEN_AS_NOT_FOUND else status
    fallback = UNAVAILABLE if status >= 500 else "errors/request.html"
    template = BY_STATUS.get(status, fallback)
    details = {"fields": typed_fields()} if template == UNAVAILABLE else {}
    response = error_page(template, shown, **details)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def unexpected(error: Exception) -> Response:
    """The page with an incident id. The log gets the id, the kind and the place, no words."""
    if is_away(error):
        return away(error)
    incident = services().random(INCIDENT_BYTES).hex().upper()
    where = own_frames(error.__traceback__)
    log.error("unexpected", incident=incident, kind=type(error).__name__, where=where)
    try:
        return error_page("errors/unexpected.html", 500, incident=incident)
    except (TemplateError, LookupError, RuntimeError, ValueError) as second:
        log.error("error_page_failed", incident=incident, kind=type(second).__name__)
        return Response(LAST_RESORT, 500, mimetype="text/html")


def away(error: Exception) -> Response:
    """The page for a database that is full, locked, read-only or gone: it gives the words back."""
    where = own_frames(error.__traceback__)
    log.error("database_away", kind=type(error).__name__, where=where)
    response = error_page(UNAVAILABLE, 503, fields=typed_fields())
    response.headers["Retry-After"] = str(AWAY_SECONDS)
    return response


def _handler(row: ErrorRow) -> Callable[[Exception], Response]:
    def answer(error: Exception) -> Response:
        response = error_page(row.template, row.status, **row.details(error))
        if isinstance(wait := getattr(error, "wait_seconds", None), int):
            response.headers["Retry-After"] = str(wait)
        return response

    return answer


def _drain() -> None:
    """Read a body that is too large to its end, within reason: a browser shows no answer before."""
    left = min(request.content_length or 0, DRAINED_BYTES)
    stream = request.environ["wsgi.input"]
    while left > 0 and (chunk := stream.read(min(left, CHUNK_BYTES))):
        left -= len(chunk)
