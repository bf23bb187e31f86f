"""Managing people: who may, which roles go together, disabling and resetting."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake.accounts.directory import people_in
from intake.accounts.errors import (
    AddressMalformed,
    AddressTaken,
    AdministratorHoldsUnit,
    InvitationInvalid,
    LastAdministrator,
    LastRole,
    PersonUnknown,
    RoleNotOffered,
    SignInRefused,
    StandInConflict,
)
from intake.accounts.invitations import current_token
from intake.accounts.memberships import roles_of
from intake.accounts.models import Staff
from intake.accounts.people import Member
from intake.accounts.profiles import Profile
from intake.accounts.roles import Permission, Role
from intake.accounts.states import StaffState
from intake.actions.people.disable import disable_person
from intake.actions.people.give_roles import give_roles
from intake.actions.people.invite import invite_again, invite_person
from intake.actions.people.join import find_invited
from intake.actions.people.reset import reset_person
from intake.notify.models import OutboxRow
from tests.integration.accounts.office import (
    ADMINISTRATION,
    INSTALL_ID,
    INTAKE_UNIT,
    INVESTIGATIONS,
    LEAD,
    PLACE,
    REVIEW,
    WORKER,
    Office,
)

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
COUNTY_UNIT = "marisol-county/human-rights-commission/intake"
COUNTY_ADMINISTRATION = "marisol-county/*"


@pytest.fixture
def admin(office: Office) -> Member:
    """The administrator of Saguaro City."""
    return office.person("Root", {ADMINISTRATION: ADMINISTRATOR})[0]


def invite(office: Office, by: Member | None, email: str, roles: dict[str, frozenset[Role]]) -> str:
    return invite_person(
        office.session,
        context=office.context,
        by=by,
        profile=Profile("Somebody Else", email),
        language="es",
        roles=roles,
    ).staff_id


def test_nobody_belongs_to_a_unit_and_to_the_last_resort_outside(
    office: Office, admin: Member
) -> None:
    outside = "saguaro-city/attorney-general/civil-rights"
    with pytest.raises(StandInConflict):
        invite(office, admin, "a@x.example", {INVESTIGATIONS: LEAD, outside: WORKER})


def test_nobody_belongs_to_a_unit_and_to_its_stand_in(office: Office, admin: Member) -> None:
    with pytest.raises(StandInConflict):
        invite(office, admin, "a@x.example", {INVESTIGATIONS: LEAD, REVIEW: WORKER})
    ben = invite(office, admin, "b@x.example", {INVESTIGATIONS: WORKER})
    with pytest.raises(StandInConflict) as caught:
        give_roles(
            office.session,
            context=office.context,
            by=admin,
            staff_id=ben,
            unit=REVIEW,
            roles=WORKER,
        )
    assert caught.value.held in {"saguaro-city/oversight-board", "saguaro-city/inspector-general"}
    assert roles_of(office.session, ben) == {INVESTIGATIONS: WORKER}


def test_one_person_has_several_roles_and_units_of_one_entity(
    office: Office, admin: Member
) -> None:
    roles = {INVESTIGATIONS: LEAD | WORKER, INTAKE_UNIT: frozenset({Role.SUPERVISOR})}
    member, _ = office.person("Ada", roles)
    assert member.roles == roles
    assert member.may(Permission.MAKE_UNIT_KEYS, INVESTIGATIONS)
    assert not member.may(Permission.MAKE_UNIT_KEYS, INTAKE_UNIT)
    assert member.units_with(Permission.CLOSE) == (INTAKE_UNIT,)
    assert member.permissions(REVIEW) == frozenset()


def test_an_administrator_opens_nothing_in_their_own_jurisdiction(
    office: Office, admin: Member
) -> None:
    with pytest.raises(AdministratorHoldsUnit):
        invite(office, None, "a@x.example", {ADMINISTRATION: ADMINISTRATOR, REVIEW: WORKER})
    with pytest.raises(AdministratorHoldsUnit):
        give_roles(
            office.session,
            context=office.context,
            by=admin,
            staff_id=admin.staff_id,
            unit=INVESTIGATIONS,
            roles=LEAD,
        )
    assert admin.units() == ()
    assert not admin.may_anywhere(Permission.OPEN_COMPLAINT)


@pytest.mark.parametrize(
    "roles",
    [
        {},
        {INVESTIGATIONS: frozenset()},
        {INVESTIGATIONS: ADMINISTRATOR},
        {ADMINISTRATION: LEAD},
        {INTAKE_UNIT: frozenset({Role.MONITOR})},
        {"saguaro-city/oversight-board/attic": LEAD},
        {"atlantis/*": ADMINISTRATOR},
    ],
)
def test_only_roles_that_a_unit_has_are_given(
    office: Office, roles: dict[str, frozenset[Role]]
) -> None:
    with pytest.raises(RoleNotOffered):
        invite(office, None, "a@x.example", roles)


def test_an_address_is_taken_in_any_spelling(office: Office) -> None:
    invite(office, None, "Ada.Lovelace@Office.example", {INVESTIGATIONS: LEAD})
    with pytest.raises(AddressTaken):
        invite(office, None, " ada.lovelace@OFFICE.EXAMPLE ", {INTAKE_UNIT: LEAD})
    for wrong in ("ada", "a@b@c", "ada@x.example\nBcc: all@x.example", "a b@x.example", "@x"):
        with pytest.raises(AddressMalformed):
            invite(office, None, wrong, {INTAKE_UNIT: LEAD})


def test_an_administrator_looks_after_their_own_jurisdiction_alone(
    office: Office, admin: Member
) -> None:
    stranger = invite(office, None, "s@x.example", {COUNTY_UNIT: LEAD})
    with pytest.raises(PersonUnknown):
        invite(office, admin, "t@x.example", {COUNTY_UNIT: LEAD})
    for act in (disable_person, reset_person, invite_again):
        with pytest.raises(PersonUnknown):
            act(office.session, context=office.context, by=admin, staff_id=stranger)
    with pytest.raises(PersonUnknown):
        give_roles(
            office.session,
            context=office.context,
            by=admin,
            staff_id=stranger,
            unit=INVESTIGATIONS,
            roles=LEAD,
        )
    worker, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    with pytest.raises(PersonUnknown):
        disable_person(office.session, context=office.context, by=worker, staff_id=admin.staff_id)
    seen = people_in(office.session, (PLACE,), keyring=office.keyring, install_id=INSTALL_ID)
    assert [person.name for person in seen] == ["Ben", "Root"]


def test_the_last_administrator_stays(office: Office, admin: Member) -> None:
    with pytest.raises(LastAdministrator):
        disable_person(office.session, context=office.context, by=admin, staff_id=admin.staff_id)
    with pytest.raises(LastAdministrator):
        reset_person(office.session, context=office.context, by=admin, staff_id=admin.staff_id)
    second, _ = office.person("Second", {ADMINISTRATION: ADMINISTRATOR})
    disable_person(office.session, context=office.context, by=admin, staff_id=admin.staff_id)
    disable_person(office.session, context=office.context, by=None, staff_id=second.staff_id)


def test_the_last_administrator_keeps_the_role(office: Office, admin: Member) -> None:
    other = frozenset({Role.LEAD})
    give_roles(
        office.session,
        context=office.context,
        by=None,
        staff_id=admin.staff_id,
        unit=COUNTY_UNIT,
        roles=other,
    )
    with pytest.raises(LastAdministrator):
        give_roles(
            office.session,
            context=office.context,
            by=admin,
            staff_id=admin.staff_id,
            unit=ADMINISTRATION,
            roles=frozenset(),
        )


def test_a_person_keeps_at_least_one_role(office: Office, admin: Member) -> None:
    ben = invite(office, admin, "b@x.example", {INVESTIGATIONS: WORKER})
    with pytest.raises(LastRole):
        give_roles(
            office.session,
            context=office.context,
            by=admin,
            staff_id=ben,
            unit=INVESTIGATIONS,
            roles=frozenset(),
        )


def test_leaving_a_unit_takes_its_key_away(office: Office, admin: Member) -> None:
    lead, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.set_up(lead, visit)
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER, INTAKE_UNIT: WORKER})
    office.let_in(lead, ben.staff_id)
    give_roles(
        office.session,
        context=office.context,
        by=admin,
        staff_id=ben.staff_id,
        unit=INVESTIGATIONS,
        roles=frozenset({Role.INVESTIGATOR}),
    )
    from intake.accounts.units.versions import newest_version, units_held_by

    assert units_held_by(office.session, ben.staff_id) == (INVESTIGATIONS,)
    give_roles(
        office.session,
        context=office.context,
        by=admin,
        staff_id=ben.staff_id,
        unit=INVESTIGATIONS,
        roles=frozenset(),
    )
    assert units_held_by(office.session, ben.staff_id) == ()
    newest = newest_version(office.session, INVESTIGATIONS)
    assert newest is not None
    assert newest.stale


def test_a_reset_destroys_the_key_and_grants_nothing(office: Office, admin: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    again = reset_person(office.session, context=office.context, by=admin, staff_id=ben.staff_id)
    row = office.session.get_one(Staff, ben.staff_id, populate_existing=True)
    assert (row.state, row.public_key, row.wrapped_seed) == (StaffState.INVITED, None, None)
    assert row.sealed_second_factor is None
    with pytest.raises(SignInRefused):
        office.sign_in("Ben")
    assert find_invited(office.session, context=office.context, token=again.token).name == "Ben"


def test_a_disabled_person_comes_back_by_a_reset_only(office: Office, admin: Member) -> None:
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    disable_person(office.session, context=office.context, by=admin, staff_id=ben.staff_id)
    with pytest.raises(SignInRefused):
        office.sign_in("Ben")
    with pytest.raises(PersonUnknown):
        invite_again(office.session, context=office.context, by=admin, staff_id=ben.staff_id)
    again = reset_person(office.session, context=office.context, by=admin, staff_id=ben.staff_id)
    office.join("Ben", again.token)


def test_a_new_link_ends_the_old_one_and_the_worker_finds_it(office: Office, admin: Member) -> None:
    staff_id, old = office.invited("Ben", {INVESTIGATIONS: WORKER})
    new = invite_again(office.session, context=office.context, by=admin, staff_id=staff_id)
    with pytest.raises(InvitationInvalid):
        find_invited(office.session, context=office.context, token=old)
    waiting = office.session.scalars(select(OutboxRow).where(OutboxRow.recipient == staff_id)).all()
    assert len(waiting) == 2
    found = current_token(
        office.session, keyring=office.keyring, staff_id=staff_id, at=office.clock()
    )
    assert found == new.token != old
    office.join("Ben", new.token)
    assert (
        current_token(office.session, keyring=office.keyring, staff_id=staff_id, at=office.clock())
        is None
    )
