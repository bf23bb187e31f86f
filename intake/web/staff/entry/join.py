"""Join by the link of an invitation: a passphrase first, then the second factor."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from intake.accounts.errors import FactorRefused, PasswordUnfit, SessionOver
from intake.accounts.sessions import Visit
from intake.accounts.states import SessionState
from intake.actions.people.join import (
    choose_password,
    confirm_factor,
    factor_to_confirm,
    find_invited,
)
from intake.vault.symbols.words import passphrase
from intake.web.foundation.access import Access, access
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.services import services
from intake.web.staff.entry.codes import in_groups, picture_of
from intake.web.staff.entry.forms import CodeForm, PassphraseForm, fault_words
from intake.web.staff.entry.session import (
    current_visit,
    go_to,
    password_cost,
    staff_context,
    visiting_member,
    with_visit,
)

blueprint = Blueprint("join", __name__, url_prefix="/staff")


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@access(Access.SIGNED_OUT)
def passphrase_page(token: str) -> ResponseReturnValue:
    """Greet the person by name, offer six words, and take a passphrase."""
    profile = find_invited(session(), context=staff_context(), token=token)
    form = PassphraseForm()
    form.offered.data = form.offered.data or passphrase(services().random)
    if form.validate_on_submit():
        try:
            visit = choose_password(
                session(),
                context=staff_context(),
                token=token,
                password=form.new_password.data,
                cost=password_cost(),
            )
            return with_visit(go_to("join.second_factor"), visit)
        except PasswordUnfit as unfit:
            form.new_password.errors = [fault_words(unfit.fault)]
    status = 422 if form.errors else 200
    return page("staff/entry/join.html", status=status, form=form, name=profile.name)


@blueprint.route("/join-code", methods=["GET", "POST"])
@access(Access.SIGNED_OUT)
def second_factor() -> ResponseReturnValue:
    """Show the second factor to scan, and take its first code."""
    visit = _enrolling()
    secret = factor_to_confirm(session(), context=staff_context(), visit=visit)
    form, refused = CodeForm(), False
    if form.validate_on_submit():
        try:
            full = confirm_factor(
                session(), context=staff_context(), visit=visit, code=form.code.data
            )
            flash(gettext("Your account is ready."))
            return with_visit(go_to("account.index"), full)
        except FactorRefused:
            refused = True
    member = visiting_member(visit)
    return page(
        "staff/entry/second_factor.html",
        status=422 if refused or form.errors else 200,
        form=form,
        refused=refused,
        picture=picture_of(secret, account=member.email),
        secret=in_groups(secret),
    )


def _enrolling() -> Visit:
    visit = current_visit()
    if visit.row.state != SessionState.ENROLLING.value:
        raise SessionOver
    return visit
