"""Who can write to the database and holds no key reads nothing of what is written afterwards.

Each attack does what such a writer could; then an office and the complainant go on as if nothing
had happened. Whatever they still could write opens with none of the writer's keys, and what was
done to the case was refused, or an alarm tells of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from intake.accounts.models import UnitKeyBox
from intake.actions.case.reading import open_case
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import EventRequest
from intake.actions.following.follow import follow
from intake.actions.following.replace_code import give_new_code
from intake.actions.following.write_to_office import ThreadClosed
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.vocabulary import EventKind
from intake.complaints.compartment import Compartment
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.models import Box, CaseRecordRow, Complaint, Erasable, Mailbox
from intake.db.ids import new_id
from intake.vault import contexts
from intake.vault.boxes import PrivateKey, PublicKey, seal_box
from intake.vault.contexts import Recipient
from intake.vault.errors import KeyUnproven, VaultError
from intake.vault.keys import KeyLetter
from intake.vault.records import CaseRecord, MailboxFact, Moved, prove, record_hash
from intake.vault.units.keys import UnitKeys
from tests.integration.accounts.office import INSTALL_ID
from tests.integration.conflict.attacker import readable
from tests.integration.conflict.scene import Scene

BEFORE, AFTER = "written before", "written afterwards"
BOTH = (Recipient.UNIT, Recipient.COMPLAINANT)
ALL = (KeyLetter.CONTENT, KeyLetter.IDENTITY, KeyLetter.THREAD, KeyLetter.CASE)


@dataclass
class Writer:
    """The whole database to write to, and keys of their own making alone."""

    scene: Scene
    case_id: str
    code: str
    mine: Compartment

    @property
    def keys(self) -> frozenset[bytes]:
        """Every key that the writer made."""
        held = (keys for _, keys in self.mine.keys.items())
        return frozenset(keys[letter] for keys in held for letter in keys.letters)

    def write(self, *statements: Any) -> None:
        """Do it."""
        session = self.scene.session
        for statement in statements:
            session.execute(statement)
        session.commit()

    def boxes(self, *kinds: Recipient) -> list[Box]:
        """The true boxes of the case."""
        wanted = [kind.value for kind in kinds]
        return list(
            self.scene.session.scalars(
                select(Box).where(Box.case_id == self.case_id, Box.recipient_kind.in_(wanted))
            )
        )

    @property
    def newest(self) -> int:
        """The newest version of the case's keys."""
        return max(box.key_version for box in self.boxes(*BOTH))

    def last_record(self) -> CaseRecordRow:
        """The newest record of the case."""
        wanted = select(CaseRecordRow).where(CaseRecordRow.case_id == self.case_id)
        return self.scene.session.scalars(wanted.order_by(CaseRecordRow.number.desc())).first()

    def forged(self, box: Box, *, version: int) -> dict[str, Any]:
        """A box like a true one, with the writer's keys; public keys lie in the tables."""
        recipient = BoxRecipient(
            Recipient(box.recipient_kind), box.recipient, box.recipient_version, self.public(box)
        )
        own = self.mine.with_new_keys((KeyLetter.THREAD, KeyLetter.CASE), version=version)
        self.mine = own.with_new_keys((KeyLetter.CONTENT, KeyLetter.IDENTITY)).first_check()
        row = [
            made for made in self.mine.boxes_for(recipient, ALL) if made["key_version"] == version
        ]
        return row[0]

    def public(self, box: Box) -> PublicKey:
        """The public key that a box is sealed to."""
        if box.recipient_kind == Recipient.COMPLAINANT.value:
            return PublicKey.from_bytes(
                self.scene.session.get_one(Mailbox, box.recipient).public_key
            )
        return self.scene.unit_public(box.recipient)


Attack = Callable[[Writer], None]


def a_newer_box(*kinds: Recipient) -> Attack:
    def attack(writer: Writer) -> None:
        version = writer.newest + 1
        rows = [writer.forged(box, version=version) for box in writer.boxes(*kinds)]
        shares = [
            {**row, "share": b"s" * 32, "key_version": version}
            for row in writer.mine.shares.rows()
            if row["owner_id"] == writer.case_id and row["key_version"] == version
        ]
        writer.write(insert(Box).values(rows), insert(Erasable).values(shares))

    attack.__name__ = "a_newer_box_for_" + "_and_".join(kind.value for kind in kinds)
    return attack


