"""The two layouts of past counts, brought into one: long, a count a line, and wide, a sheet for
each measure with a count in each column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from intake.bedrock.problems import Problem
from intake.numbers.measures import MEASURES, Dimension, Measure
from intake.publication.past.lines import Line, Page
from intake.publication.past.problems import quoted
from intake.publication.past.values import COUNT, COUNTED, MEASURE, QUARTER, beside, spread

NOTES = ("notes", "values")
"""Sheets of the template that hold no counts."""

Values = Mapping[Dimension, tuple[str, ...]]
LONG_COLUMNS: tuple[str, ...] = (
    QUARTER,
    MEASURE,
    *dict.fromkeys(one.value for measure in COUNTED for one in MEASURES[measure].dimensions),
    COUNT,
)


def long_lines(pages: Iterable[Page], values: Values) -> Iterator[Line | Problem]:
    """One line a count, whatever the layout, and the faults that lie in the layout."""
    for page in pages:
        if page.name.casefold() in NOTES:
            continue
        yield from page.problems
        if page.name in set(COUNTED):
            yield from _wide(page, Measure(page.name), values)
        elif {MEASURE, COUNT} <= set(page.columns) or not page.name:
            yield from _long(page)
        elif page.columns:
            wrong = f"there is no sheet of counts named {quoted(page.name)}."
            yield Problem(page.name, wrong, f"one of: {', '.join(COUNTED)}.")


def _long(page: Page) -> Iterator[Line | Problem]:
    needed = [name for name in (QUARTER, MEASURE, COUNT) if name not in page.columns]
    for name in needed:
        yield Problem("the header", f"there is no column {name}.", ", ".join(LONG_COLUMNS))
    for name, place in page.columns.items():
        if name not in LONG_COLUMNS:
            right = f"some of: {', '.join(LONG_COLUMNS)}."
            yield Problem(place, f"{quoted(name)} is not a column.", right)
    if not needed:
        yield from page.lines


def _wide(page: Page, measure: Measure, values: Values) -> Iterator[Line | Problem]:
    fixed = (QUARTER, *(one.value for one in beside(measure)))
    across = spread(measure)
    known = {value.casefold(): value for value in values[across]}
    lacking = [name for name in fixed if name not in page.columns]
    for name in lacking:
        right = ", ".join((*fixed, *known.values()))
        yield Problem(page.name, f"there is no column {name}.", right)
    counted = {name: known[name] for name in page.columns if name in known and name not in fixed}
    for name, place in page.columns.items():
        if name not in fixed and name not in known:
            right = f"a value of {across}: {', '.join(known.values())}."
            yield Problem(place, f"{quoted(name)} is not a column.", right)
    if not lacking:
        for line in page.lines:
            yield from _counts_of(line, measure, across, fixed, counted)


def _counts_of(
    line: Line, measure: Measure, across: Dimension, fixed: tuple[str, ...], counted: dict[str, str]
) -> Iterator[Line | Problem]:
    given = {name: line.cells[name] for name in fixed if name in line.cells}
    for name, value in counted.items():
        # A cell left blank says that there were none.
        number = line.cells.get(name, "0")
        cells = {**given, MEASURE: measure.value, across.value: value, COUNT: number}
        yield Line(f"{line.place}, column {name}", cells)
