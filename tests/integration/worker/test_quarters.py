"""Totals of a quarter: once, ten days after its end, by day of entry, and never revised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from intake.actions.complaint.filing import Origin, file_complaint
from intake.actions.upkeep.close_quarter import close_quarters
from intake.audit.models import AuditEntry
from intake.complaints.content import Content, NamedAgency
from intake.complaints.drafting import DraftFacts, new_draft
from intake.complaints.vocabulary import Channel
from intake.db.engine import make_sessions
from intake.numbers.models import QuarterTotal
from tests.integration.worker.scene import PLACE, Scene


def close(scene: Scene) -> tuple[str, ...]:
    scene.session.rollback()
    return close_quarters(scene.session, context=scene.context())


def totals(scene: Scene) -> dict[str, tuple[int, int]]:
    scene.session.rollback()
    rows = scene.session.scalars(select(QuarterTotal).order_by(QuarterTotal.quarter))
    return {f"{row.jurisdiction} {row.quarter}": (row.complaints, row.cases) for row in rows}


def key_in(scene: Scene, received: date) -> None:
    """A complaint received on an earlier day and keyed in now."""
    facts = DraftFacts(
        jurisdiction=PLACE,
        language="en",
        channel=Channel.MAIL,
        expires_at=scene.at + timedelta(days=1),
    )
    made = new_draft(facts, install_id=scene.ready.install_id, random=scene.ready.random)
    content = Content(agencies=(NamedAgency(agency_id="police"),))
    unsent = replace(made.unsent, narrative="A letter of last quarter.", content=content)
    origin = Origin(received_day=received)
    file_complaint(scene.session, context=scene.context(), unsent=unsent, new=made, origin=origin)


def test_ten_days_after_the_end_once_and_in_the_quarter_of_entry(scene: Scene) -> None:
    scene.file()
    scene.file(agencies=("holding-center", "library"))
    scene.at = datetime(2026, 4, 10, 19, 0, tzinfo=UTC)  # still the tenth day
    key_in(scene, date(2026, 3, 30))
    assert close(scene) == ()
    scene.later(days=1)
    assert close(scene) == (f"{PLACE} 2026Q1",)
    assert totals(scene) == {f"{PLACE} 2026Q1": (2, 3)}
    assert close(scene) == ()
    scene.at = datetime(2026, 7, 11, 19, 0, tzinfo=UTC)
    assert close(scene) == (f"{PLACE} 2026Q2",)
    assert totals(scene) == {f"{PLACE} 2026Q1": (2, 3), f"{PLACE} 2026Q2": (1, 1)}
    closings = scene.session.scalars(
        select(AuditEntry.object_id).where(AuditEntry.kind == "quarter_closed")
    ).all()
    assert sorted(closings) == [f"{PLACE} 2026Q1", f"{PLACE} 2026Q2"]


def test_the_end_of_a_quarter_is_a_day_of_the_place(scene: Scene) -> None:
    # Eleven at night on the last of March in Arizona is April in Greenwich.
    scene.at = datetime(2026, 4, 1, 6, 0, tzinfo=UTC)
    scene.file()
    scene.at = datetime(2026, 7, 20, 19, 0, tzinfo=UTC)
    close(scene)
    assert totals(scene) == {f"{PLACE} 2026Q1": (1, 1), f"{PLACE} 2026Q2": (0, 0)}


def test_an_empty_place_has_no_totals_and_each_place_its_own(scene: Scene) -> None:
    scene.at = datetime(2027, 2, 1, tzinfo=UTC)
    assert close(scene) == ()
    scene.file(place="marisol-county", agencies=("jail",))
    scene.at = datetime(2027, 4, 20, tzinfo=UTC)
    assert close(scene) == ("marisol-county 2027Q1",)


def test_what_is_closed_is_never_revised(scene: Scene) -> None:
    scene.file()
    scene.at = datetime(2026, 5, 1, tzinfo=UTC)
    close(scene)
    before = totals(scene)
    # A clock that went wrong lets a complaint be entered into the closed quarter.
    scene.at = datetime(2026, 3, 20, tzinfo=UTC)
    scene.file()
    scene.at = datetime(2026, 5, 2, tzinfo=UTC)
    assert close(scene) == ()
    assert totals(scene) == before


def test_two_workers_write_one_row(scene: Scene, new_engine) -> None:
    scene.file()
    scene.at = datetime(2026, 5, 1, tzinfo=UTC)
    written: list[str] = []
    for _ in range(2):
        with make_sessions(new_engine())() as session:
            written += close_quarters(session, context=scene.context())
    assert written == [f"{PLACE} 2026Q1"]
