"""One invented person for each role in each unit, with keys, as they would join themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.accounts.memberships import administration
from intake.accounts.models import Staff
from intake.accounts.people import Member, member_of
from intake.accounts.profiles import Profile
from intake.accounts.roles import Permission, Role
from intake.accounts.second_factor import current_code
from intake.accounts.sessions import Visit
from intake.accounts.units.members import fingerprint
from intake.actions.context import ActionContext
from intake.actions.keys.set_up import (
    confirm_recovery_key,
    make_recovery_key,
    pending_recovery,
    set_up_unit,
)
from intake.actions.keys.share import admit_member
from intake.actions.people.invite import invite_person
from intake.actions.people.join import choose_password, confirm_factor, factor_to_confirm
from intake.actions.people.sign_out import sign_out
from intake.rules.entities import Entity, Unit
from intake.settings import recovery
from intake.settings.model import Settings
from intake.vault.passwords import Cost
from intake.vault.symbols.words import passphrase

COST = Cost(1, 8 * 1024, 1)
"""Passwords of a demonstration are printed anyway: a cheap check lets it start quickly."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a visitor needs to sign in as one of them."""

    email: str
    name: str
    unit: str
    role: Role
    password: str
    second_factor: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account, and the member behind it with the key in memory."""

    account: Account
    member: Member
    visit: Visit


Cast = Mapping[tuple[str, Role], Person]


def people_of_unit(session: Session, *, context: ActionContext, unit: Unit) -> Iterator[Person]:
    """Make and let join one person for each role of a unit."""
    for role in unit.roles:
        place, entity, name = unit.key.split("/")
        yield _person(
            session,
            context=context,
            unit=unit.key,
            role=role,
            email=f"{role.value}@{name}.{entity}.{place}.example",
            name=f"{role.value.replace('_', ' ').title()}, {name.title()} (invented)",
        )


def administrator_of(session: Session, *, context: ActionContext, jurisdiction: str) -> Person:
    """Make and let join a jurisdiction's administrator."""
    return _person(
        session,
        context=context,
        unit=administration(jurisdiction),
        role=Role.ADMINISTRATOR,
        email=f"administrator@{jurisdiction}.example",
        name="Administrator (invented)",
    )


def open_entity(
    session: Session, *, context: ActionContext, settings: Settings, entity: Entity, cast: Cast
) -> None:
    """Make an entity's recovery key and its units' keys, and let everybody in.

    The demonstration puts the recovery fingerprint in place itself; in a real install that takes
    a second pair of hands.
    """
    leads = [
        person
        for (unit, _), person in cast.items()
        if unit in {u.key for u in entity.units.values()}
        and person.member.may(Permission.MAKE_UNIT_KEYS, unit)
    ]
    first = leads[0]
    make_recovery_key(
        session, context=context, member=first.member, visit=first.visit, entity=entity.key
    )
    waiting = pending_recovery(first.visit)
    if waiting is None:
        raise RuntimeError("the recovery key was not kept")
    groups = waiting.key.printed()
    confirm_recovery_key(
        session,
        context=context,
        member=first.member,
        visit=first.visit,
        typed={number: groups[number - 1] for number in waiting.groups},
    )
    recovery.write(settings, entity.key, waiting.key.public.fingerprint)
    for lead in leads[1:]:
        set_up_unit(
            session,
            context=context,
            member=lead.member,
            unit=lead.account.unit,
            typed=" ".join(groups),
        )


def admit_all(session: Session, *, context: ActionContext, leads: Cast, everybody: Cast) -> None:
    """Let each lead let the others of their unit in."""
    for (unit, role), person in everybody.items():
        lead = leads.get((unit, Role.LEAD))
        if lead is None or role is Role.LEAD or unit.endswith("*"):
            continue
        newcomer = session.get_one(Staff, person.member.staff_id)
        admit_member(
            session,
            context=context,
            member=lead.member,
            unit=unit,
            newcomer_id=newcomer.id,
            compared=fingerprint(newcomer),
        )


def _person(
    session: Session, *, context: ActionContext, unit: str, role: Role, email: str, name: str
) -> Person:
    profile = Profile(name, email)
    invited = invite_person(
        session,
        context=context,
        by=None,
        profile=profile,
        language="en",
        roles={unit: frozenset({role})},
    )
    password = passphrase(context.random)
    visit = choose_password(
        session, context=context, token=invited.token, password=password, cost=COST
    )
    secret = factor_to_confirm(session, context=context, visit=visit)
    visit = confirm_factor(
        session, context=context, visit=visit, code=current_code(secret, at=context.at)
    )
    staff = session.get_one(Staff, invited.staff_id, populate_existing=True)
    member = member_of(
        session,
        staff,
        seed=visit.seed(),
        keyring=context.keyring,
        install_id=context.install_id,
    )
    account = Account(
        email=email, name=name, unit=unit, role=role, password=password, second_factor=secret
    )
    return Person(account=account, member=member, visit=visit)


def sign_everybody_out(session: Session, *, context: ActionContext, cast: Cast) -> None:
    """End the visits in which they joined."""
    for person in cast.values():
        sign_out(session, context=context, visit=person.visit)
