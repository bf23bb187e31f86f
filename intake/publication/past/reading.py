"""Reads past counts line by line into the cube, and gathers every fault; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from intake.bedrock.problems import Problem
from intake.numbers.measures import MEASURES, Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.publication.past.layouts import Values
from intake.publication.past.lines import Line
from intake.publication.past.problems import quoted
from intake.publication.past.values import COUNT, COUNTED, MEASURE, QUARTER, year_problem
from intake.publication.past.workbook import FORMULA

MOST = 1_000_000
"""The largest number that is believed of one quarter."""

Slot = tuple[Measure, Quarter]
Key = tuple[str, ...]
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass
class PastCounts:
    """Counts as a file gives them.

    Attributes:
        counts: by measure and quarter; a measure that is there without counts had none.
        places: where each quarter is first named.
    """

    counts: dict[Slot, dict[Key, int]] = field(default_factory=dict)
    places: dict[Quarter, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the file names, oldest first."""
        return tuple(sorted(self.places))

    def total(self, measure: Measure, quarter: Quarter) -> int:
        """How many were counted in all."""
        return sum(self.counts.get((measure, quarter), {}).values())


def read_counts(lines: Iterable[Line | Problem], values: Values) -> PastCounts:
    """Take in every line; a line with a fault is left out, and the fault noted."""
    read = PastCounts()
    seen: dict[tuple[Slot, Key], str] = {}
    for line in lines:
        if isinstance(line, Problem):
            read.problems.append(line)
        else:
            _take(read, line, values, seen)
    return read


def _take(read: PastCounts, line: Line, values: Values, seen: dict[tuple[Slot, Key], str]) -> None:
    faults: list[Problem] = []
    quarter, measure = _quarter(line, faults), _measure(line, faults)
    number = _number(line, faults)
    key = _key(line, measure, quarter, values, faults) if measure else None
    if quarter is not None:
        read.places.setdefault(quarter, line.place)
    read.problems += faults
    if faults or quarter is None or measure is None or key is None or number is None:
        return
    slot = (measure, quarter)
    before = seen.setdefault((slot, key), line.place)
    if before != line.place:
        wrong = f"this was already counted, at {before}."
        read.problems.append(Problem(line.place, wrong, "each combination once."))
        return
    counts = read.counts.setdefault(slot, {})
    if number:
        counts[key] = number


def _quarter(line: Line, faults: list[Problem]) -> Quarter | None:
    text = line.cells.get(QUARTER, "")
    name = text.upper().replace(" ", "").replace("-", "")
    try:
        return Quarter.parse(name)
    except ValueError:
        faults.append(_fault(line, QUARTER, text, "a quarter, such as 2025Q3."))
        return None


def _measure(line: Line, faults: list[Problem]) -> Measure | None:
    text = line.cells.get(MEASURE, "")
    if text.casefold() in set(COUNTED):
        return Measure(text.casefold())
    faults.append(_fault(line, MEASURE, text, _one_of(text, COUNTED)))
    return None


def _number(line: Line, faults: list[Problem]) -> int | None:
    text = line.cells.get(COUNT, "")
    if _NUMBER.fullmatch(text) and int(text) <= MOST:
        return int(text)
    faults.append(_fault(line, COUNT, text, f"a whole number from 0 to {MOST}, without signs."))
    return None


def _key(
    line: Line,
    measure: Measure,
    quarter: Quarter | None,
    values: Values,
    faults: list[Problem],
) -> Key:
    wanted = MEASURES[measure].dimensions
    faults += _needless(line, measure)
    return tuple(_value(line, one, quarter, values, faults) for one in wanted)


def _needless(line: Line, measure: Measure) -> Iterator[Problem]:
    wanted = MEASURES[measure].dimensions
    for name in line.cells:
        if name in set(Dimension) and name not in wanted:
            yield Problem(line.place, f"{measure} is not counted by {name}.", "an empty cell.")


def _value(
    line: Line,
    dimension: Dimension,
    quarter: Quarter | None,
    values: Values,
    faults: list[Problem],
) -> str:
    text = line.cells.get(dimension.value, "")
    if dimension is Dimension.RECEIVED_YEAR:
        would = year_problem(text.casefold(), quarter.year if quarter else 9999)
        if would is not None:
            faults.append(_fault(line, dimension.value, text, would))
        return text.casefold()
    found = {value.casefold(): value for value in values[dimension]}.get(text.casefold())
    if found is None:
        faults.append(_fault(line, dimension.value, text, _one_of(text, values[dimension])))
    return found or ""


def _one_of(text: str, known: Iterable[str]) -> str:
    near = get_close_matches(text.casefold(), tuple(known), n=1)
    return f"{near[0]}?" if near else f"one of: {', '.join(known)}."


def _fault(line: Line, column: str, text: str, right: str) -> Problem:
    if not text:
        wrong = f"{column} is empty."
    elif text == FORMULA:
        wrong = f"{column} holds {FORMULA}"
    else:
        wrong = f"{column} is {quoted(text)}."
    return Problem(line.place, wrong, right)
