"""Cases by the hundred, as rows: for the queue alone, which sees facts and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from intake.cases.models import Case, CaseRule
from intake.cases.queue import UNASSIGNED, QueueFilter, Shown
from intake.cases.queue_key import closed_key, open_key
from intake.cases.vocabulary import Status
from intake.complaints.models import Complaint
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode

AT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
UNITS = ("saguaro-city/oversight-board/investigations", "saguaro-city/oversight-board/intake")
PEOPLE = ("a" * 32, "b" * 32)
_DAY = AT.date()
_COMPLAINT = {
    "id": "c" * 32,
    "reference": "2026-BBBBBB",
    "jurisdiction": "saguaro-city",
    "channel": "web",
    "complainant_role": "affected",
    "identity_mode": "anonymous",
    "urgency": "normal",
    "held_now": False,
    "language": "en",
    "received_day": _DAY,
    "entered_day": _DAY,
    "filed_at": AT,
    "policy_version": "1",
    "questionnaire_version": "1",
    "config_version": "1",
    "manifest_sha256": b"0" * 32,
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What one row says."""

    id: str
    unit: str
    status: Status
    urgency: Urgency
    rule: RuleCode
    agency: str
    language: str
    assignee: str | None
    due: datetime | None
    closed_at: datetime

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.status is Status.CLOSED

    @property
    def key(self) -> str:
        """Its place."""
        if self.closed:
            return closed_key(closed_at=self.closed_at, case_id=self.id)
        return open_key(urgency=self.urgency, next_due_at=self.due, case_id=self.id)

    @property
    def order(self) -> tuple[Any, ...]:
        """The same place, without the text that stands for it."""
        if self.closed:
            return (1, -self.closed_at.timestamp(), 0, self.id)
        urgency = (Urgency.CRITICAL, Urgency.HIGH, Urgency.NORMAL, Urgency.LOW).index(self.urgency)
        due = self.due.timestamp() if self.due else float("inf")
        return (0, urgency, due, self.id)

    def fits(self, wanted: QueueFilter) -> bool:
        """Whether a filter shows it."""
        late = not self.closed and self.due is not None and self.due <= AT
        shown = {Shown.OPEN: not self.closed, Shown.CLOSED: self.closed, Shown.OVERDUE: late}
        assignee = {None: True, UNASSIGNED: self.assignee is None}.get(
            wanted.assignee, self.assignee == wanted.assignee
        )
        return (
            self.unit in wanted.units
            and shown[wanted.shown]
            and assignee
            and wanted.status in (None, self.status)
            and wanted.urgency in (None, self.urgency)
            and wanted.rule in (None, self.rule)
            and wanted.agency in (None, self.agency)
            and wanted.language in (None, self.language)
        )


def draw_facts(random: Random, number: int) -> list[Facts]:
    """Rows of every kind, many of them due at the same moment."""
    return [_draw(random) for _ in range(number)]


def _draw(random: Random) -> Facts:
    return Facts(
        id=f"{random.getrandbits(128):032x}",
        unit=random.choice(UNITS),
        status=random.choice(tuple(Status)),
        urgency=random.choice(tuple(Urgency)),
        rule=random.choice((RuleCode.R1, RuleCode.R5)),
        agency=random.choice(("police", "library")),
        language=random.choice(("en", "es")),
        assignee=random.choice((None, *PEOPLE)),
        due=random.choice((None, AT + timedelta(hours=random.randrange(-3, 4)))),
        closed_at=AT - timedelta(days=random.randrange(3)),
    )


def insert_facts(session: Session, facts: Sequence[Facts]) -> None:
    """Write the rows, under one complaint."""
    session.execute(insert(Complaint), [_COMPLAINT])
    if facts:
        session.execute(insert(Case), [_row(case) for case in facts])
        session.execute(insert(CaseRule), [_rule(case) for case in facts])
    session.commit()


def _row(case: Facts) -> dict[str, Any]:
    return {
        "id": case.id,
        "complaint_id": _COMPLAINT["id"],
        "reference": f"2026-{case.id[:6].upper()}",
        "jurisdiction": "saguaro-city",
        "entity": "saguaro-city/oversight-board",
        "unit": case.unit,
        "agency": case.agency,
        "route_rule": "employer",
        "status": case.status.value,
        "urgency": case.urgency.value,
        "language": case.language,
        "assignee_id": case.assignee,
        "received_day": _DAY,
        "entered_day": _DAY,
        "next_due_at": case.due,
        "queue_key": case.key,
        "policy_version": "1",
        "config_version": "1",
        "version": 1,
    }


def _rule(case: Facts) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "rule": case.rule.value,
        "unit": case.unit,
        "queue_key": case.key,
    }
