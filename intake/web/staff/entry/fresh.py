"""Pages that ask for the password again: export, grants, new keys, people and roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Response, redirect, request, url_for

from intake.accounts.errors import SignInRefused
from intake.accounts.sessions import is_fresh
from intake.actions.people.confirm_password import confirm_password
from intake.web.foundation.database import session
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import typed_fields
from intake.web.foundation.services import now
from intake.web.staff.entry.forms import ConfirmForm
from intake.web.staff.entry.session import current_visit, limits, staff_context

View = TypeVar("View", bound=Callable[..., Any])


def fresh_password(view: View) -> View:
    """Ask for the password first, unless it was typed within the last ten minutes.

    Stands below the access mark. A page comes back to the same address. What was posted waits in
    the page that asks, and is done with the right password: nothing that was filled in is lost.
    """

    @wraps(view)
    def asked(*args: Any, **values: Any) -> Any:
        if is_fresh(current_visit().row, at=now(), limits=limits()):
            return view(*args, **values)
        if request.method != "POST":
            return redirect(url_for("account.confirm", next=request.path), 303)
        form, typed = ConfirmForm(), "password" in request.form
        sound = typed and form.validate_on_submit()
        if sound and is_own_password(form):
            return view(*args, **values)
        return confirm_page(form, status=422 if typed else 200, refused=sound)

    return cast(View, asked)


def is_own_password(form: ConfirmForm) -> bool:
    """Whether the passphrase typed is the person's; it then need not be typed for a while."""
    try:
        confirm_password(
            session(),
            context=staff_context(),
            visit=current_visit(),
            password=form.password.data,
        )
    except SignInRefused:
        return False
    return True


def confirm_page(form: ConfirmForm, *, status: int = 200, refused: bool = False) -> Response:
    """The page that asks for the passphrase, and sends again what was posted to get there."""
    fields = typed_fields()
    return page(
        "staff/entry/confirm.html", status=status, form=form, refused=refused, fields=fields
    )
