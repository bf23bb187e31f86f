"""An empty table to fill in with past counts: a workbook, or the head of a CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from intake.documents.workbook import Sheet, write_workbook
from intake.numbers.measures import MEASURES, Dimension
from intake.publication.past.layouts import LONG_COLUMNS, Values
from intake.publication.past.values import COUNTED, QUARTER, beside, spread

NOTES = (
    "Counts of past quarters",
    "One sheet per measure. Each line is one quarter: a value in each column, then the counts.",
    "The counts are whole numbers. A blank cell means that there were none.",
    "A measure that had none in a quarter still needs a line for it, with 0.",
    "Every quarter needs every measure. Do not leave out a quarter between two others.",
    "The sheet 'values' has every value that a column can hold. 'received_year' is the year in",
    "which a case was entered, or 'earlier' for one from before the first quarter of all.",
    "Numbers only: no formula is read. docs/past-years.md says what each measure counts.",
)


def csv_template() -> bytes:
    """The head of the long layout, in UTF-8."""
    return (",".join(LONG_COLUMNS) + "\r\n").encode()


def workbook_template(values: Values, words: Mapping[Dimension, Mapping[str, str]]) -> bytes:
    """A workbook with notes, the values and their words, and an empty sheet for each measure.

    Args:
        words: what values are called, as far as there are words.
    """
    sheets = [
        Sheet("notes", NOTES),
        Sheet("values", (), ("column", "value", "called"), tuple(_value_rows(values, words))),
        *(_measure_sheet(measure, values) for measure in COUNTED),
    ]
    return write_workbook(
        sheets, title=NOTES[0], language="en", author="intake", day=date(2000, 1, 1)
    )


def _measure_sheet(measure: str, values: Values) -> Sheet:
    counted = next(one for one in COUNTED if one == measure)
    fixed = (QUARTER, *(one.value for one in beside(counted)))
    return Sheet(measure, (), (*fixed, *values[spread(counted)]))


def _value_rows(
    values: Values, words: Mapping[Dimension, Mapping[str, str]]
) -> Iterator[tuple[str, str, str]]:
    used = dict.fromkeys(one for measure in COUNTED for one in MEASURES[measure].dimensions)
    for dimension in used:
        for value in values.get(dimension, ()):
            yield dimension.value, value, words.get(dimension, {}).get(value, "")
