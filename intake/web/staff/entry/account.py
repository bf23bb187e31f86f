"""One's own account: the words of one's key, passphrase, second factor, language, sessions."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice

from intake.accounts.errors import FactorRefused, PasswordUnfit, SessionOver, SignInRefused
from intake.actions.people.change_account import (
    begin_factor_change,
    change_language,
    finish_factor_change,
    pending_factor,
)
from intake.actions.people.change_password import change_password
from intake.actions.people.sign_out import sign_out_elsewhere
from intake.texts.catalogue import available_languages
from intake.texts.languages import own_name
from intake.vault.symbols.words import fingerprint_words, passphrase
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import services
from intake.web.staff.entry.codes import in_groups, picture_of
from intake.web.staff.entry.forms import (
    ChangePassphraseForm,
    CodeForm,
    ConfirmForm,
    LanguageForm,
    SignOutForm,
    fault_words,
)
from intake.web.staff.entry.fresh import confirm_page, fresh_password, is_own_password
from intake.web.staff.entry.paths import safe_next
from intake.web.staff.entry.session import (
    current_member,
    current_visit,
    go_to,
    password_cost,
    staff_context,
    with_known_browser,
)
from intake.web.staff.team.names import role_rows

blueprint = Blueprint("account", __name__, url_prefix="/staff")


@blueprint.get("/account")
@staff_only(None)
def index() -> ResponseReturnValue:
    """Who I am here, and the six words that a colleague compares before letting me in."""
    member = current_member()
    return page(
        "staff/entry/account.html",
        member=member,
        roles=role_rows(member.roles),
        words=fingerprint_words(member.private_key.public_bytes),
        form=_language_form(),
        plain=SignOutForm(),
    )


@blueprint.post("/account/language")
@staff_only(None)
@repeats(LanguageForm)
def language() -> ResponseReturnValue:
    """Set the language of pages and messages."""
    form = _language_form()
    if form.validate_on_submit():
        change_language(
            session(),
            context=staff_context(),
            visit=current_visit(),
            language=form.language.data,
        )
    return go_to("account.index")


@blueprint.post("/account/sign-out-elsewhere")
@staff_only(None)
def elsewhere() -> ResponseReturnValue:
    """End all other sessions."""
    sign_out_elsewhere(session(), context=staff_context(), visit=current_visit())
    flash(gettext("You're signed out everywhere else."))
    return go_to("account.index")


@blueprint.route("/account/passphrase", methods=["GET", "POST"])
@staff_only(None)
def change_passphrase() -> ResponseReturnValue:
    """Another passphrase."""
    form = ChangePassphraseForm()
    form.offered.data = form.offered.data or passphrase(services().random)
    if form.validate_on_submit() and _changed(form):
        flash(gettext("Your passphrase is changed. You're signed out everywhere else."))
        return with_known_browser(go_to("account.index"), current_visit())
    status = 422 if form.errors else 200
    return page("staff/entry/passphrase.html", status=status, form=form)


@blueprint.route("/account/second-factor", methods=["GET", "POST"])
@staff_only(None)
@fresh_password
def second_factor() -> ResponseReturnValue:
    """Begin with a new second factor: it is made by the post and shown on the next page."""
    form = SignOutForm()
    if form.validate_on_submit():
        begin_factor_change(session(), context=staff_context(), visit=current_visit())
        return go_to("account.confirm_second_factor")
    return page("staff/entry/change_second_factor.html", form=form)


@blueprint.route("/account/second-factor/new", methods=["GET", "POST"])
@staff_only(None)
@fresh_password
def confirm_second_factor() -> ResponseReturnValue:
    """Show the new second factor to scan, and take its first code."""
    secret, form, refused = pending_factor(current_visit()), CodeForm(), False
    if secret is None:
        raise SessionOver
    if form.validate_on_submit():
        try:
            finish_factor_change(
                session(), context=staff_context(), visit=current_visit(), code=form.code.data
            )
            flash(gettext("Your new second factor works now."))
            return go_to("account.index")
        except FactorRefused:
            refused = True
    return page(
        "staff/entry/second_factor.html",
        status=422 if refused or form.errors else 200,
        form=form,
        refused=refused,
        picture=picture_of(secret, account=current_member().email),
        secret=in_groups(secret),
    )


@blueprint.route("/confirm", methods=["GET", "POST"])
@staff_only(None)
def confirm() -> ResponseReturnValue:
    """The passphrase again, before something that matters."""
    form = ConfirmForm()
    sound = form.validate_on_submit()
    if sound and is_own_password(form):
        return redirect(safe_next(request.args.get("next")), 303)
    return confirm_page(form, status=422 if form.is_submitted() else 200, refused=sound)


def _changed(form: ChangePassphraseForm) -> bool:
    try:
        change_password(
            session(),
            context=staff_context(),
            visit=current_visit(),
            old=form.password.data,
            new=form.new_password.data,
            cost=password_cost(),
        )
    except SignInRefused:
        form.password.errors = [gettext("That is not your current passphrase. Try again.")]
        return False
    except PasswordUnfit as unfit:
        form.new_password.errors = [fault_words(unfit.fault)]
        return False
    return True


def _language_form() -> LanguageForm:
    form = LanguageForm()
    form.language.choices = [SelectChoice(tag, own_name(tag)) for tag in available_languages()]
    if not form.is_submitted():
        form.language.data = current_member().language
    return form
