"""What a row of the workflow table is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ActorKind, ClockKind, ClosingReason, EventKind, Status
from intake.cases.workflow.guards import Guard
from intake.questions.urgency import Urgency


class Notice(StrEnum):
    """Who is told that there is news; never what the news is."""

    UNIT = "unit"
    RECEIVING_UNIT = "receiving_unit"
    ASSIGNEE = "assignee"
    COMPLAINANT = "complainant"
    DUTY = "duty"


class FieldKind(StrEnum):
    """What a form asks for; WRITTEN is sealed text, everything else is a closed fact."""

    WRITTEN = "written"
    DAY = "day"
    COUNT = "count"
    MUST_CONFIRM = "must_confirm"
    YES_NO = "yes_no"
    CHOICE = "choice"
    BODY = "body"
    UNIT = "unit"
    STAFF = "staff"
    CASE = "case"
    RULE = "rule"
    ALLEGATION = "allegation"
    NEW_ALLEGATION = "new_allegation"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row's form; ``choices`` are the codes of a CHOICE."""

    name: str
    kind: FieldKind
    required: bool = True
    choices: tuple[str, ...] = ()


class Turn(StrEnum):
    """What an event does to a clock; BEGIN starts it only if it is not already running."""

    START = "start"
    BEGIN = "begin"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Effect:
    """One turn of one clock; ``period`` names another rule than the clock's own.

    With ``urgency`` it holds only for an event that sets this urgency.
    """

    turn: Turn
    clock: ClockKind
    period: str | None = None
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: from these states, by this event, to that state (None: it stays where it is).

    ``permission`` is what staff need; the complainant and the system need none, but must be in
    ``who``. ``reasons`` are the codes of which one must be given; none means that no code is
    asked. A row that ends in CLOSED either names ``closing`` or keeps the reason from before.
    """

    sources: tuple[Status | None, ...]
    event: EventKind
    to: Status | None
    permission: Permission | None
    who: frozenset[ActorKind]
    audit: AuditKind
    guards: tuple[Guard, ...] = ()
    reasons: tuple[ReasonCode, ...] = ()
    fields: tuple[Field, ...] = ()
    notices: tuple[Notice, ...] = ()
    clocks: tuple[Effect, ...] = ()
    closing: ClosingReason | None = None

    def target(self, status: Status | None) -> Status:
        """Return the state after the event, coming from ``status``."""
        target = self.to or status
        if target is None:
            raise ValueError(f"{self.event} leads nowhere from no state")
        return target


STAFF = frozenset({ActorKind.STAFF})
SYSTEM_ONLY = frozenset({ActorKind.SYSTEM})
COMPLAINANT_OR_STAFF = frozenset({ActorKind.COMPLAINANT, ActorKind.STAFF})


def start(*clocks: ClockKind) -> tuple[Effect, ...]:
    """Return effects that start these clocks anew."""
    return tuple(Effect(Turn.START, clock) for clock in clocks)


def begin(*clocks: ClockKind) -> tuple[Effect, ...]:
    """Return effects that start these clocks unless they run already."""
    return tuple(Effect(Turn.BEGIN, clock) for clock in clocks)


def stop(*clocks: ClockKind) -> tuple[Effect, ...]:
    """Return effects that stop these clocks."""
    return tuple(Effect(Turn.STOP, clock) for clock in clocks)


def pause(*clocks: ClockKind) -> tuple[Effect, ...]:
    """Return effects that toll these clocks."""
    return tuple(Effect(Turn.PAUSE, clock) for clock in clocks)


def resume(*clocks: ClockKind) -> tuple[Effect, ...]:
    """Return effects that let these tolled clocks run on."""
    return tuple(Effect(Turn.RESUME, clock) for clock in clocks)


def only_for(urgency: Urgency, *effects: Effect) -> tuple[Effect, ...]:
    """Return the effects, held back to events that set this urgency."""
    return tuple(Effect(e.turn, e.clock, e.period, urgency) for e in effects)


def written(name: str, *, required: bool = True) -> Field:
    """Return a field of sealed text."""
    return Field(name, FieldKind.WRITTEN, required)


def choice(name: str, codes: type[StrEnum], *, required: bool = True) -> Field:
    """Return a field that takes one code of a vocabulary."""
    return Field(name, FieldKind.CHOICE, required, tuple(code.value for code in codes))


REASONS_WRITTEN = written("reasons")
"""The written reasons that a decision needs: sealed, and told to the complainant in the letter."""

LETTER = written("letter")
"""The letter to the complainant, which goes into the thread with the event itself."""

LETTER_TOO = written("letter", required=False)
"""A letter where one can follow later as well."""
