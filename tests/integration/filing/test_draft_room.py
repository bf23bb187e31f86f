"""Unsent complaints stay within their room together; whose code was shown stays longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.complaint.filing import file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.complaints.draft_room import DraftRoom, NoRoom
from intake.complaints.models import Complaint, Draft, Erasable, Mailbox, Part
from intake.complaints.unsent import ROW_BYTES, DraftGone, Unsent, load_unsent
from tests.fixtures.databases import Database
from tests.integration.filing.steps import LIMITS, told
from tests.integration.filing.world import INSTALL_ID, PLACE, World

WIDE = DraftRoom(drafts=100, size=10_000_000, disk=1 << 40, per_minute=1_000)
LONG = "Long. " * 10_000


def within(room: DraftRoom) -> DraftLimits:
    return replace(LIMITS, room=room)


def shown(unsent: Unsent) -> Unsent:
    return replace(unsent, code_shown=True)


def long(unsent: Unsent) -> Unsent:
    return replace(unsent, narrative=LONG[:50_000])


class Residents:
    """People who write one after another, a minute apart, within the same room."""

    def __init__(self, session: Session, world: World, room: DraftRoom = WIDE) -> None:
        self.session, self.world, self.room = session, world, room
        self.number = 0

    def open(self) -> str:
        self.number += 1
        self.world.at += timedelta(minutes=1)
        return open_draft(
            self.session,
            context=self.world.context(),
            secret=self.number.to_bytes(32, "big"),
            jurisdiction=PLACE,
            language="en",
            limits=within(self.room),
        )

    def save(self, code: str, change=told) -> Unsent:  # type: ignore[no-untyped-def]
        self.world.at += timedelta(minutes=1)
        return save_draft(
            self.session,
            context=self.world.context(),
            code=code,
            change=change,
            limits=within(self.room),
        )

    def send(self, code: str) -> None:
        file_draft(self.session, context=self.world.context(), code=code)

    def alive(self, *codes: str) -> list[bool]:
        return [self._lives(code) for code in codes]

    def _lives(self, code: str) -> bool:
        try:
            load_unsent(
                self.session,
                code=code,
                install_id=INSTALL_ID,
                random=self.world.random,
                at=self.world.at,
            )
        except DraftGone:
            return False
        return True


@pytest.fixture
def residents(session: Session, world: World) -> Residents:
    return Residents(session, world)


def test_the_draft_that_nobody_touched_for_longest_goes_first(residents: Residents) -> None:
    residents.room = replace(WIDE, drafts=3)
    first, second, third = (residents.open() for _ in range(3))
    residents.save(first)
    fourth = residents.open()
    assert residents.alive(first, second, third, fourth) == [True, False, True, True]


def test_what_goes_leaves_nothing_behind(residents: Residents, session: Session) -> None:
    residents.room = replace(WIDE, drafts=1)
    residents.save(residents.open())
    kept = residents.open()
    assert residents.alive(kept) == [True]
    rows = {m: session.scalar(select(func.count()).select_from(m)) for m in (Draft, Mailbox, Part)}
    assert rows == {Draft: 1, Mailbox: 1, Part: 0}
    assert session.scalar(select(func.count(Erasable.complaint_id.distinct()))) == 1


def test_a_draft_whose_code_was_shown_stays_and_the_next_is_refused(residents: Residents) -> None:
    residents.room = replace(WIDE, drafts=2)
    codes = [residents.open() for _ in range(2)]
    for code in codes:
        residents.save(code, shown)
    with pytest.raises(NoRoom) as refused:
        residents.open()
    assert refused.value.wait_seconds == 600
    assert residents.alive(*codes) == [True, True]
    residents.send(residents_told(residents, codes[0]))
    assert residents.alive(residents.open()) == [True]


def residents_told(residents: Residents, code: str) -> str:
    residents.save(code)
    return code


def test_bytes_count_as_drafts_do(residents: Residents, session: Session) -> None:
    small = residents.open()
    one = residents.save(residents.open(), long).size
    residents.room = replace(WIDE, size=2 * one + ROW_BYTES)
    second, third = residents.open(), residents.open()
    residents.save(second, long)
    assert residents.alive(small, second, third) == [False, True, True]
    total = session.scalar(select(func.sum(Draft.size)))
    assert total is not None
    assert total <= residents.room.size


def test_a_draft_never_goes_to_make_room_for_itself(residents: Residents) -> None:
    code = residents.open()
    residents.save(code)
    residents.room = replace(WIDE, size=20_000)
    with pytest.raises(NoRoom):
        residents.save(code, long)
    assert residents.alive(code) == [True]


def test_what_is_counted_is_what_is_stored(residents: Residents, session: Session) -> None:
    residents.save(residents.open())
    residents.save(residents.open(), long)
    stored = session.scalar(select(func.sum(func.length(Part.ciphertext)))) or 0
    assert session.scalar(select(func.sum(Draft.size))) == stored + 2 * ROW_BYTES


def test_the_reserve_of_the_disk_is_for_sending(residents: Residents, session: Session) -> None:
    code = residents.open()
    residents.save(code)
    residents.room = replace(WIDE, disk=-1)
    with pytest.raises(NoRoom):
        residents.open()
    with pytest.raises(NoRoom):
        residents.save(code, long)
    # Words that take up no more than before are kept.
    residents.save(code, lambda unsent: replace(unsent, narrative="Another word."))
    residents.send(code)
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_more_than_one_batch_goes_where_it_has_to(
    residents: Residents, database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.complaints.draft_room._BATCH", 2)
    codes = [residents.open() for _ in range(6)]
    residents.room = replace(WIDE, drafts=2)
    last = residents.open()
    assert residents.alive(*codes, last) == [False] * 5 + [True, True]
