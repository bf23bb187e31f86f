"""Disable a person: sessions and access end at once, and their units get new keys."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from intake.accounts.errors import LastAdministrator
from intake.accounts.memberships import (
    administrators,
    roles_of,
)
from intake.accounts.models import Invitation, Staff
from intake.accounts.people import Member
from intake.accounts.sessions import end_sessions
from intake.accounts.states import StaffState
from intake.accounts.units.versions import mark_stale, take_boxes_away, units_held_by
from intake.actions.context import ActionContext
from intake.actions.people.administration import actor_of, get_managed
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.db.transaction import transaction


def disable_person(
    session: Session, *, context: ActionContext, by: Member | None, staff_id: str
) -> tuple[str, ...]:
    """Take a person out of service; their roles stay on record.

    Returns:
        The units whose key they held. The next member of each who signs in makes new keys.

    Raises:
        PersonUnknown: not one of this administrator's people.
        LastAdministrator: nobody would be left to administer a jurisdiction.
    """
    with transaction(session):
        get_managed(session, staff_id, by=by)
        keep_an_administrator(session, by=by, staff_id=staff_id)
        units = shut_out(session, staff_id)
        session.execute(
            update(Staff).where(Staff.id == staff_id).values(state=StaffState.DISABLED.value)
        )
        kind, actor = AuditKind.STAFF_DISABLED, actor_of(by)
        context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id))
    return units


def shut_out(session: Session, staff_id: str) -> tuple[str, ...]:
    """End sessions, link and boxes of a person and mark their units; the caller holds the
    transaction. Returns the units.
    """
    end_sessions(session, staff_id=staff_id)
    session.execute(delete(Invitation).where(Invitation.staff_id == staff_id))
    units = units_held_by(session, staff_id)
    take_boxes_away(session, staff_id, units)
    mark_stale(session, units)
    return units


def keep_an_administrator(session: Session, *, by: Member | None, staff_id: str) -> None:
    """Raise LastAdministrator if a jurisdiction would be left without one.

    The command line may do it: it can also invite the next one.
    """
    for unit in roles_of(session, staff_id) if by is not None else ():
        if UnitKey(unit).is_administration:
            people = administrators(session, UnitKey(unit).place)
            if [staff.id for staff in people] == [staff_id]:
                raise LastAdministrator
