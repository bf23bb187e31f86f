"""The outbox on both databases: nothing lost, nothing doubled, whatever the mail server does."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.db.transaction import transaction
from intake.notify.addresses import Address
from intake.notify.claims import GIVE_UP_AFTER, LEASE, claim_due
from intake.notify.delivery import Post, deliver_due
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.mail import MailRefused, MailUndeliverable
from intake.notify.models import OutboxRow
from intake.notify.outbox import Notice, enqueue

TEMPLATES = Path(__file__).parents[3] / "templates"
STAFF = ("a" * 32, "b" * 32)


class KeepingMailer:
    """Keeps mails; refuses while it is down."""

    def __init__(self):
        self.mails = []
        self.down = False
        self.refuses = set()
        self.knows_nobody = set()

    def send(self, mail):
        if mail.to in self.knows_nobody:
            raise MailUndeliverable
        if self.down or mail.to in self.refuses:
            raise MailRefused
        self.mails.append(mail)


class FixedBook:
    """Two people in every unit; one has left."""

    def people_of(self, session, claimed):
        return STAFF

    def address_of(self, session, claimed):
        if claimed.recipient_kind != RecipientKind.STAFF.value:
            return None
        return Address(email=f"{claimed.recipient[0]}@example.org", language="en")

    def invitation_token(self, session, staff_id):
        return None


class ReadingBook(FixedBook):
    """Looks an address up in the database, which opens a transaction."""

    def address_of(self, session, claimed):
        session.scalars(select(OutboxRow.id)).all()
        return super().address_of(session, claimed)


@pytest.fixture
def mailer():
    return KeepingMailer()


@pytest.fixture
def post(database, mailer, random):
    return Post(
        sessions=database.sessions,
        mailer=mailer,
        book=FixedBook(),
        templates_dir=TEMPLATES,
        public_url="https://redress.example",
        staff_url="https://desk.redress.example",
        worker_id="f" * 32,
        random=random,
    )


@pytest.fixture
def put(session, at, random):
    def put(kind=NoticeKind.CLOCK_DUE, recipient_kind=RecipientKind.UNIT, recipient="j/e/u"):
        with transaction(session):
            enqueue(
                session,
                Notice(
                    kind=kind,
                    to=recipient_kind.of(recipient),
                ),
                at=at,
                random=random,
            )

    return put


def states(session):
    session.commit()
    return sorted(session.scalars(select(OutboxRow.state)))


def rounds(post, at, count=4):
    for _ in range(count):
        deliver_due(post, at=at)


def test_a_notice_to_a_unit_reaches_each_member_once(post, put, mailer, session, at):
    put()
    rounds(post, at)
    assert sorted(mail.to for mail in mailer.mails) == ["a@example.org", "b@example.org"]
    assert states(session) == ["sent", "sent"]


def test_staff_are_led_to_the_address_of_their_own_pages(post, put, mailer, at):
    put()
    rounds(post, at)
    assert all("https://desk.redress.example/staff/" in mail.body for mail in mailer.mails)


def test_no_transaction_stands_while_a_mail_server_is_slow(post, put, mailer, database, at):
    put()
    opened = []

    def sessions():
        opened.append(database.sessions())
        return opened[-1]

    standing = []
    mailer.send = lambda mail: standing.append(opened[-1].in_transaction())
    rounds(replace(post, sessions=sessions, book=ReadingBook()), at)
    assert standing == [False, False]


def test_a_dead_mail_server_loses_and_doubles_nothing(post, put, mailer, session, at):
    put()
    put()
    mailer.down = True
    rounds(post, at)
    assert mailer.mails == []
    assert states(session) == ["waiting"] * 4
    mailer.down = False
    rounds(post, at + timedelta(hours=2))
    assert len(mailer.mails) == 4
    assert len({mail.message_id for mail in mailer.mails}) == 4
    rounds(post, at + timedelta(days=2))
    assert len(mailer.mails) == 4


def test_one_refused_address_does_not_repeat_the_others(post, put, mailer, session, at):
    put()
    mailer.refuses = {"a@example.org"}
    rounds(post, at)
    rounds(post, at + timedelta(hours=3))
    mailer.refuses = set()
    rounds(post, at + timedelta(hours=6))
    assert sorted(mail.to for mail in mailer.mails) == ["a@example.org", "b@example.org"]


def test_an_address_that_takes_no_mail_holds_up_nobody_else(post, put, mailer, session, at):
    put()
    put()
    mailer.knows_nobody = {"a@example.org"}
    rounds(post, at)
    assert [mail.to for mail in mailer.mails] == ["b@example.org"] * 2
    assert sorted(states(session)) == ["sent", "sent", "waiting", "waiting"]


def test_an_abandoned_claim_is_taken_up_after_its_lease_with_the_same_message_id(
    post, put, mailer, session, at
):
    put(recipient_kind=RecipientKind.STAFF, recipient=STAFF[0])
    claimed = claim_due(session, at=at, worker_id="e" * 32)
    assert len(claimed) == 1
    rounds(post, at)
    assert mailer.mails == []
    rounds(post, at + LEASE)
    assert [mail.message_id for mail in mailer.mails] == [f"<{claimed[0].message_key}@intake>"]


def test_it_gives_up_after_about_a_day_and_a_half(post, put, mailer, session, at):
    put(recipient_kind=RecipientKind.STAFF, recipient=STAFF[0])
    mailer.down = True
    for hour in range(GIVE_UP_AFTER + 5):
        rounds(post, at + timedelta(hours=2 * hour), count=1)
    assert states(session) == [OutboxState.GIVEN_UP.value]


def test_a_mail_for_nobody_is_finished_and_an_old_invitation_is_not_sent(
    post, put, mailer, session, at
):
    put(recipient_kind=RecipientKind.COMPLAINANT, recipient="c" * 32)
    put(
        kind=NoticeKind.INVITATION,
        recipient_kind=RecipientKind.STAFF,
        recipient=STAFF[0],
    )
    rounds(post, at)
    assert mailer.mails == []
    assert states(session) == ["sent", "sent"]


def test_two_workers_never_claim_the_same_row(put, new_engine, at):
    from intake.db.engine import make_sessions

    for _ in range(30):
        put()
    claimed = []
    for worker in ("1" * 32, "2" * 32):
        with make_sessions(new_engine())() as session:
            claimed += [row.id for row in claim_due(session, at=at, worker_id=worker, limit=15)]
    assert len(claimed) == len(set(claimed)) == 30
