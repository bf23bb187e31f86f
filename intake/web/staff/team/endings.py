"""Disabling and resetting a person: each has a page that says what it means, and a box to tick."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from intake.accounts.errors import LastAdministrator
from intake.accounts.roles import Permission
from intake.actions.people.disable import disable_person
from intake.actions.people.reset import reset_person
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.staff.entry.forms import ConsentForm
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.team.views import get_person, show_person
from intake.web.staff.team.words import role_words

blueprint = Blueprint("teamends", __name__, url_prefix="/staff/team")


@blueprint.route("/<staff_id>/disable", methods=["GET", "POST"])
@staff_only(Permission.MANAGE_PEOPLE)
@fresh_password
@repeats(ConsentForm)
def disable(staff_id: str) -> ResponseReturnValue:
    """End a person's sessions and access at once."""
    person, form = get_person(staff_id), ConsentForm()
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return page("staff/team/disable.html", status=status, person=person, form=form)
    try:
        disable_person(session(), context=staff_context(), by=current_member(), staff_id=staff_id)
    except LastAdministrator as fault:
        return show_person(staff_id, status=422, fault=role_words(fault))
    flash(gettext("%(name)s can no longer sign in.", name=person.name))
    return go_to("team.show", staff_id=staff_id)


@blueprint.route("/<staff_id>/reset", methods=["GET", "POST"])
@staff_only(Permission.MANAGE_PEOPLE)
@fresh_password
@repeats(ConsentForm)
def reset(staff_id: str) -> ResponseReturnValue:
    """Destroy a person's key and send a link to start again."""
    person, form = get_person(staff_id), ConsentForm()
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return page("staff/team/reset.html", status=status, person=person, form=form)
    try:
        reset_person(session(), context=staff_context(), by=current_member(), staff_id=staff_id)
    except LastAdministrator as fault:
        return show_person(staff_id, status=422, fault=role_words(fault))
    flash(
        gettext("The account was reset and its key destroyed. A link to start over is on its way.")
    )
    return go_to("team.show", staff_id=staff_id)
