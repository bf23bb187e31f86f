"""A change of hands and a case's keys: new ones for what comes, no box for the unit that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from intake.accounts.units.keys import ProvenUnit
from intake.actions.context import ActionContext
from intake.cases.access import AccessKind, let_in, put_out
from intake.cases.models import Case
from intake.complaints.boxes import box_row
from intake.complaints.case_keys import FIRST_VERSION, CaseKeys
from intake.complaints.mailboxes import live_mailboxes
from intake.complaints.models import Box, Erasable
from intake.complaints.shares import Shares, new_shares, read_shares
from intake.vault.boxes import PublicKey
from intake.vault.contexts import Recipient
from intake.vault.keys import KeyLetter, KeySet

NEW_LETTERS = (KeyLetter.THREAD, KeyLetter.CASE)
HANDED_ON = (KeyLetter.CONTENT, KeyLetter.IDENTITY, KeyLetter.THREAD)
"""What the receiving unit is granted of the keys before: never the case key, under which the notes
of the unit before lie.
"""


@dataclass(frozen=True, kw_only=True, repr=False)
class NewHands:
    """The keys of a case about to move.

    Attributes:
        version: the version of the new keys.
        keys: what the receiving unit will hold: the new keys, and of the old ones what it may read.
        shares: the shares of the complaint, those of the new keys among them.
    """

    version: int
    keys: CaseKeys
    shares: Shares
    new_shares: Shares


def new_hands(session: Session, *, context: ActionContext, case: Case, keys: CaseKeys) -> NewHands:
    """Make new thread and case keys, and set aside what the receiving unit may read of the old.

    Args:
        keys: what whoever hands the case over holds of it, of every version.
    """
    version = _newest(session, case, keys) + 1
    made = new_shares(
        context.random,
        complaint_id=case.complaint_id,
        owner_id=case.id,
        letters=NEW_LETTERS,
        version=version,
    )
    granted = CaseKeys()
    for old, held in keys.items():
        lasting = [letter for letter in HANDED_ON if letter in held]
        if lasting:
            granted = granted.with_keys(held.only(lasting), version=old)
    return NewHands(
        version=version,
        keys=granted.with_keys(KeySet.new(NEW_LETTERS, context.random), version=version),
        shares=read_shares(session, complaint_id=case.complaint_id).with_shares(made),
        new_shares=made,
    )


def hand_over(
    session: Session,
    *,
    context: ActionContext,
    case: Case,
    hands: NewHands,
    receiver: ProvenUnit,
) -> None:
    """Write the boxes of the receiving unit and of the complainant, remove those of every other
    unit, and note who can read the case; the caller holds the transaction.

    Whoever was let in by the unit that leaves is out too: the new unit decides anew.
    """
    session.execute(insert(Erasable), hands.new_shares.rows())
    session.execute(
        delete(Box).where(Box.case_id == case.id, Box.recipient_kind == Recipient.UNIT.value)
    )
    session.execute(insert(Box), _boxes(session, context, case, hands, receiver))
    entity = context.configuration.entity(receiver.unit.rpartition("/")[0])
    day = context.configuration.jurisdiction(entity.jurisdiction).calendar.local_day(context.at)
    put_out(session, case_id=case.id, units=None, day=day)
    let_in(session, case_id=case.id, unit=receiver.unit, kind=AccessKind.HOLDS, day=day)


def boxes_for_unit(
    keys: CaseKeys,
    *,
    context: ActionContext,
    case: Case,
    unit: ProvenUnit,
    letters: Iterable[KeyLetter],
) -> list[dict[str, Any]]:
    """A box for each version of a case's keys, with those of the letters that it has."""
    wanted = tuple(letters)
    rows = []
    for version, held in keys.items():
        granted = [letter for letter in wanted if letter in held]
        if granted:
            rows.append(
                box_row(
                    install_id=context.install_id,
                    random=context.random,
                    complaint_id=case.complaint_id,
                    case_id=case.id,
                    recipient_kind=Recipient.UNIT,
                    recipient=unit.unit,
                    version=unit.version,
                    public_key=unit.public_key,
                    keys=held.only(granted),
                    key_version=version,
                )
            )
    return rows


def _boxes(
    session: Session,
    context: ActionContext,
    case: Case,
    hands: NewHands,
    receiver: ProvenUnit,
) -> list[dict[str, Any]]:
    seal = partial(
        box_row,
        install_id=context.install_id,
        random=context.random,
        complaint_id=case.complaint_id,
        case_id=case.id,
        recipient_kind=Recipient.COMPLAINANT,
        version=1,
        keys=hands.keys.only([KeyLetter.THREAD]),
        key_version=hands.version,
    )
    # A replacement code that waits for its first use gets the new thread too.
    complainant = [
        seal(recipient=mailbox.id, public_key=PublicKey.from_bytes(mailbox.public_key))
        for mailbox in live_mailboxes(session, complaint_id=case.complaint_id)
    ]
    unit = boxes_for_unit(
        hands.keys, context=context, case=case, unit=receiver, letters=(*HANDED_ON, KeyLetter.CASE)
    )
    return [*unit, *complainant]


def _newest(session: Session, case: Case, keys: CaseKeys) -> int:
    """The newest version that any box of the case has, whoever can open it."""
    stored = session.scalar(select(func.max(Box.key_version)).where(Box.case_id == case.id))
    return max(stored or FIRST_VERSION, keys.newest_version)
