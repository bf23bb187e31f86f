"""Regain a unit with the printed recovery key, when nobody who can sign in holds its key."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.errors import PersonUnknown, RecoveryMismatch
from intake.accounts.models import UnitKeyBox
from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.accounts.units.keys import (
    RECOVERY_RECIPIENT,
    ProvenUnit,
    open_with_recovery,
    proven_unit,
)
from intake.accounts.units.recovery import typed_recovery_key
from intake.accounts.units.versions import HeldKeys, write_key_boxes
from intake.actions.context import ActionContext
from intake.actions.keys.renew import Renewed, write_renewal
from intake.actions.keys.reseal import reseal_boxes
from intake.audit.kinds import AuditKind
from intake.bedrock.keys import UnitKey
from intake.db.transaction import transaction
from intake.vault.units.recovery import RecoveryKey


def recover_unit(
    session: Session, *, context: ActionContext, member: Member, unit: str, typed: str
) -> Renewed:
    """Let the member who holds the printed key into their unit, with new keys for it.

    Two hands: the administrator gave the member the lead's role, and the paper was kept elsewhere.

    Raises:
        PersonUnknown: the member may not make this unit's keys.
        NotSetUp, CodeMalformed, CodeSlip, RecoveryMismatch: see `typed_recovery_key`.
        KeyUnproven: the unit's chain does not hold.
        NothingToRenew: somebody else made a new version meanwhile.
    """
    if not member.may(Permission.MAKE_UNIT_KEYS, unit):
        raise PersonUnknown
    recovery = typed_recovery_key(session, UnitKey(unit).entity, typed)
    proven = _proven(session, context, unit)
    if recovery.public != proven.proven.recovery:
        raise RecoveryMismatch
    keys = open_with_recovery(
        session,
        unit,
        proven.version,
        install_id=context.install_id,
        recovery_key=recovery.private,
    )
    proven.proven.check_keys(keys)
    _take_old_keys(session, context, member, unit, recovery)
    write_renewal(session, context, member, proven, keys, AuditKind.UNIT_RECOVERED)
    renewed = _proven(session, context, unit)
    boxes = reseal_boxes(session, context=context, member=member, proven=renewed)
    return Renewed(unit, True, boxes.done, boxes.left)


def _take_old_keys(
    session: Session, context: ActionContext, member: Member, unit: str, recovery: RecoveryKey
) -> None:
    """Seal every key version that the recovery key opens to the member: boxes may lie there."""
    kept = select(UnitKeyBox.version).where(
        UnitKeyBox.unit == unit, UnitKeyBox.recipient == RECOVERY_RECIPIENT
    )
    install_id = context.install_id
    versions = session.scalars(kept).all()
    opened = {
        version: open_with_recovery(
            session, unit, version, install_id=install_id, recovery_key=recovery.private
        )
        for version in versions
    }
    with transaction(session):
        for version, keys in opened.items():
            write_key_boxes(
                session,
                HeldKeys(unit, version, keys),
                install_id=install_id,
                members={member.staff_id: member.private_key.public},
            )


def _proven(session: Session, context: ActionContext, unit: str) -> ProvenUnit:
    return proven_unit(session, unit, install_id=context.install_id, recovery=context.recovery)
