"""The units of a person: who holds the key, who waits to be let in, and letting them in."""

from typing import Any

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from intake.accounts.errors import NewcomerChanged
from intake.accounts.models import Staff
from intake.accounts.roles import Permission
from intake.accounts.units.keys import proven_unit
from intake.accounts.units.members import fingerprint, people_of
from intake.actions.keys.renew import renew_unit
from intake.actions.keys.share import admit_member
from intake.bedrock.keys import EntityKey, UnitKey
from intake.vault.errors import KeyAbsent
from intake.vault.symbols.words import fingerprint_words
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import repeats
from intake.web.staff.entry.forms import ConsentForm
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, go_to, staff_context
from intake.web.staff.keys.forms import CompareForm
from intake.web.staff.keys.page import UnitCard, unit_card, unit_cards
from intake.web.staff.keys.people import standings

blueprint = Blueprint("units", __name__, url_prefix="/staff/units")

UNIT = "/<place>/<office>/<room>"


@blueprint.get("/")
@staff_only(None)
def index() -> ResponseReturnValue:
    """All units that the person works in or administers."""
    return page("staff/keys/units.html", cards=unit_cards(current_member()))


@blueprint.get(UNIT)
@staff_only(None)
def show(place: str, office: str, room: str) -> ResponseReturnValue:
    """One unit and its people."""
    card = get_card(place, office, room)
    return page("staff/keys/unit.html", card=card, people=standings(card.unit))


@blueprint.route(f"{UNIT}/let-in/<staff_id>", methods=["GET", "POST"])
@staff_only(Permission.ADMIT_MEMBER)
@fresh_password
@repeats(CompareForm)
def let_in(place: str, office: str, room: str, staff_id: str) -> ResponseReturnValue:
    """Compare six words with a newcomer, then seal the unit's key to them."""
    card = get_card(place, office, room)
    if not card.holds or not card.may_admit:
        raise KeyAbsent("the person cannot let anybody into this unit")
    newcomer = _newcomer(card.unit, staff_id)
    form = CompareForm()
    form.compared.data = form.compared.data or fingerprint(newcomer)
    name = next(person.name for person in standings(card.unit) if person.staff_id == staff_id)
    if form.validate_on_submit():
        _admit(card, staff_id, form.compared.data)
        flash(gettext("%(name)s now has access.", name=name))
        return go_to("units.show", place=place, office=office, room=room)
    words = fingerprint_words(newcomer.public_key or b"")
    shown: dict[str, Any] = {"card": card, "form": form, "name": name, "words": words}
    return page("staff/keys/let_in.html", status=422 if form.errors else 200, **shown)


@blueprint.route(f"{UNIT}/renew", methods=["GET", "POST"])
@staff_only(Permission.ADMIT_MEMBER)
@fresh_password
@repeats(ConsentForm)
def renew(place: str, office: str, room: str) -> ResponseReturnValue:
    """New keys now, without waiting for the next sign-in."""
    card, form = get_card(place, office, room), ConsentForm()
    if not card.holds or not card.condition.needs_renewal:
        abort(404)
    if form.validate_on_submit():
        renew_unit(session(), context=staff_context(), member=current_member(), unit=card.unit)
        flash(gettext("The unit now has new keys."))
        return go_to("units.show", place=place, office=office, room=room)
    status = 422 if form.errors else 200
    return page("staff/keys/renew.html", status=status, card=card, form=form)


def get_card(place: str, office: str, room: str) -> UnitCard:
    """The unit of an address, or "not found", also where it is not the person's."""
    key = UnitKey.of(EntityKey.of(place, office), room)
    card = unit_card(current_member(), key)
    if card is None:
        abort(404)
    return card


def _newcomer(unit: str, staff_id: str) -> Staff:
    context = staff_context()
    proven = proven_unit(session(), unit, install_id=context.install_id, recovery=context.recovery)
    for staff in people_of(session(), unit, proven).waiting:
        if staff.id == staff_id:
            return staff
    raise NewcomerChanged


def _admit(card: UnitCard, staff_id: str, compared: str) -> None:
    admit_member(
        session(),
        context=staff_context(),
        member=current_member(),
        unit=card.unit,
        newcomer_id=staff_id,
        compared=compared,
    )
