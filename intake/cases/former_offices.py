"""Which offices had a case before it moved, and whether they read it; pure, from the events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from intake.bedrock.keys import EntityKey, UnitKey
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.cases.workflow.event import CaseEvent

CONFLICTS = frozenset({ReasonCode.CONFLICT_FOUND, ReasonCode.CONFLICT_NAMED_BY_COMPLAINANT})
"""The reasons of a move that keep an office from ever getting the case back."""


@dataclass(frozen=True, kw_only=True)
class FormerOffice:
    """A unit that a case was taken from.

    Attributes:
        left_day: the day on which the case moved on.
        opened_day: the day on which somebody there first read the complaint; None if nobody did.
        reason: why it moved.
    """

    unit: str
    left_day: date
    opened_day: date | None
    reason: ReasonCode | None

    @property
    def entity(self) -> EntityKey:
        """The key of the oversight entity that the unit belongs to."""
        return UnitKey(self.unit).entity

    @property
    def in_conflict(self) -> bool:
        """Whether a conflict was why the case left."""
        return self.reason in CONFLICTS


def former_offices(events: Iterable[CaseEvent]) -> tuple[FormerOffice, ...]:
    """The units that had the case before, oldest first."""
    found: list[FormerOffice] = []
    unit, opened = "", None
    for event in events:
        match event.kind:
            case EventKind.SUBMITTED:
                unit = event.details["unit"]
            case EventKind.FIRST_OPENED:
                opened = event.effective_day
            case EventKind.REROUTED:
                found.append(
                    FormerOffice(
                        unit=unit,
                        left_day=event.effective_day,
                        opened_day=opened,
                        reason=event.reason,
                    )
                )
                unit, opened = event.details["unit"], None
    return tuple(found)
