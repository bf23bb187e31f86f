"""People: the list, inviting, roles, disabling and resetting. It opens no complaint."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from intake.accounts.directory import Person, people_in, person_of
from intake.accounts.errors import AddressMalformed, AddressTaken
from intake.accounts.profiles import Profile
from intake.accounts.roles import Permission
from intake.accounts.states import StaffState
from intake.actions.people.administration import get_managed
from intake.actions.people.give_roles import give_roles
from intake.actions.people.invite import invite_again, invite_person
from intake.actions.people.unlock import unlock_person
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.foundation.services import services
from intake.web.staff.entry.forms import SignOutForm
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.team.forms import (
    AddUnitForm,
    InviteForm,
    RolesForm,
    add_unit_form,
    chosen,
    invite_form,
    roles_forms,
)
from intake.web.staff.team.names import role_rows
from intake.web.staff.team.words import ROLE_FAULTS, role_words

blueprint = Blueprint("team", __name__, url_prefix="/staff/team")


@blueprint.get("/")
@staff_only(Permission.MANAGE_PEOPLE)
def index() -> ResponseReturnValue:
    """Everybody in the jurisdictions that the administrator looks after."""
    context, member = staff_context(), current_member()
    places = [slug for slug in services().configuration.jurisdictions if member.administers(slug)]
    people = people_in(session(), places, keyring=context.keyring, install_id=context.install_id)
    return page("staff/team/index.html", people=people, role_rows=role_rows)


@blueprint.route("/invite", methods=["GET", "POST"])
@staff_only(Permission.MANAGE_PEOPLE)
@fresh_password
@repeats(InviteForm)
def invite() -> ResponseReturnValue:
    """Invite somebody new."""
    form = invite_form(current_member())
    if form.validate_on_submit():
        staff_id = _invited(form)
        if staff_id is not None:
            flash(gettext("The invitation is on its way. The link works for seven days."))
            return go_to("team.show", staff_id=staff_id)
    status = 422 if form.errors else 200
    return page("staff/team/invite.html", status=status, form=form)


@blueprint.get("/<staff_id>")
@staff_only(Permission.MANAGE_PEOPLE)
def show(staff_id: str) -> ResponseReturnValue:
    """One person: roles by unit, and what can be done."""
    return show_person(staff_id)


@blueprint.post("/<staff_id>/roles/<path:unit>")
@staff_only(Permission.MANAGE_PEOPLE)
@fresh_password
@repeats(RolesForm)
def roles(staff_id: str, unit: str) -> ResponseReturnValue:
    """Set the roles in one of the person's units; none ticked takes them out of it."""
    person = get_person(staff_id)
    form = roles_forms(current_member(), person).get(unit)
    if form is None or not form.validate_on_submit():
        return show_person(staff_id, status=422)
    return _give(staff_id, unit, form)


@blueprint.post("/<staff_id>/roles")
@staff_only(Permission.MANAGE_PEOPLE)
@fresh_password
@repeats(AddUnitForm)
def add_unit(staff_id: str) -> ResponseReturnValue:
    """Give roles in one more unit."""
    get_person(staff_id)
    form = add_unit_form(current_member())
    if not form.validate_on_submit():
        return show_person(staff_id, status=422, adding=form)
    return _give(staff_id, form.unit.data, form)


@blueprint.post("/<staff_id>/invite-again")
@staff_only(Permission.MANAGE_PEOPLE)
@fresh_password
def again(staff_id: str) -> ResponseReturnValue:
    """Send a new link."""
    invite_again(session(), context=staff_context(), by=current_member(), staff_id=staff_id)
    flash(gettext("A new link is on its way. The old one no longer works."))
    return go_to("team.show", staff_id=staff_id)


@blueprint.post("/<staff_id>/unlock")
@staff_only(Permission.MANAGE_PEOPLE)
def unlock(staff_id: str) -> ResponseReturnValue:
    """Let codes be tried again after too many wrong ones."""
    unlock_person(session(), context=staff_context(), by=current_member(), staff_id=staff_id)
    flash(gettext("The account is unlocked."))
    return go_to("team.show", staff_id=staff_id)


def get_person(staff_id: str) -> Person:
    """A person that this administrator looks after; raises PersonUnknown."""
    context = staff_context()
    staff = get_managed(session(), staff_id, by=current_member())
    return person_of(session(), staff, keyring=context.keyring, install_id=context.install_id)


def show_person(
    staff_id: str, *, status: int = 200, fault: str = "", adding: AddUnitForm | None = None
) -> ResponseReturnValue:
    """The page of one person, with what went wrong where something did."""
    person, member = get_person(staff_id), current_member()
    return page(
        "staff/team/person.html",
        status=status,
        person=person,
        is_me=person.staff_id == member.staff_id,
        is_invited=person.state is StaffState.INVITED,
        is_disabled=person.state is StaffState.DISABLED,
        forms=roles_forms(member, person, blank=True),
        adding=adding if adding is not None else add_unit_form(member, blank=True),
        plain=SignOutForm(),
        fault=fault,
    )


def _invited(form: InviteForm) -> str | None:
    try:
        return invite_person(
            session(),
            context=staff_context(),
            by=current_member(),
            profile=Profile(form.name.data.strip(), form.email.data),
            language=form.language.data,
            roles={form.unit.data: chosen(form.roles.data)},
        ).staff_id
    except AddressMalformed:
        form.email.errors = [gettext("Enter an email address like name@example.com.")]
    except AddressTaken:
        form.email.errors = [gettext("Someone already has an account with this email address.")]
    except ROLE_FAULTS as fault:
        form.roles.errors = [role_words(fault)]
    return None


def _give(staff_id: str, unit: str, form: RolesForm | AddUnitForm) -> ResponseReturnValue:
    try:
        give_roles(
            session(),
            context=staff_context(),
            by=current_member(),
            staff_id=staff_id,
            unit=unit,
            roles=chosen(form.roles.data),
        )
    except ROLE_FAULTS as fault:
        return show_person(staff_id, status=422, fault=role_words(fault))
    flash(gettext("The roles are saved."))
    return go_to("team.show", staff_id=staff_id)
