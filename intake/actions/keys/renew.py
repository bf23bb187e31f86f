"""Give a unit new keys after somebody who held them has left, and seal its boxes anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.accounts.errors import NothingToRenew
from intake.accounts.people import Member
from intake.accounts.units.keys import ProvenUnit, proven_unit, usable
from intake.accounts.units.members import needs_renewal, people_of
from intake.accounts.units.versions import HeldKeys, newest_version, write_key_boxes, write_version
from intake.actions.context import ActionContext
from intake.actions.keys.reseal import has_old_boxes, reseal_boxes
from intake.actions.keys.share import held_keys
from intake.audit.actor import SYSTEM, staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.vault.boxes import PublicKey
from intake.vault.errors import VaultError
from intake.vault.units.keys import UnitKeys
from intake.vault.units.statements import sign


@dataclass(frozen=True)
class Renewed:
    """What was done for a unit: new keys or not, boxes sealed anew, boxes that did not open."""

    unit: str
    new_keys: bool
    resealed: int
    left: int


def renew_units(session: Session, *, context: ActionContext, member: Member) -> tuple[Renewed, ...]:
    """Do what the member's units wait for; a sign-in does this before anything else.

    A unit whose key is not proven, or that the member has not been let into, is left alone.
    """
    units = usable(
        session, member.units(), install_id=context.install_id, recovery=context.recovery
    )
    waiting = [
        proven
        for proven in units.values()
        if member.staff_id in proven.members
        and (needs_renewal(session, proven) or has_old_boxes(session, proven))
    ]
    done: list[Renewed] = []
    for proven in waiting:
        try:
            done.append(renew_unit(session, context=context, member=member, unit=proven.unit))
        except VaultError:
            # The member's own box is gone or was changed: they may not do it, another may.
            continue
    return tuple(done)


def renew_unit(session: Session, *, context: ActionContext, member: Member, unit: str) -> Renewed:
    """Make the unit's next version with new keys, if it needs one, and seal its boxes anew.

    The new keys go to the members whose public key in the database is the one that the unit's
    statement names, and to the recovery key. A member whose key was changed gets none, and the
    administrators are told.

    Raises:
        KeyUnproven: the unit's chain does not hold, or the member's box holds other keys.
        KeyAbsent: the member does not hold the unit's key.
    """
    proven = _proven(session, context, unit)
    new_keys = needs_renewal(session, proven)
    if new_keys:
        keys = held_keys(session, context, member, proven)
        try:
            write_renewal(session, context, member, proven, keys, AuditKind.UNIT_KEY_ROTATED)
        except NothingToRenew:
            new_keys = False
        proven = _proven(session, context, unit)
    boxes = reseal_boxes(session, context=context, member=member, proven=proven)
    return Renewed(unit, new_keys, boxes.done, boxes.left)


def write_renewal(
    session: Session,
    context: ActionContext,
    member: Member,
    proven: ProvenUnit,
    keys: UnitKeys,
    kind: AuditKind,
) -> None:
    """Write the next version, signed by `keys`; raises NothingToRenew if somebody else did.

    Its members are those who still hold the proven key, and the member who makes it.
    """
    fresh = UnitKeys.generate(context.random)
    try:
        with transaction(session):
            newest = newest_version(session, proven.unit, lock=True)
            if newest is None or newest.version != proven.proven.statement.version:
                raise NothingToRenew
            people = people_of(session, proven.unit, proven)
            public = {**people.keys, member.staff_id: member.private_key.public}
            _write(session, context, proven, keys, fresh, public)
            actor = staff_actor(member.staff_id)
            context.record(
                session, kind, actor=actor, on=ObjectKind.UNIT.of(proven.unit), unit=proven.unit
            )
            if people.swapped:
                _alarm(session, context, proven.unit)
    except IntegrityError:
        raise NothingToRenew from None


def _write(
    session: Session,
    context: ActionContext,
    proven: ProvenUnit,
    keys: UnitKeys,
    fresh: UnitKeys,
    public: dict[str, PublicKey],
) -> None:
    members = {staff_id: key.sha256 for staff_id, key in public.items()}
    statement = proven.proven.statement.successor(fresh, members=members)
    signed = sign(statement, keys)
    write_version(session, statement, signed, random=context.random, at=context.at)
    write_key_boxes(
        session,
        HeldKeys(proven.unit, statement.version, fresh),
        install_id=context.install_id,
        members=public,
        recovery=proven.proven.recovery.public_key,
    )


def _alarm(session: Session, context: ActionContext, unit: str) -> None:
    context.record(
        session, AuditKind.MEMBER_KEY_REFUSED, actor=SYSTEM, on=ObjectKind.UNIT.of(unit), unit=unit
    )
    context.notify(
        session,
        NoticeKind.ADMINISTRATOR_ALARM,
        to=RecipientKind.ADMINISTRATORS.of(UnitKey(unit).place),
    )


def _proven(session: Session, context: ActionContext, unit: str) -> ProvenUnit:
    return proven_unit(session, unit, install_id=context.install_id, recovery=context.recovery)
