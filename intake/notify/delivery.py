"""Send what the outbox holds: claim, hand over, finish; a failure is put back and loses nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import Act, ObjectKind, record
from intake.cases.models import Case
from intake.complaints.models import Complaint
from intake.db.ids import Random
from intake.db.transaction import end_reading, transaction
from intake.notify.addresses import Address, AddressBook
from intake.notify.claims import Claimed, claim_due, finish, put_back, spread
from intake.notify.gathering import Gathering, gather, is_gathered
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.mail import Mail, Mailer, MailRefused, MailUndeliverable
from intake.texts.catalogue import catalogue

_LOG = structlog.get_logger("delivery")

INVITATION_PATH = "/staff/join/"
_GROUPS = frozenset({RecipientKind.UNIT.value, RecipientKind.ADMINISTRATORS.value})


@dataclass(frozen=True, kw_only=True)
class Post:
    """All that delivery needs.

    Attributes:
        public_url: where links in residents' mails lead; never taken from a request.
        staff_url: the same for staff.
        every: how long after a notice the next of its family goes to the same group.
        passed: called with a point's name as it is passed; crash tests stop the process there.
    """

    sessions: sessionmaker[Session]
    mailer: Mailer
    book: AddressBook
    templates_dir: Path
    public_url: str
    staff_url: str
    worker_id: str
    random: Random
    every: timedelta = timedelta(0)
    passed: Callable[[str], None] = lambda point: None


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What one round did: counts of notices."""

    sent: int = 0
    spread: int = 0
    held: int = 0
    put_back: int = 0
    given_up: int = 0

    @property
    def more(self) -> bool:
        """Whether another round at once may find more to do."""
        return bool(self.sent or self.spread or self.held) and not self.put_back


def deliver_due(post: Post, *, at: datetime) -> Delivered:
    """One round: claim what is due and send it.

    A notice to a group is first gathered with others, and replaced by one for each person. When the
    mail server is down, the rest of the round is put back untried instead of being tried against a
    dead server. One address that it does not take holds up nobody else: anybody may type one.
    """
    counts: Counter[str] = Counter()
    down = False
    with post.sessions() as session:
        claimed_rows = claim_due(session, at=at, worker_id=post.worker_id)
        post.passed("outbox-claimed")
        for claimed in claimed_rows:
            try:
                counts[_pass_on(post, session, claimed, at=at, down=down)] += 1
                continue
            except MailRefused as refused:
                down = down or not isinstance(refused, MailUndeliverable)
            except Exception as error:
                # One notice that cannot be made (its entity left the configuration, say).
                _LOG.error("notice_failed", kind=claimed.kind, exc_info=error)
                session.rollback()
            counts["given_up" if _put_back(post, session, claimed, at) else "put_back"] += 1
    return Delivered(**counts)


def _pass_on(post: Post, session: Session, claimed: Claimed, *, at: datetime, down: bool) -> str:
    """Send one notice, replace it by one for each person, or hold it; which of these it was."""
    if is_gathered(claimed):
        gathering = Gathering(every=post.every, people=post.book.people_of, random=post.random)
        return "spread" if gather(session, gathering, claimed=claimed, at=at) else "held"
    if claimed.recipient_kind in _GROUPS:
        people = post.book.people_of(session, claimed)
        spread(session, claimed=claimed, staff_ids=people, at=at, random=post.random)
        return "spread"
    if down:
        raise MailRefused
    _send(post, session, claimed)
    post.passed("mail-handed-over")
    finish(session, claimed=claimed, at=at)
    return "sent"


def _put_back(post: Post, session: Session, claimed: Claimed, at: datetime) -> bool:
    """Put a notice back; whether it was given up, of which the record tells."""
    state = put_back(session, claimed=claimed, at=at)
    if state is not OutboxState.GIVEN_UP:
        return False
    with transaction(session):
        act = Act(kind=AuditKind.NOTICE_GIVEN_UP, actor=SYSTEM, on=ObjectKind.NOTICE.of(claimed.id))
        record(session, act, at=at, random=post.random)
    return True


def _send(post: Post, session: Session, claimed: Claimed) -> None:
    address = post.book.address_of(session, claimed)
    values = _values(post, session, claimed)
    if claimed.kind == NoticeKind.INVITATION.value and not values["invitation_url"]:
        address = None  # it was used or taken back meanwhile
    end_reading(session)  # a mail server may be slow
    if address is not None:
        post.mailer.send(_mail(post, claimed, address, values))


def _mail(post: Post, claimed: Claimed, address: Address, values: dict[str, str]) -> Mail:
    subject, body = render_notice(
        NoticeKind(claimed.kind),
        language=address.language,
        templates_dir=post.templates_dir,
        **values,
    )
    return Mail(
        to=address.email,
        subject=subject,
        body=body,
        message_id=f"<{claimed.message_key}@intake>",
        language=address.language,
    )


def _values(post: Post, session: Session, claimed: Claimed) -> dict[str, str]:
    base, staff = post.public_url.rstrip("/"), post.staff_url.rstrip("/")
    values = {
        "reference": "",
        "cases": str(claimed.cases),
        "urgent": str(claimed.urgent),
        "sign_in_url": f"{staff}/staff/",
        "follow_up_url": base,
    }
    if claimed.kind == NoticeKind.INVITATION.value:
        token = post.book.invitation_token(session, claimed.recipient)
        values["invitation_url"] = f"{staff}{INVITATION_PATH}{token}" if token else ""
    if claimed.case_id:
        reference = session.scalar(select(Case.reference).where(Case.id == claimed.case_id))
        values["reference"] = reference or ""
    if claimed.complaint_id:
        row = session.execute(
            select(Complaint.jurisdiction, Complaint.language).where(
                Complaint.id == claimed.complaint_id
            )
        ).one_or_none()
        if row is not None:
            values["follow_up_url"] = f"{base}/{row.jurisdiction}/"
    return values


def render_notice(
    kind: NoticeKind, *, language: str, templates_dir: Path, **values: str
) -> tuple[str, str]:
    """Render a notice.

    Returns:
        (subject, body); the subject is one line whatever a value holds.
    """
    environment = _environment(templates_dir, language)
    subject = environment.get_template(f"email/{kind.value}/subject.txt").render(**values)
    body = environment.get_template(f"email/{kind.value}/body.txt").render(**values)
    return " ".join(subject.split()), body.strip() + "\n"


@cache
def _environment(templates_dir: Path, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        autoescape=False,  # noqa: S701  plain text, nothing to escape
    )
    translations = catalogue(language)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment
