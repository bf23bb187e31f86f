"""Unit keys: set-up with a printed recovery key, letting in, renewal, recovery."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from intake.accounts.errors import (
    AlreadySetUp,
    NewcomerChanged,
    NothingToRenew,
    NotSetUp,
    PersonUnknown,
    RecoveryMismatch,
)
from intake.accounts.models import EntityRecovery, StaffSession, UnitKeyBox
from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.accounts.units.keys import usable
from intake.accounts.units.members import needs_renewal, people_of
from intake.accounts.units.soundness import unit_conditions
from intake.actions.keys.recover import recover_unit
from intake.actions.keys.renew import renew_units, write_renewal
from intake.actions.keys.set_up import (
    confirm_recovery_key,
    make_recovery_key,
    pending_recovery,
    set_up_unit,
)
from intake.actions.keys.share import held_keys
from intake.actions.people.disable import disable_person
from intake.actions.people.reset import reset_person
from intake.audit.kinds import AuditKind
from intake.vault.errors import CodeSlip, KeyAbsent, KeyUnproven
from tests.integration.accounts.office import (
    BOARD,
    INSTALL_ID,
    INTAKE_UNIT,
    INVESTIGATIONS,
    LEAD,
    REVIEW,
    WORKER,
    Office,
)
from tests.integration.accounts.steps import opens, proven


def test_the_recovery_key_waits_until_part_of_it_was_typed_back(office: Office) -> None:
    lead, visit = office.person("Ada", {INVESTIGATIONS: LEAD, INTAKE_UNIT: WORKER})
    make_recovery_key(
        office.session, context=office.context, member=lead, visit=visit, entity=BOARD
    )
    office.session.expire_all()
    waiting = pending_recovery(visit)
    assert waiting is not None
    assert office.session.get(EntityRecovery, BOARD) is None
    groups = waiting.key.printed()
    typed = {number: groups[number - 1] for number in waiting.groups}
    for wrong in (
        dict.fromkeys(waiting.groups, "AAAAAAAA"),
        {waiting.groups[0]: typed[waiting.groups[0]]},
        {number: groups[number - 1] for number in range(1, 9) if number not in waiting.groups},
    ):
        with pytest.raises(RecoveryMismatch):
            confirm_recovery_key(
                office.session, context=office.context, member=lead, visit=visit, typed=wrong
            )
    units = confirm_recovery_key(
        office.session, context=office.context, member=lead, visit=visit, typed=typed
    )
    assert units == (INVESTIGATIONS,), "the lead's own unit alone"
    office.session.expire_all()
    assert visit.row.sealed_pending is None
    with pytest.raises(AlreadySetUp):
        make_recovery_key(
            office.session, context=office.context, member=lead, visit=visit, entity=BOARD
        )
    # Two hands: until the administrator puts the line in place, nothing is sealed to the unit.
    with pytest.raises(KeyUnproven):
        proven(office)
    office.recovery[BOARD] = waiting.key.public.fingerprint
    assert opens(office, lead) == proven(office).public_key.public_bytes


def test_only_a_lead_sets_a_unit_up(office: Office) -> None:
    worker, visit = office.person("Ben", {INVESTIGATIONS: WORKER})
    with pytest.raises(PersonUnknown):
        make_recovery_key(
            office.session, context=office.context, member=worker, visit=visit, entity=BOARD
        )
    with pytest.raises(NotSetUp):
        confirm_recovery_key(
            office.session, context=office.context, member=worker, visit=visit, typed={}
        )


def test_a_second_unit_of_the_entity_takes_the_printed_key(office: Office, lead: Member) -> None:
    other, _ = office.person("Cleo", {INTAKE_UNIT: LEAD})
    printed = office.printed[BOARD]
    slip = ("A" if printed[0] != "A" else "B") + printed[1:]
    with pytest.raises(CodeSlip):
        set_up_unit(
            office.session, context=office.context, member=other, unit=INTAKE_UNIT, typed=slip
        )
    with pytest.raises(PersonUnknown):
        set_up_unit(
            office.session, context=office.context, member=lead, unit=INTAKE_UNIT, typed=printed
        )
    set_up_unit(
        office.session, context=office.context, member=other, unit=INTAKE_UNIT, typed=printed
    )
    assert opens(office, other, INTAKE_UNIT) == proven(office, INTAKE_UNIT).public_key.public_bytes
    units = (INTAKE_UNIT, INVESTIGATIONS)
    found = usable(office.session, units, install_id=INSTALL_ID, recovery=office.recovery)
    assert set(found) == {INTAKE_UNIT, INVESTIGATIONS}
    with pytest.raises(AlreadySetUp):
        set_up_unit(
            office.session, context=office.context, member=other, unit=INTAKE_UNIT, typed=printed
        )


def test_a_newcomer_is_let_in_with_the_same_key(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    before = proven(office)
    with pytest.raises(KeyAbsent):
        opens(office, ben)
    assert [s.id for s in people_of(office.session, INVESTIGATIONS, before).waiting] == [
        ben.staff_id
    ]
    office.let_in(lead, ben.staff_id)
    after = proven(office)
    assert after.proven.statement.version == before.proven.statement.version + 1
    assert (after.version, after.public_key) == (before.version, before.public_key)
    assert set(after.members) == {lead.staff_id, ben.staff_id}
    assert opens(office, ben) == opens(office, lead)
    assert not needs_renewal(office.session, after)
    with pytest.raises(NewcomerChanged):
        office.let_in(lead, ben.staff_id)


def test_who_has_no_role_in_the_unit_is_not_let_in(office: Office, lead: Member) -> None:
    stranger, _ = office.person("Dora", {REVIEW: WORKER})
    with pytest.raises(NewcomerChanged):
        office.let_in(lead, stranger.staff_id)
    with pytest.raises(PersonUnknown):
        office.let_in(stranger, lead.staff_id)


def test_disabling_ends_access_at_once_and_the_next_member_renews(
    office: Office, lead: Member
) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.let_in(lead, ben.staff_id)
    before = proven(office)
    units = disable_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    assert units == (INVESTIGATIONS,)
    with pytest.raises(KeyAbsent):
        opens(office, ben)
    rows = select(StaffSession).where(StaffSession.staff_id == ben.staff_id)
    assert office.session.scalars(rows).all() == []
    assert proven(office).public_key == before.public_key, "filing goes on meanwhile"
    assert needs_renewal(office.session, before)
    (done,) = renew_units(office.session, context=office.context, member=lead)
    assert done.new_keys
    after = proven(office)
    assert after.public_key != before.public_key
    assert after.version == after.proven.statement.version == 3
    assert set(after.members) == {lead.staff_id}
    assert renew_units(office.session, context=office.context, member=lead) == ()


def test_a_reset_person_is_let_in_anew(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.let_in(lead, ben.staff_id)
    again = reset_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    renewed, _ = office.join("Ben", again.token)
    assert renewed.private_key.public_bytes != ben.private_key.public_bytes
    with pytest.raises(KeyAbsent):
        opens(office, renewed)
    renew_units(office.session, context=office.context, member=lead)
    with pytest.raises(KeyAbsent):
        opens(office, renewed)
    office.let_in(lead, ben.staff_id)
    assert opens(office, renewed) == proven(office).public_key.public_bytes


def test_the_printed_key_lets_a_new_lead_in_when_all_keys_are_lost(
    office: Office, lead: Member
) -> None:
    disable_person(office.session, context=office.context, by=None, staff_id=lead.staff_id)
    fresh, _ = office.person("Dora", {INVESTIGATIONS: LEAD})
    assert renew_units(office.session, context=office.context, member=fresh) == ()
    (condition,) = unit_conditions(
        office.session, (INVESTIGATIONS,), install_id=INSTALL_ID, recovery=office.recovery
    )
    assert (condition.holding, condition.waiting, condition.is_open) == (0, 1, False)
    worker, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    printed = office.printed[BOARD]
    with pytest.raises(PersonUnknown):
        recover_unit(
            office.session,
            context=office.context,
            member=worker,
            unit=INVESTIGATIONS,
            typed=printed,
        )
    before = proven(office)
    done = recover_unit(
        office.session,
        context=office.context,
        member=fresh,
        unit=INVESTIGATIONS,
        typed=printed.lower(),
    )
    assert done.new_keys
    after = proven(office)
    assert after.public_key != before.public_key
    assert set(after.members) == {fresh.staff_id}
    assert opens(office, fresh) == after.public_key.public_bytes
    office.let_in(fresh, worker.staff_id)


def test_the_condition_of_units_says_what_is_amiss(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: frozenset({Role.INVESTIGATOR})})
    here, there = unit_conditions(
        office.session, (INVESTIGATIONS, REVIEW), install_id=INSTALL_ID, recovery=office.recovery
    )
    assert (here.people, here.holding, here.waiting, here.is_open) == (2, 1, 1, True)
    assert here.recovery_box
    assert (there.statements, there.proven, there.is_open) == (0, False, False)
    office.session.execute(delete(UnitKeyBox).where(UnitKeyBox.recipient == "recovery"))
    office.session.commit()
    (alone,) = unit_conditions(
        office.session, (INVESTIGATIONS,), install_id=INSTALL_ID, recovery=office.recovery
    )
    assert not alone.is_open, "one member without the recovery key is not enough"
    office.let_in(lead, ben.staff_id)
    (two,) = unit_conditions(
        office.session, (INVESTIGATIONS,), install_id=INSTALL_ID, recovery=office.recovery
    )
    assert two.is_open


def test_two_members_who_renew_at_once_make_one_version(office: Office, lead: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    cleo, _ = office.person("Cleo", {INVESTIGATIONS: WORKER})
    office.let_in(lead, ben.staff_id)
    office.let_in(lead, cleo.staff_id)
    disable_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    before = proven(office)
    keys = held_keys(office.session, office.context, cleo, before)
    renew_units(office.session, context=office.context, member=lead)
    with pytest.raises(NothingToRenew):
        write_renewal(
            office.session, office.context, cleo, before, keys, AuditKind.UNIT_KEY_ROTATED
        )
    after = proven(office)
    assert after.proven.statement.version == before.proven.statement.version + 1
    assert opens(office, cleo) == opens(office, lead)
