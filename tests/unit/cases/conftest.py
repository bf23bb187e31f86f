"""Cases told as stories: each step goes through decide, check_form, event_of and apply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from intake.accounts.roles import Role, permissions_of
from intake.cases.clocks import clocks_for, over
from intake.cases.facts import CaseFacts, CaseState
from intake.cases.projection import apply
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.cases.workflow.event import COMPLAINANT, SYSTEM, Actor, ActorKind, CaseEvent
from intake.cases.workflow.form import check_form
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.recording import Entry, event_of
from intake.cases.workflow.table import Refusal, decide
from intake.rules.calendar import Calendar
from intake.rules.clock_rules import ClockRules

PHOENIX = Calendar(timezone=ZoneInfo("America/Phoenix"))
MONDAY = date(2026, 3, 2)
STAFF = {
    "ivy": Role.INTAKE,
    "inez": Role.INVESTIGATOR,
    "lou": Role.LEAD,
    "sam": Role.SUPERVISOR,
    "sue": Role.SUPERVISOR,
    "dan": Role.DIRECTOR,
    "cleo": Role.CLERK,
    "duke": Role.DUTY_OFFICER,
}
WORDS = frozenset(
    {
        "reasons",
        "message",
        "questions",
        "note",
        "terms",
        "offer",
        "response",
        "item_number",
        "letter",
    }
)


class Refused(Exception):
    """A step of a story was refused."""

    def __init__(self, *codes: RefusalCode) -> None:
        super().__init__(codes)
        self.codes = codes


class Story:
    """A case and what happened to it so far; noon in Phoenix unless a moment is given."""

    def __init__(self, rules: ClockRules | None = None, calendar: Calendar = PHOENIX) -> None:
        self.events: list[CaseEvent] = []
        self.state = CaseState()
        self.rules = rules or ClockRules()
        self.calendar = calendar
        self.day = MONDAY

    def after(self, **days: int) -> Story:
        """Let time pass."""
        self.day += timedelta(**days)
        return self

    @property
    def now(self) -> datetime:
        return self.calendar.end_of_day(self.day) - timedelta(hours=12)

    def facts(self, *, conflict: bool = False, at: datetime | None = None) -> CaseFacts:
        clocks = clocks_for(self.events, rules=self.rules, calendar=self.calendar)
        return CaseFacts(
            state=self.state,
            overdue=over(clocks, at or self.now),
            conflict=conflict,
            rules=self.rules,
        )

    def does(
        self,
        who: str,
        kind: EventKind,
        *,
        reason: ReasonCode | None = None,
        written: frozenset[str] = WORDS,
        roles: tuple[Role, ...] | None = None,
        conflict: bool = False,
        at: datetime | None = None,
        effective: date | None = None,
        **details: str,
    ) -> Story:
        """Take one step; raises Refused."""
        actor = {"complainant": COMPLAINANT, "system": SYSTEM}.get(who) or Actor(
            ActorKind.STAFF, who
        )
        held = permissions_of(roles if roles is not None else [STAFF[who]] if who in STAFF else [])
        moment = at or self.now
        facts = self.facts(conflict=conflict, at=moment)
        row = decide(
            self.state.status, kind, facts=facts, permissions=held, actor=actor, reason=reason
        )
        if isinstance(row, Refusal):
            raise Refused(row.code)
        problems = check_form(row, facts=facts, reason=reason, details=details, written=written)
        if problems:
            raise Refused(*(problem.code for problem in problems))
        event = event_of(
            row,
            Entry(
                id=f"{len(self.events):032x}",
                case_id="c" * 32,
                at=moment,
                effective_day=effective or self.calendar.local_day(moment),
            ),
            facts=facts,
            actor=actor,
            reason=reason,
            details=details,
        )
        self.state = apply(self.state, event)
        self.events.append(event)
        return self

    def submit(self, urgency: str = "normal", **more: Any) -> Story:
        return self.does(
            more.pop("who", "complainant"),
            EventKind.SUBMITTED,
            content="narrative",
            unit="saguaro-city/board/office",
            urgency=urgency,
            **more,
        )

    def reviewed(self, urgency: str = "normal") -> Story:
        return self.submit(urgency).does("ivy", EventKind.ACCEPTED_FOR_REVIEW)

    def framed(self, id: str = "a1", rule: str = "R5", subject: str = "person") -> Story:
        return self.does(
            "ivy",
            EventKind.ALLEGATION_FRAMED,
            allegation=id,
            rule=rule,
            subject=subject,
            retaliation="no",
        )

    def investigated(self, rule: str = "R5", subject: str = "person") -> Story:
        self.reviewed().framed(rule=rule, subject=subject)
        return self.does("lou", EventKind.INVESTIGATION_OPENED)

    def finds(self, disposition: str, *, who: str = "inez", **more: Any) -> Story:
        return self.does(
            who,
            EventKind.FINDING_SET,
            allegation=more.pop("allegation", "a1"),
            disposition=disposition,
            standard_of_proof="preponderance",
            **more,
        )

    def handed_in(self, disposition: str = "sustained") -> Story:
        return self.investigated().finds(disposition).does("inez", EventKind.FINDINGS_SUBMITTED)

    def issued(self, disposition: str = "sustained") -> Story:
        return self.handed_in(disposition).does("dan", EventKind.FINDINGS_APPROVED)

    def settles(self, reason: str, *, allegation: str = "a1") -> Story:
        return self.does(
            "lou",
            EventKind.ALLEGATION_SETTLED,
            allegation=allegation,
            no_finding_reason=reason,
        )

    def refused(self, *args: Any, **kwargs: Any) -> tuple[RefusalCode, ...]:
        """Return why a step is refused; fails the test if it is not."""
        before = len(self.events)
        with pytest.raises(Refused) as caught:
            self.does(*args, **kwargs)
        assert len(self.events) == before
        return caught.value.codes


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def new_story() -> Callable[..., Story]:
    return Story