def another_box(*kinds: Recipient) -> Attack:
    def attack(writer: Writer) -> None:
        for box in writer.boxes(*kinds):
            row = writer.forged(box, version=box.key_version)
            writer.write(delete(Box).where(Box.id == box.id), insert(Box).values([row]))

    attack.__name__ = "another_box_for_" + "_and_".join(kind.value for kind in kinds)
    return attack


def one_box_more(*kinds: Recipient) -> Attack:
    def attack(writer: Writer) -> None:
        rows = [writer.forged(box, version=box.key_version) for box in writer.boxes(*kinds)]
        writer.write(insert(Box).values(rows))

    attack.__name__ = "one_box_more_for_" + "_and_".join(kind.value for kind in kinds)
    return attack


def a_forged_record(writer: Writer) -> None:
    """A change of hands to keys of one's own, with a code under a check key of one's own."""
    version = writer.newest + 1
    a_newer_box(*BOTH)(writer)
    fact = Moved(
        version=version,
        unit="saguaro-city/oversight-board/investigations",
        left=(),
        reason="conflict_found",
        thread=writer.mine.commitment(KeyLetter.THREAD, version=version),
        case=writer.mine.commitment(KeyLetter.CASE, version=version),
        mailboxes=(MailboxFact("m" * 32, b"m" * 32, known_to_staff=False),),
    )
    true = writer.last_record()
    place = contexts.case_record(
        INSTALL_ID, complaint_id=writer.mine.complaint_id, case_id=writer.case_id
    )
    number, before = true.number + 1, record_hash(true.record)
    data = CaseRecord(place=place, number=number, before=before, fact=fact).to_bytes()
    code = prove(data, writer.mine.keys.at(version)["P"])
    row = {"case_id": writer.case_id, "number": number, "record": data, "code": code}
    writer.write(insert(CaseRecordRow).values([row]))


def no_record(writer: Writer) -> None:
    writer.write(delete(CaseRecordRow).where(CaseRecordRow.case_id == writer.case_id))


def another_identity_mode(writer: Writer) -> None:
    writer.write(update(Complaint).values(identity_mode="anonymous"))


def another_place(writer: Writer) -> None:
    writer.write(update(Complaint).values(jurisdiction="marisol-county"))


def another_reference(writer: Writer) -> None:
    writer.write(update(Complaint).values(reference="2026-000000"))


REFUSED, ALARMED = "refused", "alarmed"
OUTCOMES: tuple[tuple[Attack, str], ...] = (
    (a_newer_box(Recipient.UNIT), ALARMED),
    (a_newer_box(*BOTH), ALARMED),
    (another_box(Recipient.UNIT), REFUSED),
    (another_box(*BOTH), REFUSED),
    (one_box_more(Recipient.UNIT), ALARMED),
    (one_box_more(*BOTH), ALARMED),
    (a_forged_record, ALARMED),
    (no_record, REFUSED),
    (another_identity_mode, REFUSED),
    (another_place, REFUSED),
    (another_reference, REFUSED),
)


@pytest.fixture
def writer(scene: Scene) -> Writer:
    case_id, code = scene.staffed.file_with_code()
    scene.open("Ivy", case_id)
    scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
    scene.write(code, BEFORE)
    return writer_of(scene, case_id, code)


def writer_of(scene: Scene, case_id: str, code: str) -> Writer:
    """A writer who has set their mind on one case."""
    mine = Compartment.closed(
        INSTALL_ID,
        scene.staffed.context.random,
        complaint_id=scene.case(case_id).complaint_id,
        case_id=case_id,
    )
    return Writer(scene, case_id, code, mine)


def go_on(writer: Writer, reader: str = "Ivy") -> list[Exception]:
    """Open the case, write a note and a letter, and write as the complainant; what was refused."""
    scene, refused = writer.scene, []

    def says(event: EventKind, field: str) -> Callable[[], object]:
        # Letters are for the clerk to send, where an office has one.
        letter = event is EventKind.LETTER_SENT
        name = "Cleo" if letter and reader == "Ivy" else reader
        written = {field: f"{event.value} {AFTER}"}
        return lambda: record_as(scene, name, writer.case_id, event, written)

    for step in (
        lambda: scene.open(reader, writer.case_id),
        says(EventKind.NOTE_ADDED, "note"),
        says(EventKind.LETTER_SENT, "message"),
        lambda: scene.write(writer.code, f"a message {AFTER}"),
    ):
        try:
            step()
        except (VaultError, ThreadClosed) as error:
            scene.session.rollback()
            refused.append(error)
    return refused


