"""Two offices act at the same moment on their parts of one complaint: both are recorded."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from time import sleep

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.case.recording import EventRequest, Recorder, record_in
from intake.cases.models import Case
from intake.cases.vocabulary import EventKind
from intake.cases.workflow.event import COMPLAINANT
from intake.complaints.content import NamedAgency
from intake.complaints.unsent import Unsent
from intake.db.transaction import transaction
from intake.ledger.models import LogEvent
from tests.fixtures.databases import Database
from tests.integration.filing.steps import sent, told
from tests.integration.filing.world import World

OTHER = NamedAgency(name="Some county nobody lists", kind="sheriff")
LONG_ENOUGH = 0.4


def two_employers(unsent: Unsent) -> Unsent:
    content = told(unsent).content
    return replace(told(unsent), content=replace(content, agencies=(*content.agencies, OTHER)))


def record_withdrawal(session: Session, world: World, case_id: str) -> None:
    case = session.get_one(Case, case_id, populate_existing=True)
    record_in(
        session,
        context=world.context(),
        case=case,
        wanted=EventRequest(event=EventKind.WITHDRAWAL_REQUESTED),
        recorder=Recorder(actor=COMPLAINANT),
    )


def test_the_log_of_one_complaint_waits_for_its_turn(
    database: Database, session: Session, world: World
) -> None:
    _code, filed = sent(session, world, two_employers)
    first, second = (case.id for case in filed.cases)
    failed: list[BaseException] = []

    def meanwhile() -> None:
        with database.sessions() as other:
            try:
                with transaction(other):
                    record_withdrawal(other, world, second)
            except Exception as error:
                failed.append(error)

    thread = Thread(target=meanwhile)
    with transaction(session):
        record_withdrawal(session, world, first)
        thread.start()
        sleep(LONG_ENOUGH)
    thread.join(20)
    assert failed == []
    assert list(session.scalars(select(LogEvent.seq).order_by(LogEvent.seq))) == [0, 1, 2, 3, 4]
    assert session.scalar(select(func.count()).select_from(LogEvent)) == 5


def test_what_goes_to_all_offices_and_what_one_of_them_does_never_wait_for_each_other(
    database: Database, session: Session, world: World
) -> None:
    _code, filed = sent(session, world, two_employers)
    first, second = (case.id for case in filed.cases)
    failed: list[BaseException] = []

    def meanwhile() -> None:
        with database.sessions() as other:
            try:
                with transaction(other):
                    record_withdrawal(other, world, second)
                    sleep(LONG_ENOUGH)
            except Exception as error:
                failed.append(error)

    thread = Thread(target=meanwhile)
    with transaction(session):
        record_withdrawal(session, world, first)
        thread.start()
        sleep(LONG_ENOUGH)
        record_withdrawal(session, world, second)
    thread.join(20)
    # The office that comes second sees that something happened; nobody is left hanging.
    assert [type(error).__name__ for error in failed] in ([], ["StaleDataError"], ["CaseRefused"])
    assert session.scalar(select(func.count()).select_from(LogEvent)) == 5
