"""What of a complaint may no longer be kept: pure, from when its cases ended and how.

The periods are each entity's own (``intake.rules.retention``; the defaults follow California Penal
Code 832.5). A complaint of several offices is kept as long as any of them has to keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from intake.cases.vocabulary import RollUp
from intake.rules.retention import Retention

SUSTAINED = frozenset({RollUp.SUSTAINED.value, RollUp.PARTIALLY_SUSTAINED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedCase:
    """A case that is over.

    Attributes:
        ended: the day on which it ended, in its jurisdiction.
        disposition: its roll-up; None where there was no finding.
    """

    id: str
    entity: str
    disposition: str | None
    ended: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to be erased by a day: identity, threads and notes of cases, and all the content."""

    identity: bool
    cases: frozenset[str]
    content: bool


def due_for_erasure(
    cases: Sequence[EndedCase], *, retention_of: Callable[[str], Retention], today: date
) -> Due:
    """What has outlived its time; ``cases`` are all cases of a complaint, and each has ended.

    Args:
        retention_of: the periods of an entity by its key.
    """
    last = max(case.ended for case in cases)
    contact_years = max(retention_of(case.entity).contact_years for case in cases)
    over = frozenset(
        case.id
        for case in cases
        if years_after(case.ended, _years(case, retention_of(case.entity))) <= today
    )
    content = len(over) == len(cases)
    return Due(
        # No name outlives the complaint that it belongs to, whatever the periods are set to.
        identity=content or years_after(last, contact_years) <= today,
        cases=over,
        content=content,
    )


def years_after(day: date, years: int) -> date:
    """The same day so many years on; the 28th where that year has no 29th of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _years(case: EndedCase, retention: Retention) -> int:
    if case.disposition in SUSTAINED:
        return retention.sustained_years
    return retention.not_sustained_years
