"""Sign in with password and second factor, and sign out."""

from flask import Blueprint, Response, flash, request
from flask.typing import ResponseReturnValue

from intake.accounts.errors import FactorExhausted, FactorRefused, SessionOver, SignInRefused
from intake.accounts.sessions import Visit
from intake.accounts.states import SessionState
from intake.actions.keys.renew import renew_units
from intake.actions.people.sign_in import begin_sign_in, complete_sign_in
from intake.actions.people.sign_out import sign_out
from intake.web.foundation.access import Access, access, staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
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

blueprint = Blueprint("signin", __name__, url_prefix="/staff")


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access(Access.SIGNED_OUT)
def password() -> ResponseReturnValue:
    """Address and password."""
    form, back = SignInForm(), safe_next(request.args.get("next"))
    if not form.validate_on_submit():
        return page("staff/entry/password.html", form=form, refused=False)
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
        return page("staff/entry/password.html", status=422, form=form, refused=True)
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
    except FactorExhausted:
        flash(gettext("There were too many wrong codes. Sign in again."))
        return without_visit(go_to("signin.password"))
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
    answer = with_visit(go_on(safe_next(request.args.get("next"))), visit)
    return with_known_browser(answer, visit)


def _half_visit() -> Visit | None:
    try:
        visit = current_visit()
    except SessionOver:
        return None
    return visit if visit.row.state == SessionState.FACTOR.value else None


def _ask_code(visit: Visit, form: CodeForm, *, refused: bool = False) -> ResponseReturnValue:
    shown = None
    if services().settings.demonstration:
        shown = code_shown_now(visiting_staff(visit))
    return page(
        "staff/entry/code.html",
        status=422 if refused else 200,
        form=form,
        refused=refused,
        shown=shown,
    )


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
