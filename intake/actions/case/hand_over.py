"""A change of hands and a case's keys: new ones for what comes, no box for the unit that leaves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from intake.accounts.units.keys import ProvenUnit
from intake.actions.case.recording import StaleCase
from intake.actions.context import ActionContext
from intake.bedrock.keys import UnitKey
from intake.cases.access import Access, AccessKind, let_in, put_out
from intake.cases.models import Case
from intake.complaints.compartment import Compartment, SealedRow
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.keys.proving import count_records
from intake.complaints.keys.shares import Shares
from intake.complaints.mailboxes import proven_mailboxes
from intake.complaints.models import Box, CaseRecordRow, Erasable
from intake.vault.contexts import Recipient
from intake.vault.keys import CASE_LETTERS, UNIT_LETTERS, KeyLetter
from intake.vault.records import Moved

HANDED_ON = (KeyLetter.CONTENT, KeyLetter.IDENTITY, KeyLetter.THREAD)
"""What the receiving unit is granted of the keys before: never the case key, under which the notes
of the unit before lie.
"""


@dataclass(frozen=True, kw_only=True)
class Handing:
    """To whom a case goes, from whom, and why."""

    receiver: ProvenUnit
    left: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, repr=False)
class NewHands:
    """The keys of a case about to move.

    Attributes:
        compartment: what the receiving unit will open: the new keys, and of the old ones what it
            may read.
        new_shares: the shares of the new keys.
        record: the row that proves the change of hands, under the keys before.
    """

    compartment: Compartment
    new_shares: Shares
    record: SealedRow


def new_hands(*, held: Compartment, handing: Handing) -> NewHands:
    """Make new thread and case keys, record them, and set aside what may be read of the old.

    Args:
        held: the case as whoever hands it over can open it.

    Raises ChainBroken where the records end in one that is not proven.
    """
    version = held.writing_version + 1
    made = held.among(HANDED_ON).with_new_keys(CASE_LETTERS, version=version)
    record, moved = made.recorded(
        Moved(
            version=version,
            unit=handing.receiver.unit,
            left=handing.left,
            reason=handing.reason,
            thread=made.commitment(KeyLetter.THREAD, version=version),
            case=made.commitment(KeyLetter.CASE, version=version),
            mailboxes=made.proven_chain.mailboxes,
        )
    )
    return NewHands(compartment=moved, new_shares=moved.shares.beyond(held.shares), record=record)


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
    Raises StaleCase where a record came in since the case was opened (a new code, say), and
    KeyForeign where a mailbox is not the one that the records name.
    """
    if count_records(session, case.id) != hands.record["number"] - 1:
        raise StaleCase(case.id)
    session.execute(insert(CaseRecordRow), [hands.record])
    session.execute(insert(Erasable), hands.new_shares.rows())
    session.execute(
        delete(Box).where(Box.case_id == case.id, Box.recipient_kind == Recipient.UNIT.value)
    )
    session.execute(insert(Box), _boxes(session, hands, receiver))
    entity = context.configuration.entity(UnitKey(receiver.unit).entity)
    day = context.configuration.jurisdiction(entity.jurisdiction).calendar.local_day(context.at)
    put_out(session, case_id=case.id, units=None, day=day)
    access = Access(
        case_id=case.id,
        unit=receiver.unit,
        kind=AccessKind.HOLDS,
        since_day=day,
        until_day=None,
        signed=None,
    )
    let_in(session, access)


def _boxes(session: Session, hands: NewHands, receiver: ProvenUnit) -> list[SealedRow]:
    own = hands.compartment
    # A replacement code that waits for its first use gets the new thread too.
    complainant = [
        own.box_for(BoxRecipient.mailbox(fact.id, public_key), [KeyLetter.THREAD])
        for fact, public_key in proven_mailboxes(session, own)
    ]
    return [*own.boxes_for(BoxRecipient.unit(receiver), UNIT_LETTERS), *complainant]
