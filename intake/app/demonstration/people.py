"""One invented person for each role in each unit, with keys, as they would join themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from intake.accounts.directory import find_by_address
from intake.accounts.models import Staff
from intake.accounts.people import Member, member_of
from intake.accounts.profiles import Profile
from intake.accounts.roles import Role
from intake.accounts.second_factor import STEP_SECONDS, current_code, step_at
from intake.accounts.sessions import Visit
from intake.actions.context import ActionContext
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.invite import Invited, invite_person
from intake.actions.people.join import choose_password, confirm_factor, factor_to_confirm
from intake.actions.people.reset import reset_person
from intake.actions.people.sign_in import begin_sign_in
from intake.actions.people.sign_out import sign_out
from intake.bedrock.keys import UnitKey
from intake.rules.entities import Unit
from intake.settings.demonstration import Account
from intake.vault.passwords import Cost
from intake.vault.symbols.words import passphrase

COST = Cost(1, 1024, 1)
"""Passwords of a demonstration lie open anyway: a cheap check lets it start quickly."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """An account, and the member behind it with the key in memory."""

    account: Account
    member: Member
    visit: Visit

    @property
    def place(self) -> tuple[str, Role]:
        """The unit and the role, by which a cast is kept."""
        return self.account.unit, Role(self.account.role)


Cast = Mapping[tuple[str, Role], Person]
Known = Mapping[str, Account]
"""Accounts that were made before, by their addresses."""


def people_of_unit(
    session: Session, *, context: ActionContext, unit: Unit, known: Known | None = None
) -> Iterator[Person]:
    """Make and let join one person for each role of a unit; who joined before signs in."""
    key = UnitKey(unit.key)
    for role in unit.roles:
        email = f"{role.value}@{key.id}.{key.entity.id}.{key.place}.example"
        shown = f"{role.value.replace('_', ' ').title()}, {key.id.title()} (invented)"
        yield _person(
            session,
            context=context,
            profile=Profile(shown, email),
            unit=unit.key,
            role=role,
            known=known or {},
        )


def administrator_of(
    session: Session, *, context: ActionContext, jurisdiction: str, known: Known | None = None
) -> Person:
    """Make and let join a jurisdiction's administrator, or sign in who joined before."""
    return _person(
        session,
        context=context,
        profile=Profile("Administrator (invented)", f"administrator@{jurisdiction}.example"),
        unit=UnitKey.administration(jurisdiction),
        role=Role.ADMINISTRATOR,
        known=known or {},
    )


def sign_everybody_out(session: Session, *, context: ActionContext, cast: Cast) -> None:
    """End the visits in which they joined."""
    for person in cast.values():
        sign_out(session, context=context, visit=person.visit)


def _person(
    session: Session,
    *,
    context: ActionContext,
    profile: Profile,
    unit: str,
    role: Role,
    known: Known,
) -> Person:
    account = known.get(profile.email)
    if account is not None:
        return _signed_in(session, context, account)
    invited = _invited(session, context, profile, unit, role)
    password = passphrase(context.random)
    visit = choose_password(
        session, context=context, token=invited.token, password=password, cost=COST
    )
    secret = factor_to_confirm(session, context=context, visit=visit)
    visit = confirm_factor(
        session, context=context, visit=visit, code=current_code(secret, at=context.at)
    )
    account = Account(
        email=profile.email,
        name=profile.name,
        unit=unit,
        role=role.value,
        password=password,
        second_factor=secret,
    )
    return _with_key(session, context, account, visit)


def _invited(
    session: Session, context: ActionContext, profile: Profile, unit: str, role: Role
) -> Invited:
    """A link for somebody new, or for who was joining when an earlier start was ended."""
    staff = find_by_address(session, profile.email, keyring=context.keyring)
    if staff is not None:
        return reset_person(session, context=context, by=None, staff_id=staff.id)
    return invite_person(
        session,
        context=context,
        by=None,
        profile=profile,
        language="en",
        roles={unit: frozenset({role})},
    )


def _signed_in(session: Session, context: ActionContext, account: Account) -> Person:
    visit = begin_sign_in(
        session, context=context, address=account.email, password=account.password
    )
    used = session.get_one(Staff, visit.row.staff_id).last_factor_step or 0
    # Each code is good once: where this half minute's was used, the next one's is awaited.
    step = max(step_at(context.at), used + 1)
    later = replace(context, at=datetime.fromtimestamp(step * STEP_SECONDS, UTC))
    code = current_code(account.second_factor, at=later.at)
    visit = complete_sign_in(session, context=later, visit=visit, code=code)
    return _with_key(session, context, account, visit)


def _with_key(session: Session, context: ActionContext, account: Account, visit: Visit) -> Person:
    staff = session.get_one(Staff, visit.row.staff_id, populate_existing=True)
    member = member_of(
        session,
        staff,
        seed=visit.seed(),
        keyring=context.keyring,
        install_id=context.install_id,
    )
    return Person(account=account, member=member, visit=visit)
