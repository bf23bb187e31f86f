"""The application of the pages: a Flask that logs no path and no words, and the checks around it.

Around every request, in this order: host, access rule, forged post, guard.
"""

from types import TracebackType
from typing import Any

import structlog
from flask import Flask, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.settings.frames import own_frames
from intake.web.foundation import access, csrf
from intake.web.foundation.access import Access
from intake.web.foundation.cookies import resident_secret, write_cookies
from intake.web.foundation.headers import write_headers
from intake.web.foundation.hosts import by_onion, check_host
from intake.web.foundation.languages import resolve_place
from intake.web.foundation.navigation import has_page
from intake.web.foundation.posted import PagesRequest
from intake.web.foundation.sessions import is_staff_path

FRONT_PAGE = "public.home"

log = structlog.get_logger(__name__)


class PagesApp(Flask):
    """Flask, save for its own error log, which would hold the path and the words of the error."""

    request_class = PagesRequest

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log kind and place of an error that came up outside of every handler."""
        error = exc_info[1]
        if error is not None:
            where = own_frames(error.__traceback__)
            log.error("unhandled", kind=type(error).__name__, where=where)

    def create_jinja_environment(self) -> Any:
        """The environment of Flask; escaping is on for every template that makes HTML."""
        environment = super().create_jinja_environment()
        environment.autoescape = lambda name: not (name or "").endswith(".txt")
        return environment


def install_checks(app: Flask) -> None:
    """Put the checks before every view of `app`, and cookies and headers on every answer."""
    app.url_value_preprocessor(resolve_place)
    app.before_request(admit_request)
    app.after_request(finish_answer)


def admit_request() -> ResponseReturnValue | None:
    """Refuse what must not reach a view, or answer in its place as a guard decides.

    A path that no route matches is let through to Flask, which raises its routing error next.
    """
    check_host()
    if by_onion() and is_staff_path(request.path):
        abort(404)
    if "\0" in request.path:
        abort(404)  # no id holds one, and PostgreSQL does not even look for it
    rule = access.required_rule()
    if rule is None:
        return None
    csrf.protect(rule)
    if _comes_without_its_cookie(rule):
        return redirect(url_for(FRONT_PAGE), 303)
    return access.admit(rule)


def _comes_without_its_cookie(rule: access.AccessRule) -> bool:
    """Whether a link from elsewhere led to a resident's page of the onion service.

    The cookie there is `Strict`, and browsers hold it back from such a visit. A form would set a
    new one in its place, and take the way to a draft with it. From the front page on it is sent.
    """
    return (
        by_onion()
        and rule.kind in {Access.RESIDENT, Access.RESIDENT_SESSION}
        and request.headers.get("Sec-Fetch-Site") == "cross-site"
        and resident_secret() is None
        and has_page(FRONT_PAGE)
    )


def finish_answer(response: Response) -> Response:
    """Cookies first: an answer that sets one is not to be cached."""
    return write_headers(write_cookies(response))
