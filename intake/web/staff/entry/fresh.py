"""Pages that ask for the password again: export, grants, new keys."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import redirect, request, url_for

from intake.accounts.sessions import is_fresh
from intake.web.foundation.services import now
from intake.web.staff.entry.session import current_visit, limits

View = TypeVar("View", bound=Callable[..., Any])


def fresh_password(view: View) -> View:
    """Ask for the password first, unless it was typed within the last ten minutes.

    Stands below the access mark. The page comes back to the same address, so the form of a view
    and its post share one.
    """

    @wraps(view)
    def asked(*args: Any, **values: Any) -> Any:
        if is_fresh(current_visit().row, at=now(), limits=limits()):
            return view(*args, **values)
        return redirect(url_for("account.confirm", next=request.path), 303)

    return cast(View, asked)
