"""What a member of staff can do to a case now, by the workflow table; what not yet, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake.actions.case.sight import CaseSight
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ActorKind, EventKind, Status
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import Field, Row
from intake.cases.workflow.table import TABLE, Refusal, decide, possible_events, rows_for
from intake.web.foundation.languages import gettext
from intake.web.words.events import BUTTONS, EVENTS, GROUPS, Group

_NOT_WORTH_SAYING = frozenset(
    {
        RefusalCode.NOT_POSSIBLE_NOW,
        RefusalCode.NOT_ALLOWED,
        RefusalCode.ALREADY_DONE,
        RefusalCode.NO_URGENT_ACTION,
        RefusalCode.NO_WITHDRAWAL,
        RefusalCode.NO_OFFER,
        RefusalCode.CAME_FROM_ELSEWHERE,
        RefusalCode.OTHER_KIND_OF_REVIEW,
        RefusalCode.OTHER_HISTORY,
        RefusalCode.NO_FINDINGS_ISSUED,
        RefusalCode.FINDINGS_UNCHANGED,
    }
)
"""Refusals that follow from the state alone; only those that somebody can mend are listed."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do: an event, and the rows of the table by which it can happen now."""

    event: EventKind
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """What the button says."""
        return gettext(EVENTS[self.event].button)

    @property
    def hint(self) -> str:
        """A sentence above the form, or nothing."""
        hint = EVENTS[self.event].hint
        return gettext(hint) if hint else ""

    @property
    def group(self) -> Group | None:
        """The heading that it stands under."""
        return EVENTS[self.event].group

    @property
    def reasons(self) -> tuple[ReasonCode, ...]:
        """The coded reasons of all its rows, in their order."""
        return tuple(dict.fromkeys(reason for row in self.rows for reason in row.reasons))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all its rows, each once."""
        found = {field.name: field for row in reversed(self.rows) for field in row.fields}
        order = dict.fromkeys(field.name for row in self.rows for field in row.fields)
        return tuple(found[name] for name in order)

    @property
    def direct(self) -> bool:
        """Whether one press is enough: nothing is asked."""
        return not self.fields and not self.reasons

    def row_for(self, reason: ReasonCode | None) -> Row:
        """The row that a reason chooses; the first one where none does."""
        fitting = (row for row in self.rows if reason in row.reasons or not row.reasons)
        return next(fitting, self.rows[0])


@dataclass(frozen=True, kw_only=True)
class BlockedStep:
    """Something that this person might do, and what stands in its way."""

    words: str
    refusal: RefusalCode


def steps_of(sight: CaseSight) -> tuple[Step, ...]:
    """Everything the reader can do now, in the order of the table."""
    rows = possible_events(facts=sight.facts, permissions=sight.permissions, actor=sight.actor)
    return _by_event(row for row in rows if row.event in BUTTONS)


def find_step(sight: CaseSight, event: EventKind) -> Step | None:
    """One thing to do, where the reader can do it now."""
    return next((step for step in steps_of(sight) if step.event is event), None)


def any_step(status: Status | None, event: EventKind) -> Step:
    """The same whether or not it can be done now: what a form is read with that came too late."""
    rows = rows_for(status, event) or tuple(row for row in TABLE if row.event is event)
    return Step(event=event, rows=tuple(row for row in rows if ActorKind.STAFF in row.who))


def grouped(steps: Iterable[Step]) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """Steps under their headings."""
    known = tuple(steps)
    groups = (
        (gettext(words), tuple(s for s in known if s.group is group))
        for group, words in GROUPS.items()
    )
    return tuple((words, members) for words, members in groups if members)


def blocked_steps(sight: CaseSight) -> tuple[BlockedStep, ...]:
    """What the reader's roles would allow, but something that can be mended stands in its way."""
    possible = {step.event for step in steps_of(sight)}
    found = []
    for event in set(BUTTONS) - possible:
        refusal = decide(
            sight.facts.state.status,
            event,
            facts=sight.facts,
            permissions=sight.permissions,
            actor=sight.actor,
        )
        if isinstance(refusal, Refusal) and refusal.code not in _NOT_WORTH_SAYING:
            found.append(BlockedStep(words=gettext(EVENTS[event].button), refusal=refusal.code))
    return tuple(sorted(found, key=lambda blocked: blocked.words))


def _by_event(rows: Iterable[Row]) -> tuple[Step, ...]:
    found: dict[EventKind, list[Row]] = {}
    for row in rows:
        found.setdefault(row.event, []).append(row)
    return tuple(Step(event=event, rows=tuple(rows)) for event, rows in found.items())
