"""A member opens a key of their unit: the one that the unit states, and no other."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.units.keys import MemberOpener, open_stated_key
from intake.actions.context import ActionContext
from intake.vault.boxes import PrivateKey


def unit_key_of(
    session: Session, *, context: ActionContext, member: Member, unit: str, version: int
) -> PrivateKey:
    """The private key of one version of a unit's keys.

    Raises:
        KeyAbsent: the member was never let in, or was put out.
        KeyUnproven: it is not the one that the unit's statement of this version names.
        SealBroken, UnknownFormat: the box is not theirs, or was altered.
    """
    opener = MemberOpener(
        install_id=context.install_id, member_id=member.staff_id, member_key=member.private_key
    )
    return open_stated_key(session, unit, version, opener=opener, recovery=context.recovery).private
