"""What the complainant adds or asks for after filing: messages, answers, and the wish to stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from intake.actions.case.recording import EventRequest, Recorder, case_facts, record_in
from intake.actions.context import ActionContext
from intake.bedrock.characters import is_blank
from intake.cases.models import Case
from intake.cases.vocabulary import TERMINAL, EventKind, Status
from intake.cases.workflow.event import COMPLAINANT
from intake.cases.workflow.table import event_for_message
from intake.complaints.compartment import Compartment
from intake.complaints.mailboxes import open_compartments, open_mailbox
from intake.complaints.typed_text import MESSAGE_LIMIT, check_text
from intake.db.transaction import transaction
from intake.vault.keys import KeyLetter

ATTEMPTS = 5
_ENDED = frozenset(status.value for status in TERMINAL)


class NothingWritten(Exception):
    """There is no word in the message."""


class NothingToStop(Exception):
    """Every office has ended its work, or knows already that the complainant wants to stop."""


class ThreadClosed(Exception):
    """This code opens no thread that could be written to."""


@dataclass(frozen=True, kw_only=True, repr=False)
class _Own:
    """What a code opens of its complaint."""

    cases: tuple[Case, ...]
    opened: Mapping[str, Compartment]

    def can_write(self, case: Case) -> bool:
        """Whether the code opens the thread of a case, under the key that its records name."""
        return case.id in self.opened and self.opened[case.id].can_seal(KeyLetter.THREAD)


def write_to_offices(session: Session, *, context: ActionContext, code: str, text: str) -> int:
    """Send a message to every office that works on the complaint, or to all if none does any more.

    Where an office waits for an answer, the message is that answer.

    Returns:
        To how many cases it went. Raises NothingWritten, TextRefused, ThreadClosed, CodeUnknown.
    """
    if is_blank(check_text(text, limit=MESSAGE_LIMIT)):
        raise NothingWritten
    write = partial(_write, session, context=context, code=code, text=text)
    return _attempt(session, write)


def withdraw_complaint(session: Session, *, context: ActionContext, code: str) -> int:
    """Record in every open case that the complainant wants to stop; each office then decides.

    Returns:
        In how many cases. Raises NothingToStop, CodeUnknown.
    """
    return _attempt(session, partial(_withdraw, session, context=context, code=code))


def _own(session: Session, context: ActionContext, code: str) -> _Own:
    """What a code opens now.

    The cases are read before the keys: where a case moves to another office at the same moment,
    either its new thread key is among them, or its version has changed and nothing is written.
    """
    mailbox = open_mailbox(session, code=code, install_id=context.install_id)
    return _Own(
        cases=_cases(session, mailbox.complaint_id),
        opened=open_compartments(
            session, mailbox, closed=context.compartment(mailbox.complaint_id)
        ),
    )


def _attempt(session: Session, write: Callable[[], int]) -> int:
    """Run a transaction again if an office recorded something in the same moment."""
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction(session):
                return write()
        except StaleDataError:
            session.expire_all()
    with transaction(session):
        return write()


def _write(session: Session, *, context: ActionContext, code: str, text: str) -> int:
    own = _own(session, context, code)
    cases = [case for case in own.cases if own.can_write(case)]
    reached = [case for case in cases if case.status not in _ENDED] or cases
    if not reached:
        raise ThreadClosed
    for case in reached:
        event = event_for_message(Status(case.status))
        wanted = EventRequest(event=event, written={"message": text})
        _record(session, context, case, own, wanted)
    return len(reached)


def _withdraw(session: Session, *, context: ActionContext, code: str) -> int:
    own, told = _own(session, context, code), 0
    for case in own.cases:
        if case.status in _ENDED or _is_asked(session, context, case):
            continue
        _record(session, context, case, own, EventRequest(event=EventKind.WITHDRAWAL_REQUESTED))
        told += 1
    if not told:
        raise NothingToStop
    return told


def _is_asked(session: Session, context: ActionContext, case: Case) -> bool:
    _history, facts = case_facts(session, context=context, case=case)
    return facts.state.withdrawal_pending


def _record(
    session: Session, context: ActionContext, case: Case, own: _Own, wanted: EventRequest
) -> None:
    recorder = Recorder(actor=COMPLAINANT, compartment=own.opened.get(case.id))
    record_in(session, context=context, case=case, wanted=wanted, recorder=recorder)


def _cases(session: Session, complaint_id: str) -> tuple[Case, ...]:
    return tuple(
        session.scalars(
            select(Case)
            .where(Case.complaint_id == complaint_id)
            .order_by(Case.id)
            .execution_options(populate_existing=True)
        )
    )
