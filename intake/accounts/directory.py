"""The list of people that administrators, members and the command line see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.addresses import login_tags
from intake.accounts.factor_tries import is_locked
from intake.accounts.memberships import Roles, active_people, people_with_roles_in, roles_by_person
from intake.accounts.models import Staff
from intake.accounts.profiles import Profile, open_profile
from intake.accounts.states import StaffState
from intake.vault.errors import VaultError
from intake.vault.server.keyring import Keyring

UNREADABLE = "?"


@dataclass(frozen=True)
class Person:
    """One person as lists show them. `name` and `email` are "?" where the row does not open.

    `is_locked`: too many wrong second factors; an administrator has to unlock the account.
    """

    staff_id: str
    name: str
    email: str
    language: str
    state: StaffState
    roles: Roles
    is_locked: bool


def person_of(session: Session, staff: Staff, *, keyring: Keyring, install_id: str) -> Person:
    """One person's entry."""
    return _entries(session, (staff,), keyring=keyring, install_id=install_id)[0]


def people_in(
    session: Session, jurisdictions: Iterable[str], *, keyring: Keyring, install_id: str
) -> tuple[Person, ...]:
    """Everybody with a role in one of these jurisdictions, by name; the disabled are last."""
    ids = people_with_roles_in(session, jurisdictions)
    people = session.scalars(select(Staff).where(Staff.id.in_(ids))).all()
    return _entries(session, people, keyring=keyring, install_id=install_id)


def people_in_unit(
    session: Session, unit: str, *, keyring: Keyring, install_id: str
) -> tuple[Person, ...]:
    """The people of one unit whose accounts are in use, by name: who can be assigned, say."""
    people = active_people(session, unit)
    return _entries(session, people, keyring=keyring, install_id=install_id)


def find_by_address(session: Session, address: str, *, keyring: Keyring) -> Staff | None:
    """The person with this address in any spelling, if there is one."""
    tags = login_tags(keyring, address)
    return session.scalars(select(Staff).where(Staff.login_tag.in_(tags))).first()


def names_of(
    session: Session, staff_ids: Iterable[str], *, keyring: Keyring, install_id: str
) -> dict[str, str]:
    """The name of each of these people, for lists of who did what, in one statement.

    "?" stands for a row that is gone or does not open.
    """
    wanted = set(staff_ids)
    names = dict.fromkeys(wanted, UNREADABLE)
    for staff in session.scalars(select(Staff).where(Staff.id.in_(wanted))):
        names[staff.id] = _profile(staff, keyring=keyring, install_id=install_id).name
    return names


def _entries(
    session: Session, people: Sequence[Staff], *, keyring: Keyring, install_id: str
) -> tuple[Person, ...]:
    roles = roles_by_person(session, [staff.id for staff in people])
    entries = [
        _entry(staff, _profile(staff, keyring=keyring, install_id=install_id), roles[staff.id])
        for staff in people
    ]
    return tuple(sorted(entries, key=_order))


def _entry(staff: Staff, profile: Profile, roles: Roles) -> Person:
    return Person(
        staff_id=staff.id,
        name=profile.name,
        email=profile.email,
        language=staff.language,
        state=StaffState(staff.state),
        roles=roles,
        is_locked=is_locked(staff),
    )


def _profile(staff: Staff, *, keyring: Keyring, install_id: str) -> Profile:
    try:
        return open_profile(
            staff.sealed_profile, keyring=keyring, install_id=install_id, staff_id=staff.id
        )
    except VaultError:
        return Profile(UNREADABLE, UNREADABLE)


def _order(person: Person) -> tuple[bool, str, str]:
    return person.state is StaffState.DISABLED, person.name.casefold(), person.staff_id
