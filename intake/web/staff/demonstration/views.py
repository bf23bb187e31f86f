"""Look around as somebody of an office, with one press.

The press signs in by the same two actions as the sign-in page, with the passphrase and the second
factor that the demonstration's file holds: nothing in signing in knows of it. An install that takes
real complaints does not register these pages, and never reads the file.
"""

from flask import Blueprint, Response, abort, flash
from flask.typing import ResponseReturnValue

from intake.accounts.directory import find_by_address
from intake.accounts.errors import FactorRefused, SessionOver, SignInRefused
from intake.accounts.second_factor import first_unused_code
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.sign_in import begin_sign_in
from intake.actions.people.sign_out import sign_out
from intake.settings.demonstration import Account
from intake.web.foundation.access import Access, access
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import services
from intake.web.staff.demonstration.forms import LookAroundForm
from intake.web.staff.demonstration.page import kept, people_page
from intake.web.staff.entry.session import (
    current_visit,
    go_to,
    known_browser,
    password_cost,
    staff_context,
)
from intake.web.staff.entry.views import let_in

only_in_a_demonstration = Blueprint("look_around", __name__, url_prefix="/staff/demonstration")


@only_in_a_demonstration.before_request
def refuse_elsewhere() -> None:
    """Not found, should these pages ever be registered in a real install."""
    if not services().settings.demonstration:
        abort(404)


@only_in_a_demonstration.get("/", strict_slashes=False)
@access(Access.SIGNED_OUT)
def people() -> Response:
    """Who is there, by place and office; the codes of the complaints; the mails."""
    return people_page()


@only_in_a_demonstration.post("/sign-in")
@access(Access.SIGNED_OUT)
@repeats(LookAroundForm)
def sign_in() -> ResponseReturnValue:
    """Sign in as the person whose button was pressed, in the place of whoever was signed in."""
    form = LookAroundForm()
    if not form.validate_on_submit():
        return go_to("look_around.people")
    account = next((one for one in kept().accounts if one.email == form.person.data), None)
    if account is None:
        abort(404)
    return _sign_in(account)


def _sign_in(account: Account) -> ResponseReturnValue:
    context = staff_context()
    try:
        code = _code_of(account)
        visit = begin_sign_in(
            session(),
            context=context,
            address=account.email,
            password=account.password,
            browser=known_browser(),
            cost=password_cost(),
        )
        full = complete_sign_in(session(), context=context, visit=visit, code=code)
    except SignInRefused:
        flash(gettext("This person's passphrase was changed. Choose someone else."))
        return go_to("look_around.people")
    except FactorRefused:
        flash(gettext("Someone signed in as this person a moment ago. Try again in a minute."))
        return go_to("look_around.people")
    _leave_as_before()
    return let_in(full)


def _code_of(account: Account) -> str:
    context = staff_context()
    staff = find_by_address(session(), account.email, keyring=context.keyring)
    if staff is None:
        raise SignInRefused
    code = first_unused_code(account.second_factor, after=staff.last_factor_step, at=context.at)
    if code is None:
        raise FactorRefused
    return code


def _leave_as_before() -> None:
    try:
        sign_out(session(), context=staff_context(), visit=current_visit())
    except SessionOver:
        return
