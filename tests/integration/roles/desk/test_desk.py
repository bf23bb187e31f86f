"""Staff work a case under their role; the complainant then acts on it under the residents' role."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.following.follow import follow
from intake.actions.following.write_to_office import withdraw_complaint, write_to_offices
from intake.app.worker import Worker
from intake.cases.models import Allegation
from intake.cases.vocabulary import EventKind
from intake.complaints.models import Erasable, ResidentSession
from intake.notify.kinds import OutboxState
from intake.notify.models import OutboxRow
from intake.numbers.models import QuarterTotal
from tests.fixtures.chance import Clock
from tests.integration.cases.desk import Desk, handed_in

pytestmark = pytest.mark.postgres


class Noted:
    """Stands where the worker has its log; what it tells as an error goes into a list."""

    def __init__(self, told: list[object]) -> None:
        self._told = told

    def error(self, event: str, **values: object) -> None:
        """Keep what failed."""
        self._told.append((event, values))

    warning = error


def findings(desk: Desk) -> list[tuple[object, ...]]:
    """What is stored of the findings."""
    one = Allegation
    wanted = select(one.id, one.state, one.disposition, one.reasons_part_id, one.found_by_id)
    return [tuple(row) for row in desk.staffed.office.look().execute(wanted.order_by(one.id))]


def test_a_complainant_acts_on_a_case_with_findings_and_changes_none(
    desk: Desk, resident_session: Session
) -> None:
    desk.opens("Ivy")
    handed_in(desk)
    before = findings(desk)
    assert before
    assert all(None not in row for row in before)
    context = replace(desk.staffed.context, keyring=desk.staffed.resident_keyring)
    told = write_to_offices(resident_session, context=context, code=desk.code, text="Sigo aquí.")
    assert told == 1
    assert withdraw_complaint(resident_session, context=context, code=desk.code) == 1
    followed = follow(resident_session, context=context, code=desk.code)
    assert followed.cases[0].messages[-1].text == "Sigo aquí."
    assert findings(desk) == before


def test_the_worker_does_its_rounds_under_its_role(
    desk: Desk, worker: Worker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    for module in ("intake.app.worker", "intake.notify.delivery"):
        monkeypatch.setattr(f"{module}._LOG", Noted(told))
    desk.presses("Ivy", EventKind.ACCEPTED_FOR_REVIEW)
    desk.fills(
        "Sam",
        EventKind.CLOSED_ADMINISTRATIVELY,
        reason="duplicate",
        reasons="See May.",
        letter="Adiós.",
    )
    desk.staffed.file()
    draft = ResidentSession(
        id="9" * 32, sealed_code=b"x", touched_at=clock(), ends_at=clock(), sent_at=None
    )
    with desk.staffed.office.look() as owner:
        owner.add(draft)
        owner.commit()
    shares = len(desk.staffed.office.look().scalars(select(Erasable.share)).all())
    worker.round()
    for days in (1, 45, 760):
        clock.advance(days=days)
        worker.round()
    assert told == []
    look = desk.staffed.office.look()
    # What the last round found waits for the next one.
    states = set(look.scalars(select(OutboxRow.state)))
    assert states == {OutboxState.SENT.value, OutboxState.WAITING.value}
    assert look.scalars(select(ResidentSession.id)).all() == []
    assert look.scalars(select(QuarterTotal.quarter)).all() != []
    assert len(look.scalars(select(Erasable.share)).all()) < shares
