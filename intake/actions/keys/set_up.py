"""Make an entity's recovery key and its units' first keys: print, confirm, then write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.accounts.errors import AlreadySetUp, NotSetUp, PersonUnknown, RecoveryMismatch
from intake.accounts.models import StaffSession
from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.accounts.sessions import Visit
from intake.accounts.units.recovery import find_recovery, typed_recovery_key, write_recovery
from intake.accounts.units.versions import HeldKeys, newest_version, write_key_boxes, write_version
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.db.transaction import transaction
from intake.vault.encoding import dec, enc, read_number, read_text
from intake.vault.units.keys import UnitKeys
from intake.vault.units.recovery import RecoveryKey, choose_groups, confirms
from intake.vault.units.statements import UnitStatement, sign

PENDING = b"recovery-key"


@dataclass(frozen=True)
class PendingRecovery:
    """A recovery key that is being printed: whose it is, and the two groups to type back."""

    entity: str
    key: RecoveryKey
    groups: tuple[int, int]


def make_recovery_key(
    session: Session, *, context: ActionContext, member: Member, visit: Visit, entity: str
) -> None:
    """Make an entity's recovery key and let it wait in the lead's session until it is confirmed.

    It is sealed under the secret in the lead's cookie and gone with the session; nothing depends
    on it yet. Doing this again makes another one.

    Raises:
        PersonUnknown: the member leads none of the entity's units.
        AlreadySetUp: the entity has a recovery key.
    """
    if not led_units(member, entity):
        raise PersonUnknown
    key, (first, second) = RecoveryKey.generate(context.random), choose_groups(context.random)
    sealed = visit.sealed_pending(enc(PENDING, entity, key.seed, first, second))
    with transaction(session):
        if find_recovery(session, entity) is not None:
            raise AlreadySetUp
        _keep_pending(session, visit, sealed)


def pending_recovery(visit: Visit) -> PendingRecovery | None:
    """The recovery key that waits in this session to be confirmed, if one does."""
    fields = dec(visit.pending() or b"")
    if len(fields) != 5 or fields[0] != PENDING:
        return None
    groups = (read_number(fields[3]), read_number(fields[4]))
    return PendingRecovery(read_text(fields[1]), RecoveryKey(fields[2]), groups)


def confirm_recovery_key(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    visit: Visit,
    typed: Mapping[int, str],
) -> tuple[str, ...]:
    """Take the recovery key into use, with the first keys of each unit that the member leads.

    The units open when the administrator has put the key's fingerprint into the settings.

    Args:
        typed: the groups that were asked for, by number, as copied from the printed page.

    Returns:
        The units that were set up.

    Raises:
        NotSetUp: no recovery key waits in this session.
        RecoveryMismatch: the groups were not copied rightly.
        AlreadySetUp: the entity got a recovery key meanwhile.
    """
    waiting = pending_recovery(visit)
    if waiting is None:
        raise NotSetUp
    if set(typed) != set(waiting.groups) or not confirms(waiting.key, typed):
        raise RecoveryMismatch
    units = led_units(member, waiting.entity)
    try:
        with transaction(session):
            if find_recovery(session, waiting.entity) is not None:
                raise AlreadySetUp
            write_recovery(session, waiting.entity, waiting.key.public)
            _record_recovery(session, context, member, waiting.entity)
            for unit in units:
                _write_first(session, context, member, unit, waiting.key)
            _keep_pending(session, visit, None)
    except IntegrityError:
        raise AlreadySetUp from None
    return units


def set_up_unit(
    session: Session, *, context: ActionContext, member: Member, unit: str, typed: str
) -> None:
    """Make the first keys of one more unit of an entity whose recovery key was typed in.

    Raises:
        PersonUnknown: the member does not lead this unit.
        NotSetUp, CodeMalformed, CodeSlip, RecoveryMismatch: see `typed_recovery_key`.
        AlreadySetUp: the unit has keys.
    """
    if not member.may(Permission.MAKE_UNIT_KEYS, unit):
        raise PersonUnknown
    recovery = typed_recovery_key(session, UnitKey(unit).entity, typed)
    try:
        with transaction(session):
            _write_first(session, context, member, unit, recovery)
    except IntegrityError:
        raise AlreadySetUp from None


def led_units(member: Member, entity: str) -> tuple[str, ...]:
    """The units of an entity whose keys this member may make."""
    led = member.units_with(Permission.MAKE_UNIT_KEYS)
    return tuple(unit for unit in led if UnitKey(unit).entity == entity)


def _write_first(
    session: Session, context: ActionContext, member: Member, unit: str, recovery: RecoveryKey
) -> None:
    if newest_version(session, unit) is not None:
        raise AlreadySetUp
    keys, public = UnitKeys.generate(context.random), member.private_key.public
    statement = UnitStatement.first(
        keys,
        install_id=context.install_id,
        unit_key=unit,
        recovery=recovery.public,
        members={member.staff_id: public.sha256},
    )
    signed = sign(statement, recovery)
    write_version(session, statement, signed, random=context.random, at=context.at)
    write_key_boxes(
        session,
        HeldKeys(unit, statement.version, keys),
        install_id=context.install_id,
        members={member.staff_id: public},
        recovery=recovery.public.public_key,
    )
    actor = staff_actor(member.staff_id)
    context.record(
        session, AuditKind.UNIT_KEY_MADE, actor=actor, on=ObjectKind.UNIT.of(unit), unit=unit
    )


def _keep_pending(session: Session, visit: Visit, sealed: bytes | None) -> None:
    session.execute(
        update(StaffSession).where(StaffSession.id == visit.row.id).values(sealed_pending=sealed)
    )


def _record_recovery(session: Session, context: ActionContext, member: Member, entity: str) -> None:
    context.record(
        session,
        AuditKind.RECOVERY_KEY_MADE,
        actor=staff_actor(member.staff_id),
        on=ObjectKind.ENTITY.of(entity),
    )
