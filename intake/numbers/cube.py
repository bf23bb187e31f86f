"""The frozen count cube: built in the transaction that closes a quarter, and read for releases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from intake.numbers.catalogue import Catalogue
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cells import Cube
from intake.numbers.facts.clocks import clocks_ended
from intake.numbers.facts.ended import allegations_decided, cases_ended
from intake.numbers.facts.received import cases_received, complaints_received, first_answers
from intake.numbers.facts.recommendations import recommendations_answered
from intake.numbers.facts.rows import store_row_facts
from intake.numbers.facts.span import Count, Span, is_shared
from intake.numbers.facts.steps import referrals_ended, urgent_ended
from intake.numbers.measures import (
    EARLIER,
    MEASURES,
    OTHER_LANGUAGE,
    Dimension,
    Measure,
)
from intake.numbers.models import CountFact, QuarterTotal
from intake.numbers.quarters import Quarter
from intake.rules.codes import AgencyAnswer
from intake.rules.jurisdiction import Jurisdiction

SEPARATOR = "|"
FROM_TOTALS = "totals"
"""The source of a quarter that was closed before facts were kept."""

IMPORTED = "imported"
"""The source of a quarter whose counts an office kept by hand."""

COUNTERS: Mapping[Measure, Callable[[Session, Span], Iterator[Count]]] = MappingProxyType(
    {
        Measure.COMPLAINTS_RECEIVED: complaints_received,
        Measure.CASES_RECEIVED: cases_received,
        Measure.FIRST_ANSWERS: first_answers,
        Measure.CASES_ENDED: cases_ended,
        Measure.ALLEGATIONS_DECIDED: allegations_decided,
        Measure.CLOCKS_ENDED: clocks_ended,
        Measure.URGENT_ENDED: urgent_ended,
        Measure.REFERRALS_ENDED: referrals_ended,
        Measure.RECOMMENDATIONS_ANSWERED: recommendations_answered,
    }
)
"""What counts each measure of a quarter; what is derived has none."""

_REST: Mapping[Dimension, str] = MappingProxyType(
    {
        Dimension.AGENCY: AgencyAnswer.NOT_CONFIRMED.value,
        Dimension.LANGUAGE: OTHER_LANGUAGE,
    }
)
"""Where values without a row of their own are counted."""


class FactsMissing(LookupError):
    """A quarter was closed before facts were kept, so that it has totals alone."""


class OpeningStockUnsaid(ValueError):
    """Cases entered before the first period ended later, and the configuration says none do."""


def build_facts(session: Session, jurisdiction: Jurisdiction, quarter: Quarter) -> int:
    """Write the counts of a quarter; the caller holds the transaction that closes it.

    Agencies and languages without rows of their own in the catalogue that holds now are counted
    together, so that a later catalogue changes no number of this quarter.

    Returns:
        how many counts above zero there are.
    """
    span = Span.of(jurisdiction, quarter, shared=is_shared(session, jurisdiction))
    counted = {measure: counter(session, span) for measure, counter in COUNTERS.items()}
    stored = store_counts(session, jurisdiction, quarter, counted)
    catalogue = catalogue_for(jurisdiction)
    if catalogue is not None:
        store_row_facts(session, jurisdiction, quarter, catalogue)
    return stored


def store_counts(
    session: Session,
    jurisdiction: Jurisdiction,
    quarter: Quarter,
    counted: Mapping[Measure, Iterable[Count]],
) -> int:
    """Write counts of a quarter, wherever they come from; the caller holds the transaction.

    Returns:
        how many counts above zero there are.
    """
    catalogue = catalogue_for(jurisdiction)
    facts = [
        {
            "jurisdiction": jurisdiction.slug,
            "quarter": quarter.name,
            "measure": measure.value,
            "key": SEPARATOR.join(values),
            "number": number,
        }
        for measure, counts in counted.items()
        for values, number in gathered(measure, counts, catalogue).items()
    ]
    if facts:
        session.execute(insert(CountFact), facts)
    return len(facts)


def read_cube(session: Session, jurisdiction: Jurisdiction, up_to: Quarter) -> Cube:
    """The counts of every quarter from the catalogue's first period up to this one.

    Raises:
        LookupError: the jurisdiction publishes nothing.
        FactsMissing: a quarter in between has totals alone.
        OpeningStockUnsaid: cases of before ended, and ``opening_stock`` is not set.
    """
    catalogue = catalogue_for(jurisdiction)
    if catalogue is None:
        raise LookupError(f"{jurisdiction.slug} has no reports.toml")
    quarters = _quarters(catalogue.first_period, up_to)
    _check_sources(session, jurisdiction.slug, quarters)
    cube: dict[tuple[str, str], dict[tuple[str, ...], int]] = {
        (measure.value, quarter): {} for measure in COUNTERS for quarter in quarters
    }
    counted = select(CountFact.measure, CountFact.quarter, CountFact.key, CountFact.number).where(
        CountFact.jurisdiction == jurisdiction.slug,
        CountFact.quarter.between(catalogue.first_period, up_to.name),
        CountFact.measure.in_([measure.value for measure in COUNTERS]),
    )
    for measure, quarter, key, number in session.execute(counted):
        counts = cube[measure, quarter]
        values = _placed(Measure(measure), tuple(key.split(SEPARATOR)), catalogue)
        counts[values] = counts.get(values, 0) + number
    _check_opening_stock(cube, catalogue)
    return cube


def gathered(
    measure: Measure, counts: Iterable[Count], catalogue: Catalogue | None
) -> dict[tuple[str, ...], int]:
    """Counts as they are kept: what has no row of its own is counted together."""
    kept: dict[tuple[str, ...], int] = {}
    for values, number in counts:
        placed = values if catalogue is None else _with_rest(measure, values, catalogue)
        kept[placed] = kept.get(placed, 0) + number
    return kept


def _with_rest(measure: Measure, values: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(
        _REST[dimension] if _has_no_row(dimension, value, catalogue) else value
        for dimension, value in zip(MEASURES[measure].dimensions, values, strict=True)
    )


def _has_no_row(dimension: Dimension, value: str, catalogue: Catalogue) -> bool:
    known = catalogue.dimensions.get(dimension.value)
    return dimension in _REST and known is not None and value not in catalogue.values(dimension)


def _placed(measure: Measure, values: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    first_year = catalogue.first_period[:4]
    return tuple(
        EARLIER if dimension is Dimension.RECEIVED_YEAR and value < first_year else value
        for dimension, value in zip(
            MEASURES[measure].dimensions, _with_rest(measure, values, catalogue), strict=True
        )
    )


def _quarters(first: str, last: Quarter) -> tuple[str, ...]:
    quarter, names = Quarter.parse(first), []
    while quarter <= last:
        names.append(quarter.name)
        quarter = quarter.after()
    return tuple(names)


def _check_sources(session: Session, slug: str, quarters: tuple[str, ...]) -> None:
    bare = session.scalars(
        select(QuarterTotal.quarter).where(
            QuarterTotal.jurisdiction == slug,
            QuarterTotal.quarter.in_(quarters),
            QuarterTotal.source == FROM_TOTALS,
        )
    ).all()
    if bare:
        raise FactsMissing(", ".join(sorted(bare)))


def _check_opening_stock(cube: Cube, catalogue: Catalogue) -> None:
    if catalogue.opening_stock:
        return
    year = MEASURES[Measure.CASES_ENDED].dimensions.index(Dimension.RECEIVED_YEAR)
    for (measure, quarter), counts in cube.items():
        if measure == Measure.CASES_ENDED and any(key[year] == EARLIER for key in counts):
            raise OpeningStockUnsaid(quarter)
