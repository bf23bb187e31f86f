"""Which years have rows that may go out, and what their rows say exactly; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from intake.numbers.quarters import CLOSES_AFTER_DAYS, Quarter
from intake.numbers.single_rows import KEPT, WITHHELD, Facts, Values
from intake.rules.reports import RowField


def due_years(
    release: Quarter, *, today: date, delay_days: int, published: Collection[int], first: Quarter
) -> tuple[int, ...]:
    """The years whose rows may go out with a release, the earliest first.

    The rows of a year go out once, when all tables of that year are public and its last quarter was
    closed so many days ago.

    Args:
        release: the quarter that is being released.
        published: the years whose rows went out.
        first: the first quarter that tables are published of; a year that began before has no rows.
    """
    wait = timedelta(days=CLOSES_AFTER_DAYS + delay_days)
    return tuple(
        year
        for year in range(first.year + (first.number > 1), release.year)
        if year not in published and today > Quarter(year, 4).last_day + wait
    )


def exact_rows(facts: Mapping[str, Facts], fields: Sequence[RowField]) -> tuple[Values, ...]:
    """Every case as an exact row, in the order of the values."""
    rows: list[Values] = []
    for quarter, counted in facts.items():
        for key, number in counted.items():
            kept = dict(zip(KEPT, key, strict=True))
            row = tuple(
                quarter if field is RowField.ENDED else kept.get(field, WITHHELD)
                for field in fields
            )
            rows += [row] * number
    return tuple(sorted(rows))
