"""Let a newcomer in: a member who compared words with them seals the unit's key to them."""

from __future__ import annotations

import hmac

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.accounts.errors import NewcomerChanged, PersonUnknown
from intake.accounts.models import Staff
from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.accounts.units.keys import ProvenUnit, open_unit_key, proven_unit
from intake.accounts.units.members import fingerprint, people_of
from intake.accounts.units.versions import HeldKeys, newest_version, write_key_boxes, write_version
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.vault.boxes import PublicKey
from intake.vault.units.keys import UnitKeys
from intake.vault.units.statements import sign


def admit_member(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    unit: str,
    newcomer_id: str,
    compared: str,
) -> None:
    """Seal the unit's key to a newcomer, and sign a statement that names them.

    The keys stay the same, so no complaint is sealed anew.

    Args:
        compared: the fingerprint (SHA-256 in hex) whose six words were compared.

    Raises:
        PersonUnknown: the member may not let anybody into this unit.
        NewcomerChanged: the newcomer does not wait, or their key is not the one compared.
        KeyUnproven: the unit's key, or the member's box of it, is not what the chain proves.
        KeyAbsent: the member does not hold the unit's key.
    """
    if not member.may(Permission.ADMIT_MEMBER, unit):
        raise PersonUnknown
    proven = proven_unit(session, unit, install_id=context.install_id, recovery=context.recovery)
    keys = held_keys(session, context, member, proven)
    newcomer = _waiting(session, proven, newcomer_id, compared)
    try:
        with transaction(session):
            _admit(session, context, proven, keys, newcomer)
            context.record(
                session,
                AuditKind.UNIT_KEY_SHARED,
                actor=staff_actor(member.staff_id),
                on=ObjectKind.STAFF.of(newcomer_id),
                unit=unit,
            )
    except IntegrityError:
        raise NewcomerChanged from None


def held_keys(
    session: Session, context: ActionContext, member: Member, proven: ProvenUnit
) -> UnitKeys:
    """The unit's secret keys from the member's box, checked against the chain.

    A box that somebody put in place of the true one holds other keys. Raises KeyUnproven, KeyAbsent
    or SealBroken.
    """
    keys = open_unit_key(
        session,
        proven.unit,
        proven.version,
        install_id=context.install_id,
        member_id=member.staff_id,
        member_key=member.private_key,
    )
    proven.proven.check_keys(keys)
    return keys


def _waiting(session: Session, proven: ProvenUnit, newcomer_id: str, compared: str) -> Staff:
    for staff in people_of(session, proven.unit, proven).waiting:
        if staff.id == newcomer_id and hmac.compare_digest(
            fingerprint(staff).encode(), compared.encode("utf-8", "replace")
        ):
            return staff
    raise NewcomerChanged


def _admit(
    session: Session, context: ActionContext, proven: ProvenUnit, keys: UnitKeys, newcomer: Staff
) -> None:
    newest = newest_version(session, proven.unit, lock=True)
    if newest is None or newest.version != proven.proven.statement.version:
        raise NewcomerChanged
    public = PublicKey.from_bytes(newcomer.public_key or b"")
    members = {**proven.members, newcomer.id: public.sha256}
    statement = proven.proven.statement.successor(keys, members=members)
    write_version(
        session,
        statement,
        sign(statement, keys),
        random=context.random,
        at=context.at,
        stale=newest.stale,
    )
    write_key_boxes(
        session,
        HeldKeys(proven.unit, proven.version, keys),
        install_id=context.install_id,
        members={newcomer.id: public},
    )
