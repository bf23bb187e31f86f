"""One database session a request, opened when first asked for and closed with the request."""

from flask import Flask, g
from sqlalchemy.orm import Session

from intake.web.foundation.services import services


def session() -> Session:
    """The session of this request. Only actions commit; what a view read ends with the request."""
    if "database_session" not in g:
        g.database_session = services().sessions()
    opened: Session = g.database_session
    return opened


def close_session(_error: BaseException | None = None) -> None:
    """Close the session of this request, if one was opened."""
    opened: Session | None = g.pop("database_session", None)
    if opened is not None:
        opened.close()


def install(app: Flask) -> None:
    """Close the session at the end of every request of `app`."""
    app.teardown_appcontext(close_session)
