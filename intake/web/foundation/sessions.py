"""Flask's own session exists on staff pages alone; elsewhere writing to it is an error."""

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from intake.web.foundation.hosts import by_onion

STAFF_PREFIX = "/staff"
NAME = "f"


class StaffOnlySessions(SecureCookieSessionInterface):
    """Signed cookie sessions under /staff: for form tokens and notices, never for identity."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a staff page; None elsewhere, which Flask turns into a read-only one."""
        if not on_staff_side():
            return None
        return super().open_session(app, request)


def on_staff_side() -> bool:
    """Whether this request is for the staff's side; by the onion service there is none."""
    return is_staff_path(request.path) and not by_onion()


def is_staff_path(path: str) -> bool:
    """Whether a path lies on the staff's side."""
    return path == STAFF_PREFIX or path.startswith(f"{STAFF_PREFIX}/")


def install(app: Flask, *, key: str, behind_tls: bool) -> None:
    """Give `app` staff sessions signed with `key`, from the staff host's keyring."""
    app.session_interface = StaffOnlySessions()
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME=f"__Host-{NAME}" if behind_tls else NAME,
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=behind_tls,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_REFRESH_EACH_REQUEST=False,
    )
