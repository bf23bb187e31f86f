"""A grant as the unit that gives it signs it, and as the unit that was let in checks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.units.keys import MemberOpener, open_stated_key, proven_unit, stated_version
from intake.actions.context import ActionContext
from intake.cases.access import Access, AccessKind
from intake.complaints.compartment import Compartment
from intake.complaints.keys.case_keys import FIRST_VERSION
from intake.vault.errors import KeyUnproven
from intake.vault.keys import CHECK_LETTERS, VERSIONED, KeyLetter
from intake.vault.units.grants import GrantStatement, SignedGrant, sign_grant


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Which unit is let in to a case, for what, and which of its keys it gets."""

    unit: str
    kind: AccessKind
    letters: tuple[KeyLetter, ...]


def signed_grant(
    session: Session,
    context: ActionContext,
    member: Member,
    own: Compartment,
    wanted: Grant,
) -> bytes:
    """The grant, signed with the key of the unit that holds the case.

    Raises KeyAbsent, KeyUnproven, SealBroken, UnknownFormat where the member cannot open it.
    """
    by = own.proven_chain.unit
    proven = proven_unit(session, by, install_id=context.install_id, recovery=context.recovery)
    opener = MemberOpener(
        install_id=context.install_id, member_id=member.staff_id, member_key=member.private_key
    )
    keys = open_stated_key(session, by, proven.version, opener=opener, recovery=context.recovery)
    statement = GrantStatement(
        place=own.record_place,
        by=by,
        by_version=proven.version,
        to=wanted.unit,
        kind=wanted.kind.value,
        keys={
            (version, letter.value): own.commitment(letter, version=version)
            for version, letter in _held(own)
            if letter in wanted.letters
        },
    )
    return sign_grant(statement, keys)


def check_grant(
    session: Session, context: ActionContext, own: Compartment, access: Access | None
) -> None:
    """Raise KeyUnproven unless the unit that holds the case gave these keys to this unit.

    Args:
        own: the case as the unit's boxes open it; `access` is the unit's row.
    """
    if access is None:
        raise KeyUnproven("the unit was not let in to this case")
    signed = SignedGrant.from_bytes(access.signed)
    holder = own.proven_so_far.unit
    stated = stated_version(
        session,
        holder,
        signed.grant.by_version,
        install_id=context.install_id,
        recovery=context.recovery,
    )
    grant = signed.verify(stated.sign_public)
    named = (grant.place, grant.by, grant.to, grant.kind)
    if named != (own.record_place, holder, access.unit, access.kind.value):
        raise KeyUnproven("the grant is another one")
    for version, letter in _held(own):
        commitment = grant.keys.get((version, letter.value))
        if commitment is None or not own.is_committed(letter, commitment, version=version):
            raise KeyUnproven("the grant does not name this key")


def _held(own: Compartment) -> Iterator[tuple[int, KeyLetter]]:
    """Each key that opens something, once: those that never change are of the first version."""
    found = {
        (version if letter in VERSIONED else FIRST_VERSION, letter)
        for version, keys in own.keys.items()
        for letter in keys.letters
        if letter not in CHECK_LETTERS
    }
    yield from sorted(found)
