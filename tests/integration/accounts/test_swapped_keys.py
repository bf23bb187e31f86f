"""Rows changed in the database: nothing is sealed to what no chain proves."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from intake.accounts.errors import (
    NewcomerChanged,
)
from intake.accounts.models import Staff, UnitKeyBox, UnitVersion
from intake.accounts.people import Member
from intake.accounts.units.keys import proven_unit, usable
from intake.accounts.units.members import fingerprint
from intake.accounts.units.versions import HeldKeys, write_key_boxes
from intake.actions.keys.renew import renew_unit, renew_units
from intake.actions.keys.share import admit_member
from intake.actions.people.disable import disable_person
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.notify.kinds import NoticeKind
from intake.notify.models import OutboxRow
from intake.vault.boxes import PrivateKey
from intake.vault.errors import KeyUnproven
from intake.vault.units.keys import UnitKeys
from tests.integration.accounts.office import (
    BOARD,
    INSTALL_ID,
    INVESTIGATIONS,
    PLACE,
    WORKER,
    Office,
)
from tests.integration.accounts.steps import proven


def test_a_newcomer_whose_key_changed_since_the_words_were_compared_stays_out(
    office: Office, lead: Member
) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    row = office.session.get_one(Staff, ben.staff_id)
    compared = fingerprint(row)
    row.public_key = PrivateKey.generate(office.random).public_bytes
    office.session.commit()
    with pytest.raises(NewcomerChanged):
        admit_member(
            office.session,
            context=office.context,
            member=lead,
            unit=INVESTIGATIONS,
            newcomer_id=ben.staff_id,
            compared=compared,
        )


def test_a_statement_swapped_in_the_database_is_no_key(office: Office, lead: Member) -> None:
    good = proven(office)
    foreign = UnitKeys.generate(office.random)
    statement = office.session.scalars(select(UnitVersion.statement)).one()
    swapped = statement.replace(good.public_key.public_bytes, foreign.private.public_bytes)
    assert swapped != statement
    office.session.execute(update(UnitVersion).values(statement=swapped))
    office.session.commit()
    with pytest.raises(KeyUnproven):
        proven(office)
    units = (INVESTIGATIONS,)
    assert not usable(office.session, units, install_id=INSTALL_ID, recovery=office.recovery)
    office.session.execute(update(UnitVersion).values(statement=statement))
    office.session.commit()
    assert proven(office).public_key == good.public_key


def test_a_chain_from_another_recovery_key_is_no_key(office: Office, lead: Member) -> None:
    proven(office)
    office.recovery[BOARD] = "0" * 64
    with pytest.raises(KeyUnproven):
        proven(office)
    del office.recovery[BOARD]
    with pytest.raises(KeyUnproven):
        proven(office)


def test_a_chain_with_a_gap_is_no_key(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.let_in(lead, ben.staff_id)
    office.session.execute(delete(UnitVersion).where(UnitVersion.version == 1))
    office.session.commit()
    with pytest.raises(KeyUnproven):
        proven_unit(
            office.session,
            INVESTIGATIONS,
            install_id=INSTALL_ID,
            recovery={BOARD: office.recovery[BOARD].upper() + " "},
        )


def test_a_member_box_swapped_in_the_database_lets_nobody_in(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.session.execute(delete(UnitKeyBox).where(UnitKeyBox.recipient == lead.staff_id))
    write_key_boxes(
        office.session,
        HeldKeys(INVESTIGATIONS, 1, UnitKeys.generate(office.random)),
        install_id=INSTALL_ID,
        members={lead.staff_id: lead.private_key.public},
    )
    office.session.commit()
    with pytest.raises(KeyUnproven):
        office.let_in(lead, ben.staff_id)
    disable_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    office.session.execute(update(UnitVersion).values(stale=True))
    office.session.commit()
    with pytest.raises(KeyUnproven):
        renew_unit(office.session, context=office.context, member=lead, unit=INVESTIGATIONS)


def test_a_member_key_swapped_in_the_database_gets_nothing_at_renewal(
    office: Office, lead: Member
) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    cleo, _ = office.person("Cleo", {INVESTIGATIONS: WORKER})
    for newcomer in (ben, cleo):
        office.let_in(lead, newcomer.staff_id)
    foreign = PrivateKey.generate(office.random)
    office.session.get_one(Staff, ben.staff_id).public_key = foreign.public_bytes
    office.session.commit()
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert done.new_keys
    after = proven(office)
    assert set(after.members) == {lead.staff_id, cleo.staff_id}
    assert office.session.get(UnitKeyBox, (INVESTIGATIONS, after.version, ben.staff_id)) is None
    kinds = set(office.session.scalars(select(AuditEntry.kind)))
    assert AuditKind.MEMBER_KEY_REFUSED in kinds
    alarms = select(OutboxRow).where(OutboxRow.kind == NoticeKind.ADMINISTRATOR_ALARM.value)
    assert office.session.scalars(alarms).one().recipient == PLACE
    assert renew_units(office.session, context=office.context, member=lead) == ()


def test_a_mark_that_was_taken_away_does_not_stop_the_renewal(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.let_in(lead, ben.staff_id)
    disable_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    office.session.execute(update(UnitVersion).values(stale=False))
    office.session.commit()
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert done.new_keys
