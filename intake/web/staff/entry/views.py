"""Sign in with password and second factor, and sign out."""

from flask import Blueprint, Response, flash, request
from flask.typing import ResponseReturnValue

from intake.accounts.errors import (
    FactorLocked,
    FactorPaused,
    FactorRefused,
    SessionOver,
    SignInRefused,
    TooManyFailures,
)
from intake.accounts.factor_tries import tries_of
from intake.accounts.sessions import Visit
from intake.accounts.states import HALF
from intake.actions.keys.renew import renew_units
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.sign_in import begin_sign_in
from intake.actions.people.sign_out import sign_out
from intake.vault.errors import PasswordBusy
from intake.web.foundation.access import Access, access, staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import services
from intake.web.staff.entry.codes import code_shown_now
from intake.web.staff.entry.forms import CodeForm, SignInForm
from intake.web.staff.entry.paths import safe_next
from intake.web.staff.entry.session import (
    current_visit,
    go_on,
    go_to,
    known_browser,
    password_cost,
    staff_context,
    visiting_member,
    visiting_staff,
    with_known_browser,
    with_visit,
    without_visit,
)

BUSY_SECONDS = 2
"""When to try again where a password is being checked at this moment."""

blueprint = Blueprint("signin", __name__, url_prefix="/staff")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access(Access.SIGNED_OUT)
@repeats("address")
def password() -> ResponseReturnValue:
    """Address and password."""
    form, back = SignInForm(), safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return _ask_password(form)
    try:
        visit = begin_sign_in(
            session(),
            context=staff_context(),
            address=form.address.data,
            password=form.password.data,
            browser=known_browser(),
            cost=password_cost(),
        )
    except SignInRefused:
        return _ask_password(form, refused=True)
    except PasswordBusy:
        return _ask_password(form, wait=BUSY_SECONDS)
    except TooManyFailures as told:
        return _ask_password(form, wait=told.wait_seconds)
    return with_visit(go_to("signin.code", next=back), visit)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@access(Access.SIGNED_OUT)
def code() -> ResponseReturnValue:
    """The second factor; then whatever the person's units wait for, before anything else."""
    visit = _half_visit()
    if visit is None:
        return go_to("signin.password")
    form = CodeForm()
    if not form.validate_on_submit():
        return _ask_code(visit, form)
    try:
        full = complete_sign_in(
            session(), context=staff_context(), visit=visit, code=form.code.data
        )
    except FactorRefused:
        return _ask_code(visit, form, refused=True)
    except FactorPaused as told:
        return _ask_code(visit, form, wait=told.wait_seconds)
    except FactorLocked:
        return _ask_code(visit, form, locked=True)
    return let_in(full)


@blueprint.post("/sign-out")
@staff_only(None)
def leave() -> ResponseReturnValue:
    """End this session."""
    sign_out(session(), context=staff_context(), visit=current_visit())
    flash(gettext("You're signed out."))
    return without_visit(go_to("signin.password"))


def let_in(visit: Visit) -> Response:
    """Lead on with the cookies of a session, after what the person's units wait for."""
    _renew(visit)
    if tries_of(visiting_staff(visit), known=False).wrong:
        flash(
            gettext(
                "Someone entered your passphrase in another browser, and then wrong codes. If it"
                " was not you, change your passphrase now."
            )
        )
    answer = with_visit(go_on(safe_next(request.args.get("next"))), visit)
    return with_known_browser(answer, visit)


def _half_visit() -> Visit | None:
    try:
        visit = current_visit()
    except SessionOver:
        return None
    return visit if visit.row.state in HALF else None


def _ask_password(form: SignInForm, *, refused: bool = False, wait: int = 0) -> Response:
    status = 429 if wait else 422 if refused else 200
    answer = page("staff/entry/password.html", status=status, form=form, refused=refused, wait=wait)
    return _later(answer, wait)


def _ask_code(
    visit: Visit, form: CodeForm, *, refused: bool = False, wait: int = 0, locked: bool = False
) -> Response:
    shown = None
    if services().settings.demonstration:
        shown = code_shown_now(visiting_staff(visit))
    answer = page(
        "staff/entry/code.html",
        status=429 if wait else 403 if locked else 422 if refused else 200,
        form=form,
        refused=refused,
        minutes=-(-wait // 60),
        locked=locked,
        shown=shown,
    )
    return _later(answer, wait)


def _later(answer: Response, seconds: int) -> Response:
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    return answer


def _renew(visit: Visit) -> None:
    for done in renew_units(session(), context=staff_context(), member=visiting_member(visit)):
        if done.new_keys:
            flash(gettext("Someone left one of your units, so the unit got new keys."))
        if done.left:
            flash(
                gettext(
                    "Some of a unit's complaints could not be locked with the new key. Tell"
                    " your administrator."
                )
            )
