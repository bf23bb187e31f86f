"""Give and take a person's roles in one unit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.accounts.errors import LastRole
from intake.accounts.memberships import roles_of
from intake.accounts.models import Membership
from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.accounts.units.versions import mark_stale, take_boxes_away
from intake.actions.context import ActionContext
from intake.actions.people.administration import (
    actor_of,
    check_may_give,
    check_roles,
    get_managed,
)
from intake.actions.people.disable import keep_an_administrator
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.db.transaction import transaction


@dataclass(frozen=True)
class _Change:
    """A person's roles in a unit, before and after."""

    staff_id: str
    unit: str
    before: frozenset[Role]
    after: frozenset[Role]

    @property
    def given(self) -> list[Role]:
        return sorted(self.after - self.before)

    @property
    def taken(self) -> list[Role]:
        return sorted(self.before - self.after)


def give_roles(
    session: Session,
    *,
    context: ActionContext,
    by: Member | None,
    staff_id: str,
    unit: str,
    roles: frozenset[Role],
) -> None:
    """Set a person's roles in a unit; an empty set takes them out of it.

    Who leaves a unit loses its key at once, and the unit gets new keys when the next member signs
    in. Who comes into one waits until a member lets them in.

    Raises:
        PersonUnknown: not one of this administrator's people or units.
        RoleNotOffered, AdministratorHoldsUnit, StandInConflict: see `check_roles`.
        LastRole: nothing would be left; the person can be disabled instead.
        LastAdministrator: nobody would be left to administer the jurisdiction.
    """
    check_may_give(by, (unit,))
    with transaction(session):
        get_managed(session, staff_id, by=by)
        before = roles_of(session, staff_id)
        after = {other: held for other, held in before.items() if other != unit}
        if roles:
            after[unit] = roles
        if not after:
            raise LastRole
        check_roles(context.configuration, after)
        if UnitKey(unit).is_administration and not roles:
            keep_an_administrator(session, by=by, staff_id=staff_id)
        change = _Change(staff_id, unit, before.get(unit, frozenset()), roles)
        _write(session, context, by, change)


def _write(session: Session, context: ActionContext, by: Member | None, change: _Change) -> None:
    staff_id, unit = change.staff_id, change.unit
    for role in change.given:
        session.add(Membership(staff_id=staff_id, unit=unit, role=role.value))
    session.flush()
    session.execute(
        delete(Membership).where(
            Membership.staff_id == staff_id,
            Membership.unit == unit,
            Membership.role.in_(change.taken),
        )
    )
    if change.before and not change.after:
        take_boxes_away(session, staff_id, (unit,))
        mark_stale(session, (unit,))
    on = ObjectKind.STAFF.of(staff_id)
    for kind, roles in (
        (AuditKind.ROLE_GIVEN, change.given),
        (AuditKind.ROLE_TAKEN, change.taken),
    ):
        for _role in roles:
            context.record(session, kind, actor=actor_of(by), on=on, unit=unit)
