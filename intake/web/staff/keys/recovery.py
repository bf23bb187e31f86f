"""Key set-up of an office, and its printed recovery key: make, print, confirm, use."""

from collections.abc import Callable

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from intake.accounts.errors import RecoveryMismatch
from intake.accounts.roles import Permission
from intake.actions.keys.recover import recover_unit
from intake.actions.keys.set_up import (
    PendingRecovery,
    confirm_recovery_key,
    led_units,
    make_recovery_key,
    pending_recovery,
    set_up_unit,
)
from intake.bedrock.keys import EntityKey, UnitKey
from intake.settings.recovery import line
from intake.vault.errors import CodeMalformed, CodeSlip
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import page
from intake.web.staff.entry.forms import SignOutForm
from intake.web.staff.entry.fresh import fresh_password
from intake.web.staff.entry.session import current_member, current_visit, go_to, staff_context
from intake.web.staff.keys.forms import GroupsForm, PrintedKeyForm
from intake.web.staff.keys.views import UNIT, get_card
from intake.web.staff.team.names import entity_name, unit_name

blueprint = Blueprint("keys", __name__, url_prefix="/staff/units")


@blueprint.route("/<place>/<office>/recovery-key", methods=["GET", "POST"])
@staff_only(Permission.MAKE_UNIT_KEYS)
@fresh_password
def recovery(place: str, office: str) -> ResponseReturnValue:
    """What a recovery key is and what to have at hand; the post makes it."""
    entity, form = EntityKey.of(place, office), SignOutForm()
    units = led_units(current_member(), entity)
    if not units:
        abort(404)
    if form.validate_on_submit():
        make_recovery_key(
            session(),
            context=staff_context(),
            member=current_member(),
            visit=current_visit(),
            entity=entity,
        )
        return go_to("keys.printed")
    names = tuple(unit_name(unit) for unit in units)
    return page("staff/keys/recovery.html", form=form, entity=entity_name(entity), units=names)


@blueprint.route("/recovery-key", methods=["GET", "POST"])
@staff_only(Permission.MAKE_UNIT_KEYS)
def printed() -> ResponseReturnValue:
    """The recovery key, to be printed twice; then two of its groups are typed back."""
    waiting = pending_recovery(current_visit())
    if waiting is None:
        abort(404)
    form, wrong = _groups_form(waiting), False
    if form.validate_on_submit():
        try:
            return _confirm(waiting, form)
        except RecoveryMismatch:
            wrong = True
    return page(
        "staff/keys/printed.html",
        status=422 if wrong or form.errors else 200,
        form=form,
        wrong=wrong,
        entity=entity_name(waiting.entity),
        groups=waiting.key.printed(),
        settings_line=line(waiting.entity, waiting.key.public.fingerprint),
    )


@blueprint.route(f"{UNIT}/set-up", methods=["GET", "POST"])
@staff_only(Permission.MAKE_UNIT_KEYS)
@fresh_password
def set_up(place: str, office: str, room: str) -> ResponseReturnValue:
    """First keys of one more unit, with the entity's printed recovery key."""
    card, form = get_card(place, office, room), PrintedKeyForm()
    if not card.waits_for_set_up:
        abort(404)

    def use(typed: str) -> None:
        member, context = current_member(), staff_context()
        set_up_unit(session(), context=context, member=member, unit=card.unit, typed=typed)

    if form.validate_on_submit() and _used(form, use):
        flash(gettext("The unit now has its keys."))
        return go_to("units.show", place=place, office=office, room=room)
    status = 422 if form.errors else 200
    return page("staff/keys/set_up.html", status=status, card=card, form=form)


@blueprint.route(f"{UNIT}/recover", methods=["GET", "POST"])
@staff_only(Permission.MAKE_UNIT_KEYS)
@fresh_password
def recover(place: str, office: str, room: str) -> ResponseReturnValue:
    """Into the unit with its printed recovery key, when nobody is left who could let one in."""
    card, form = get_card(place, office, room), PrintedKeyForm()
    if not card.may_make_keys or card.holds or not card.condition.proven:
        abort(404)

    def use(typed: str) -> None:
        member, context = current_member(), staff_context()
        recover_unit(session(), context=context, member=member, unit=card.unit, typed=typed)

    if form.validate_on_submit() and _used(form, use):
        flash(gettext("You hold the unit's key again, and the unit has new keys."))
        return go_to("units.show", place=place, office=office, room=room)
    status = 422 if form.errors else 200
    return page("staff/keys/recover.html", status=status, card=card, form=form)


def _groups_form(waiting: PendingRecovery) -> GroupsForm:
    form = GroupsForm()
    fields = (form.first_group, form.second_group)
    for field, number in zip(fields, waiting.groups, strict=True):
        field.label.text = gettext("Group %(number)s of the printed key", number=number)
    return form


def _confirm(waiting: PendingRecovery, form: GroupsForm) -> ResponseReturnValue:
    typed = (form.first_group.data, form.second_group.data)
    units = confirm_recovery_key(
        session(),
        context=staff_context(),
        member=current_member(),
        visit=current_visit(),
        typed=dict(zip(waiting.groups, typed, strict=True)),
    )
    flash(gettext("The recovery key is confirmed, and your units now have their keys."))
    key = UnitKey(units[0])
    return go_to("units.show", place=key.place, office=key.entity.id, room=key.id)


def _used(form: PrintedKeyForm, use: Callable[[str], None]) -> bool:
    """Use a typed recovery key, or say beside the field what is wrong with it."""
    try:
        use(form.recovery_key.data)
    except CodeSlip as slip:
        form.recovery_key.errors = [_slip_words(slip.group)]
        return False
    except CodeMalformed as short:
        form.recovery_key.errors = [_length_words(short.found, short.expected)]
        return False
    except RecoveryMismatch:
        form.recovery_key.errors = [
            gettext("This recovery key belongs to another office. Enter your office's key.")
        ]
        return False
    return True


def _slip_words(group: int) -> str:
    if not group:
        return gettext("One of the characters is wrong. Compare the key with the printed page.")
    return gettext("Group %(number)s is wrong. Compare it with the printed page.", number=group)


def _length_words(found: int, expected: int) -> str:
    return gettext(
        "Enter all %(expected)s characters of the key. You entered %(found)s.",
        expected=expected,
        found=found,
    )