def record_as(
    scene: Scene, name: str, case_id: str, event: EventKind, written: dict[str, str]
) -> None:
    """Record an event as anybody of the scene."""
    scene.staffed.office.clock.advance(minutes=1)
    record_event(
        scene.session,
        context=scene.staffed.context,
        member=scene.member(name),
        case_id=case_id,
        seen_version=scene.case(case_id).version,
        wanted=EventRequest(event=event, written=written),
    )


@pytest.mark.parametrize(
    ("attack", "outcome"), OUTCOMES, ids=lambda one: getattr(one, "__name__", one)
)
def test_nothing_written_later_opens(writer: Writer, attack: Attack, outcome: str) -> None:
    attack(writer)
    refused = go_on(writer)
    texts = readable(writer.scene.session, writer.keys, install_id=INSTALL_ID)
    assert AFTER not in " ".join(texts.values())
    kinds = writer.scene.session.scalars(select(AuditEntry.kind)).all()
    if outcome == ALARMED:
        assert AuditKind.RECORDS_ALARM.value in kinds
    else:
        assert refused
        assert AuditKind.RECORDS_ALARM.value not in kinds


def test_what_is_proven_stays_readable(writer: Writer) -> None:
    a_forged_record(writer)
    opened = open_case(
        writer.scene.session,
        context=writer.scene.staffed.context,
        member=writer.scene.member("Ivy"),
        case_id=writer.case_id,
    )
    assert [message.text for message in opened.messages] == [BEFORE]


def test_the_alarm_is_told_once_a_day(writer: Writer) -> None:
    one_box_more(Recipient.UNIT)(writer)
    for _ in range(2):
        writer.scene.open("Ivy", writer.case_id)
    kinds = writer.scene.session.scalars(select(AuditEntry.kind)).all()
    assert kinds.count(AuditKind.RECORDS_ALARM.value) == 1


def test_a_mailbox_of_ones_own_gets_no_key_when_a_case_moves(writer: Writer) -> None:
    scene, mine = writer.scene, PrivateKey.generate(writer.scene.staffed.context.random)
    row = {
        "id": new_id(scene.staffed.context.random),
        "complaint_id": writer.mine.complaint_id,
        "lookup": b"l" * 32,
        "public_key": mine.public_bytes,
        "state": "waiting",
        "made_by_staff": False,
    }
    writer.write(insert(Mailbox).values([row]))
    scene.move("Sam", writer.case_id)
    scene.write(writer.code, AFTER)
    assert scene.attack([mine]) == {}


def test_a_mailbox_with_another_key_stops_the_move(writer: Writer) -> None:
    mine = PrivateKey.generate(writer.scene.staffed.context.random)
    writer.write(update(Mailbox).values(public_key=mine.public_bytes))
    with pytest.raises(VaultError):
        writer.scene.move("Sam", writer.case_id)


def test_a_unit_key_of_ones_own_opens_and_gets_nothing(writer: Writer) -> None:
    scene, ivy = writer.scene, writer.scene.member("Ivy")
    unit = scene.case(writer.case_id).unit
    mine = UnitKeys.generate(scene.staffed.context.random)
    row = scene.session.scalars(
        select(UnitKeyBox).where(UnitKeyBox.unit == unit, UnitKeyBox.recipient == ivy.staff_id)
    ).one()
    info = contexts.unit_key_box(
        INSTALL_ID,
        unit_key=unit,
        version=row.version,
        recipient=Recipient.MEMBER,
        recipient_id=ivy.staff_id,
    )
    sealed = seal_box(ivy.private_key.public, mine.encode(), info=info)
    writer.write(
        update(UnitKeyBox)
        .where(UnitKeyBox.unit == unit, UnitKeyBox.recipient == ivy.staff_id)
        .values(ciphertext=sealed)
    )
    with pytest.raises(KeyUnproven):
        scene.open("Ivy", writer.case_id)


def test_a_code_that_staff_saw_stays_one_whatever_the_row_says(writer: Writer) -> None:
    scene = writer.scene
    code = give_new_code(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Ivy"),
        case_id=writer.case_id,
    )
    writer.write(update(Mailbox).values(made_by_staff=False))
    assert follow(scene.session, context=scene.staffed.context, code=code).known_to_staff
    assert not follow(scene.session, context=scene.staffed.context, code=writer.code).known_to_staff
