"""New keys for a unit: every box is sealed anew, and nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.units.keys import open_unit_key, proven_unit
from intake.actions.keys import reseal as resealing
from intake.actions.keys.recover import recover_unit
from intake.actions.keys.renew import renew_units
from intake.actions.people.disable import disable_person
from intake.complaints.compartment import Compartment
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.models import Box
from intake.db.ids import new_id
from intake.vault.boxes import PrivateKey
from intake.vault.contexts import Recipient
from intake.vault.errors import SealBroken
from intake.vault.keys import COMPLAINANT_LETTERS, UNIT_LETTERS, KeySet
from tests.fixtures.compartments import place_of
from tests.integration.accounts.office import (
    BOARD,
    INSTALL_ID,
    INVESTIGATIONS,
    LEAD,
    WORKER,
    Office,
)


def new_case(office: Office) -> Compartment:
    """The compartment of a case that nobody knows yet."""
    return office.context.compartment(new_id(office.random), new_id(office.random))


def file_boxes(office: Office, number: int) -> dict[str, KeySet]:
    """Boxes of `number` cases for the unit, as filing seals them; some hold fewer letters."""
    unit = proven_unit(
        office.session, INVESTIGATIONS, install_id=INSTALL_ID, recovery=office.recovery
    )
    made: dict[str, KeySet] = {}
    rows = []
    for place in range(number):
        letters = UNIT_LETTERS if place % 2 else COMPLAINANT_LETTERS[:2]
        keys = KeySet.new(letters, office.random)
        recipient = BoxRecipient.unit(unit)
        if not place % 3:
            recipient = replace(recipient, kind=Recipient.BODY)
        row = new_case(office).with_keys(keys).box_for(recipient, letters)
        made[row["id"]] = keys
        rows.append(row)
    office.session.execute(insert(Box), rows)
    office.session.commit()
    return made


def key_of(office: Office, member: Member, version: int) -> PrivateKey:
    return open_unit_key(
        office.session,
        INVESTIGATIONS,
        version,
        install_id=INSTALL_ID,
        member_id=member.staff_id,
        member_key=member.private_key,
    ).private


def boxes(session: Session) -> list[Box]:
    session.expire_all()
    return list(session.scalars(select(Box).order_by(Box.id)))


def all_open(office: Office, member: Member, made: dict[str, KeySet]) -> bool:
    found = boxes(office.session)
    keys = {b.recipient_version: key_of(office, member, b.recipient_version) for b in found}
    assert {box.id for box in found} == set(made)
    return all(
        place_of(box, INSTALL_ID).with_box(box, keys[box.recipient_version]).keys.newest
        == made[box.id]
        for box in found
    )


@pytest.fixture
def leaver(office: Office, lead: Member) -> Member:
    """A second member."""
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.let_in(lead, ben.staff_id)
    return ben


def test_every_box_is_sealed_to_the_new_key(
    office: Office, lead: Member, leaver: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 4)
    made = file_boxes(office, 11)
    old = key_of(office, leaver, 1)
    disable_person(office.session, context=office.context, by=None, staff_id=leaver.staff_id)
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert (done.new_keys, done.resealed, done.left) == (True, 11, 0)
    assert {box.recipient_version for box in boxes(office.session)} == {3}
    assert all_open(office, lead, made)
    for box in boxes(office.session):
        with pytest.raises(SealBroken):
            place_of(box, INSTALL_ID).with_box(box, old)


def test_what_was_sealed_to_the_old_key_meanwhile_is_done_at_the_next_sign_in(
    office: Office, lead: Member, leaver: Member
) -> None:
    first = file_boxes(office, 3)
    disable_person(office.session, context=office.context, by=None, staff_id=leaver.staff_id)
    late = {}

    # A filing that read the old key before the new version was written commits after it.
    unit_before = proven_unit(
        office.session, INVESTIGATIONS, install_id=INSTALL_ID, recovery=office.recovery
    )
    renew_units(office.session, context=office.context, member=lead)
    keys = KeySet.new(UNIT_LETTERS, office.random)
    before = BoxRecipient.unit(unit_before)
    row = new_case(office).with_keys(keys).box_for(before, UNIT_LETTERS)
    late[row["id"]] = keys
    office.session.execute(insert(Box), [row])
    office.session.commit()
    assert all_open(office, lead, first | late), "the old key is kept until then"
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert (done.new_keys, done.resealed, done.left) == (False, 1, 0)
    assert {box.recipient_version for box in boxes(office.session)} == {3}
    assert all_open(office, lead, first | late)


def test_a_second_change_of_keys_takes_the_boxes_along(
    office: Office, lead: Member, leaver: Member
) -> None:
    made = file_boxes(office, 2)
    disable_person(office.session, context=office.context, by=None, staff_id=leaver.staff_id)
    renew_units(office.session, context=office.context, member=lead)
    cleo, _ = office.person("Cleo", {INVESTIGATIONS: WORKER})
    office.let_in(lead, cleo.staff_id)
    made |= file_boxes(office, 2)
    disable_person(office.session, context=office.context, by=None, staff_id=cleo.staff_id)
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert (done.resealed, done.left) == (4, 0)
    assert {box.recipient_version for box in boxes(office.session)} == {5}
    assert all_open(office, lead, made)


def test_a_box_that_does_not_open_stays_and_stops_nothing(
    office: Office, lead: Member, leaver: Member
) -> None:
    made = file_boxes(office, 5)
    broken = sorted(made)[2]
    office.session.execute(
        update(Box).where(Box.id == broken).values(ciphertext=b"\x01\x11" + bytes(1200))
    )
    office.session.commit()
    disable_person(office.session, context=office.context, by=None, staff_id=leaver.staff_id)
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert (done.resealed, done.left) == (4, 1)
    versions = {box.id: box.recipient_version for box in boxes(office.session)}
    assert versions.pop(broken) == 1
    assert set(versions.values()) == {3}


def test_recovery_brings_every_box_back(office: Office, lead: Member) -> None:
    made = file_boxes(office, 6)
    disable_person(office.session, context=office.context, by=None, staff_id=lead.staff_id)
    fresh, _ = office.person("Dora", {INVESTIGATIONS: LEAD})
    done = recover_unit(
        office.session,
        context=office.context,
        member=fresh,
        unit=INVESTIGATIONS,
        typed=office.printed[BOARD],
    )
    assert (done.resealed, done.left) == (6, 0)
    assert all_open(office, fresh, made)
