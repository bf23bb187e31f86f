"""A unit gets one mail for all that is new, and one an interval; nothing is lost between."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from intake.db.engine import make_sessions
from intake.db.transaction import transaction
from intake.notify.claims import LEASE, claim_due
from intake.notify.gathering import Gathering, gather
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.notify.models import OutboxRow
from intake.notify.outbox import Notice, enqueue
from tests.integration.notify.test_delivery import (
    STAFF,
    FixedBook,
    mailer,
    post,
    rounds,
    states,
)

__all__ = ["mailer", "post"]

TEN = timedelta(minutes=10)
UNIT = RecipientKind.UNIT.of("j/e/u")
K = NoticeKind


@pytest.fixture
def ten(post):
    """Delivery that gathers for ten minutes."""
    return replace(post, every=TEN)


@pytest.fixture
def tell(session, random):
    """Enqueue a notice about a new case, or about the one with this number."""
    count = iter(range(1, 1_000_000))

    def tell(at, kind=K.NEW_COMPLAINT, to=UNIT, case=None):
        with transaction(session):
            case_id = f"{case or next(count):032x}"
            enqueue(session, Notice(kind=kind, to=to, case_id=case_id), at=at, random=random)

    return tell


def subjects(mailer):
    return [mail.subject for mail in mailer.mails if mail.to == "a@example.org"]


def test_the_first_goes_at_once_and_the_rest_together(ten, tell, mailer, session, at):
    tell(at)
    rounds(ten, at)
    assert len(subjects(mailer)) == 1
    for minute in range(1, 10):
        kind = K.NEW_URGENT_COMPLAINT if minute % 3 == 0 else K.NEW_COMPLAINT
        tell(at + timedelta(minutes=minute), kind)
        rounds(ten, at + timedelta(minutes=minute))
    assert len(mailer.mails) == 2
    rounds(ten, at + TEN)
    assert subjects(mailer)[1:] == ["9 new complaints, 3 urgent"]
    assert sorted(mail.to for mail in mailer.mails[2:]) == ["a@example.org", "b@example.org"]
    assert states(session) == ["sent"] * 4
    tell(at + 3 * TEN)
    rounds(ten, at + 3 * TEN)
    assert len(subjects(mailer)) == 3


def test_many_at_once_are_one_mail_a_person(ten, tell, mailer, at):
    for _ in range(60):
        tell(at)
    rounds(ten, at, count=2)
    assert subjects(mailer) == ["60 new complaints are waiting"]
    assert "2026" not in mailer.mails[0].body
    assert len({mail.message_id for mail in mailer.mails}) == 2


def test_two_notices_of_one_case_are_one_case(ten, tell, mailer, at):
    tell(at, case=5)
    tell(at, K.NEW_URGENT_COMPLAINT, case=5)
    rounds(ten, at)
    assert "urgent, open now" in subjects(mailer)[0]


def test_each_unit_and_each_family_has_a_turn_of_its_own(ten, tell, mailer, at):
    for _ in range(2):
        tell(at)
        tell(at, to=RecipientKind.UNIT.of("j/e/other"))
        tell(at, K.CASE_NEWS)
        tell(at, K.URGENT_REMINDER)
    rounds(ten, at, count=8)
    assert Counter(subjects(mailer)) == {
        "2 new complaints are waiting": 2,
        "You have updates in 2 cases": 1,
        "2 urgent complaints not yet opened, open now": 1,
    }


def test_what_is_for_one_person_is_not_held(ten, tell, mailer, at):
    for _ in range(3):
        tell(at, K.CASE_NEWS, to=RecipientKind.STAFF.of(STAFF[0]))
    rounds(ten, at)
    assert len(mailer.mails) == 3


class OnCallBook(FixedBook):
    """One line of an on-call list."""

    def address_of(self, session, claimed):
        if claimed.recipient_kind == RecipientKind.ON_CALL.value:
            return replace(super().address_of(session, _staff()), email="duty@example.org")
        return super().address_of(session, claimed)


def _staff():
    class Staff:
        recipient_kind, recipient = RecipientKind.STAFF.value, STAFF[0]

    return Staff


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        (1, ": urgent and not yet opened, open now"),
        (7, "7 urgent complaints not yet opened, open now"),
    ],
)
def test_a_line_of_the_on_call_list_gets_one_for_all_and_each_try_of_it(
    ten, tell, mailer, at, cases, told
):
    ten = replace(ten, book=OnCallBook())
    mailer.refuses = {"duty@example.org"}
    for _ in range(cases):
        tell(at, K.URGENT_REMINDER, to=RecipientKind.ON_CALL.of("j/e#0"))
    rounds(ten, at)
    mailer.refuses = set()
    # A mail that failed is tried again after its own pause, not after the interval.
    rounds(ten, at + timedelta(minutes=2))
    assert [mail.subject for mail in mailer.mails] == [told]


def test_a_crash_between_gathering_and_sending_loses_nothing(ten, tell, mailer, session, at):
    for _ in range(4):
        tell(at)
    claim_due(session, at=at, worker_id="e" * 32)  # and this worker dies
    rounds(ten, at)
    assert mailer.mails == []
    rounds(ten, at + LEASE)
    assert subjects(mailer) == ["4 new complaints are waiting"]


def test_a_gathering_that_breaks_changes_nothing(ten, tell, mailer, session, at):
    class NoBook(FixedBook):
        def people_of(self, session, claimed):
            raise RuntimeError

    for _ in range(4):
        tell(at)
    rounds(replace(ten, book=NoBook()), at, count=1)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(OutboxRow)) == 4
    rounds(ten, at + timedelta(hours=1))
    assert subjects(mailer) == ["4 new complaints are waiting"]


def test_of_two_workers_one_gathers(ten, tell, mailer, new_engine, at, random):
    for _ in range(8):
        tell(at)
    gathering = Gathering(every=TEN, people=FixedBook().people_of, random=random)
    claimed = []
    for worker in ("1" * 32, "2" * 32):
        with make_sessions(new_engine())() as session:
            claimed += claim_due(session, at=at, worker_id=worker, limit=1)
    assert len(claimed) == 2
    for every in (TEN, timedelta(0)):
        one = replace(gathering, every=every)
        with make_sessions(new_engine())() as session:
            told = [gather(session, one, claimed=row, at=at) for row in claimed]
        assert told == [every == TEN, False]
    rounds(ten, at)
    assert subjects(mailer) == ["8 new complaints are waiting"]


def test_without_an_interval_what_waits_together_goes_together(post, tell, mailer, at):
    for _ in range(2):
        tell(at)
        tell(at)
        rounds(post, at)
    assert subjects(mailer) == ["2 new complaints are waiting"] * 2
