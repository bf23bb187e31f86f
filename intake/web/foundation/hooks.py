"""What happens around every request, in this order: host, access rule, forged post, guard."""

from flask import Flask, Response, abort, request
from flask.typing import ResponseReturnValue

from intake.web.foundation import access, csrf
from intake.web.foundation.cookies import write_cookies
from intake.web.foundation.headers import write_headers
from intake.web.foundation.hosts import check_host
from intake.web.foundation.languages import resolve_place


def install(app: Flask) -> None:
    """Put the checks before every view of `app`, and cookies and headers on every answer."""
    app.url_value_preprocessor(resolve_place)
    app.before_request(admit_request)
    app.after_request(finish_answer)


def admit_request() -> ResponseReturnValue | None:
    """Refuse what must not reach a view, or answer in its place as a guard decides.

    A path that no route matches is let through to Flask, which raises its routing error next.
    """
    check_host()
    if "\0" in request.path:
        abort(404)  # no id holds one, and PostgreSQL does not even look for it
    rule = access.required_rule()
    if rule is None:
        return None
    csrf.protect(rule)
    return access.admit(rule)


def finish_answer(response: Response) -> Response:
    """Cookies first: an answer that sets one is not to be cached."""
    return write_headers(write_cookies(response))
