"""What happens by itself when a time has run out happens to each case, whatever ails another."""

from sqlalchemy import update
from structlog.testing import capture_logs

from intake.actions.upkeep.lapse import record_lapses
from intake.cases.models import Case
from intake.cases.vocabulary import EventKind, Status
from intake.db.transaction import transaction
from tests.integration.cases.staffed import Staffed


def asked(staffed: Staffed) -> str:
    """A case whose complainant was asked something."""
    case_id = staffed.file()
    staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
    staffed.do(
        "Ivy", case_id, EventKind.INFORMATION_REQUESTED, written={"questions": "Which door?"}
    )
    return case_id


def test_a_case_that_cannot_be_read_holds_up_no_other(staffed: Staffed) -> None:
    broken, sound = asked(staffed), asked(staffed)
    with transaction(staffed.office.session) as session:
        session.execute(update(Case).where(Case.id == broken).values(entity="saguaro-city/gone"))
    staffed.office.clock.advance(days=40)
    with capture_logs() as logs:
        done = record_lapses(staffed.office.session, context=staffed.context)
    assert done == 1
    assert staffed.case(sound).status == Status.PRELIMINARY_REVIEW
    assert [entry["case_id"] for entry in logs] == [broken]


def test_nothing_lapses_before_its_time(staffed: Staffed) -> None:
    case_id = asked(staffed)
    staffed.office.clock.advance(days=20)
    assert record_lapses(staffed.office.session, context=staffed.context) == 0
    assert staffed.case(case_id).status == Status.AWAITING_INFORMATION
