"""The rows of a case that begins: the case, its rules, its first event, clocks and holder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from intake.cases.access import AccessKind
from intake.cases.clock_rows import clock_row
from intake.cases.clocks import clocks_for, next_due_at
from intake.cases.clocks_run import Clock, ClockCalendar
from intake.cases.likeness import likeness_of
from intake.cases.models import (
    Case,
    CaseAccess,
    CaseClockRow,
    CaseEventDetail,
    CaseEventRow,
    CaseRule,
)
from intake.cases.queue_key import open_key
from intake.cases.vocabulary import ActorKind, EventKind, Status
from intake.cases.workflow.event import CaseEvent
from intake.db.rows import insert_rows
from intake.questions.urgency import Urgency
from intake.rules.clock_rules import ClockRules
from intake.rules.codes import RuleCode

RULES_SEPARATOR = ","


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """A case that is about to begin.

    Attributes:
        event_id: the id of its first event.
        route_rule: the routing rule that fired; it never says which principal matched.
        received_day: the day on which the complaint was received, from which the clocks run.
        entered_day: the day on which it was entered.
        language: a language of the jurisdiction, or ``other``.
        content: what it was filed with: ``narrative``, or ``one_rule`` (answers only).
        looks: further facts by which cases look alike.
        clock_rules: the periods of the entity that gets it, counted by ``calendar``.
    """

    id: str
    event_id: str
    complaint_id: str
    reference: str
    jurisdiction: str
    entity: str
    unit: str
    agency: str
    route_rule: str
    urgency: Urgency
    language: str
    rules: tuple[RuleCode, ...]
    content: str
    received_day: date
    entered_day: date
    recorded_at: datetime
    actor_kind: ActorKind
    actor_id: str | None
    policy_version: str
    config_version: str
    looks: tuple[str, ...]
    clock_rules: ClockRules
    calendar: ClockCalendar

    @property
    def event(self) -> CaseEvent:
        """Its first event."""
        return CaseEvent(
            id=self.event_id,
            case_id=self.id,
            seq=1,
            kind=EventKind.SUBMITTED,
            from_status=None,
            to_status=Status.RECEIVED,
            effective_day=self.received_day,
            recorded_at=self.recorded_at,
            actor_kind=self.actor_kind,
            actor_id=self.actor_id,
            details=self.details,
        )

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks that start with it."""
        return clocks_for((self.event,), rules=self.clock_rules, calendar=self.calendar)

    @property
    def next_due_at(self) -> datetime | None:
        """When the first of its clocks is due."""
        return next_due_at(self.clocks)

    @property
    def queue_key(self) -> str:
        """Its place in the queue."""
        return open_key(urgency=self.urgency, next_due_at=self.next_due_at, case_id=self.id)

    @property
    def likeness(self) -> str:
        """What it has in common with cases that look like it."""
        facts = (self.jurisdiction, self.agency, self.urgency.value, self.language, self.content)
        rules = ",".join(rule.value for rule in self.rules)
        return likeness_of((*facts, rules, *self.looks), at=self.recorded_at)

    @property
    def details(self) -> Mapping[str, str]:
        """What the first event carries: closed codes only."""
        details = {"content": self.content, "unit": self.unit, "urgency": self.urgency.value}
        if self.rules:
            details["rules"] = RULES_SEPARATOR.join(rule.value for rule in self.rules)
        return details


def insert_cases(session: Session, cases: Sequence[NewCase]) -> None:
    """Write new cases, a statement a table however many they are; the caller has the transaction.

    The complaint's row has to be there before.
    """
    insert_rows(session, Case, [_case_row(case) for case in cases])
    insert_rows(session, CaseRule, [row for case in cases for row in _rule_rows(case)])
    insert_rows(session, CaseEventRow, [_event_row(case) for case in cases])
    insert_rows(session, CaseEventDetail, [row for case in cases for row in _detail_rows(case)])
    insert_rows(session, CaseClockRow, [row for case in cases for row in _clock_rows(case)])
    insert_rows(session, CaseAccess, [_access_row(case) for case in cases])


def _case_row(case: NewCase) -> dict[str, Any]:
    return {
        "id": case.id,
        "complaint_id": case.complaint_id,
        "reference": case.reference,
        "jurisdiction": case.jurisdiction,
        "entity": case.entity,
        "unit": case.unit,
        "agency": case.agency,
        "route_rule": case.route_rule,
        "status": Status.RECEIVED.value,
        "urgency": case.urgency.value,
        "language": case.language,
        "received_day": case.received_day,
        "entered_day": case.entered_day,
        "next_due_at": case.next_due_at,
        "likeness": case.likeness,
        "queue_key": case.queue_key,
        "policy_version": case.policy_version,
        "config_version": case.config_version,
        "version": 1,
    }


def _rule_rows(case: NewCase) -> list[dict[str, Any]]:
    return [
        {"case_id": case.id, "rule": rule.value, "unit": case.unit, "queue_key": case.queue_key}
        for rule in case.rules
    ]


def _event_row(case: NewCase) -> dict[str, Any]:
    return {
        "id": case.event_id,
        "case_id": case.id,
        "seq": 1,
        "kind": EventKind.SUBMITTED.value,
        "from_status": None,
        "to_status": Status.RECEIVED.value,
        "effective_day": case.received_day,
        "recorded_at": case.recorded_at,
        "actor_kind": case.actor_kind.value,
        "actor_id": case.actor_id,
        "policy_version": case.policy_version,
        "config_version": case.config_version,
    }


def _detail_rows(case: NewCase) -> list[dict[str, Any]]:
    return [
        {"event_id": case.event_id, "name": name, "value": value}
        for name, value in case.details.items()
    ]


def _clock_rows(case: NewCase) -> list[dict[str, Any]]:
    return [clock_row(case.id, clock) for clock in case.clocks]


def _access_row(case: NewCase) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "unit": case.unit,
        "kind": AccessKind.HOLDS.value,
        "since_day": case.entered_day,
    }
