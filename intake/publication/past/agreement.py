"""Whether the counts of different measures can be true together; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from intake.bedrock.problems import Problem
from intake.cases.vocabulary import ClosingReason
from intake.numbers.measures import EARLIER, MEASURES, Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.publication.past.reading import PastCounts
from intake.publication.past.values import COUNTED


def disagreements(past: PastCounts, *, no_stock_from: str | None) -> Iterator[Problem]:
    """What cannot be: each by quarter.

    Args:
        no_stock_from: the first period, where the configuration says that no case from before it
            ended later; None where it says otherwise, or nothing.
    """
    for quarter in past.quarters:
        yield from _left_out(past, quarter)
        yield from _complaints_without_case(past, quarter)
        yield from _findings_without_allegation(past, quarter)
    yield from _ended_before_received(past)
    if no_stock_from is not None:
        yield from _unsaid_stock(past, no_stock_from)


def _left_out(past: PastCounts, quarter: Quarter) -> Iterator[Problem]:
    for measure in COUNTED:
        if (measure, quarter) not in past.counts:
            wrong = f"there is no line for {measure}."
            yield Problem(quarter.name, wrong, "a line with count 0 if there were none.")


def _complaints_without_case(past: PastCounts, quarter: Quarter) -> Iterator[Problem]:
    complaints = past.total(Measure.COMPLAINTS_RECEIVED, quarter)
    cases = past.total(Measure.CASES_RECEIVED, quarter)
    if cases < complaints:
        wrong = f"{complaints} complaints but only {cases} cases received."
        yield Problem(quarter.name, wrong, "at least one case for each complaint.")


def _findings_without_allegation(past: PastCounts, quarter: Quarter) -> Iterator[Problem]:
    decided = _by(past, Measure.ALLEGATIONS_DECIDED, quarter, Dimension.AGENCY)
    ended = _by(past, Measure.CASES_ENDED, quarter, Dimension.AGENCY, Dimension.ENDING)
    for (agency, ending), cases in sorted(ended.items()):
        allegations = decided[agency,]
        if ending == ClosingReason.FINDINGS and cases > allegations:
            wrong = f"{agency}: {cases} cases ended with findings, {allegations} allegations."
            right = "at least one allegation decided for each of these cases."
            yield Problem(quarter.name, wrong, right)


def _ended_before_received(past: PastCounts) -> Iterator[Problem]:
    """Of the cases of a year that the file has from its start, none ends twice or too early."""
    received: Counter[tuple[str, str]] = Counter()
    ended: Counter[tuple[str, str]] = Counter()
    whole = {str(quarter.year) for quarter in past.quarters if quarter.number == 1}
    for quarter in past.quarters:
        for (agency,), number in _by(
            past, Measure.CASES_RECEIVED, quarter, Dimension.AGENCY
        ).items():
            received[agency, str(quarter.year)] += number
        ends = _by(past, Measure.CASES_ENDED, quarter, Dimension.AGENCY, Dimension.RECEIVED_YEAR)
        for (agency, year), number in sorted(ends.items()):
            ended[agency, year] += number
            if year in whole and ended[agency, year] > received[agency, year]:
                came, gone = received[agency, year], ended[agency, year]
                wrong = f"{agency}: {gone} cases of {year} have ended, {came} were received."
                yield Problem(quarter.name, wrong, "at most as many ended as received.")


def _unsaid_stock(past: PastCounts, first: str) -> Iterator[Problem]:
    for quarter in past.quarters:
        if quarter.name < first:
            continue
        ends = _by(past, Measure.CASES_ENDED, quarter, Dimension.RECEIVED_YEAR)
        before = sum(n for (year,), n in ends.items() if year == EARLIER or year < first[:4])
        if before:
            wrong = f"{before} cases ended that were entered before {first}."
            right = "none, or opening_stock = true in reports.toml."
            yield Problem(quarter.name, wrong, right)


def _by(
    past: PastCounts, measure: Measure, quarter: Quarter, *dimensions: Dimension
) -> Counter[tuple[str, ...]]:
    places = [MEASURES[measure].dimensions.index(one) for one in dimensions]
    summed: Counter[tuple[str, ...]] = Counter()
    for key, number in past.counts.get((measure, quarter), {}).items():
        summed[tuple(key[place] for place in places)] += number
    return summed
