"""How measures hang together by what they mean, whatever was published; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intake.numbers.catalogue import Catalogue
from intake.numbers.measures import MEASURES, Dimension, Measure
from intake.protection.system.cliques import Clique
from intake.protection.system.model import QUARTER


@dataclass(frozen=True, slots=True)
class Relations:
    """Which relations apply to a catalogue's tables, and which of them hold agency by agency.

    Attributes:
        stock: what ended came in before.
        cohort: the cases of a year are those received in it, by how they ended.
        findings: a case that ended with findings has a decided allegation.
        filing: a complaint opens a case at least.
        by_agency: the codes of those that hold agency by agency.
    """

    stock: bool
    cohort: bool
    findings: bool
    filing: bool
    by_agency: frozenset[str]


def relations_of(catalogue: Catalogue) -> Relations:
    """The relations that anyone may use with a catalogue's numbers."""

    def has(measure: Measure, dimension: Dimension | None = None) -> bool:
        return any(
            table.measure == measure and (dimension is None or dimension in table.dimensions)
            for table in catalogue.tables
        )

    received, ended = Measure.CASES_RECEIVED, Measure.CASES_ENDED
    decided, year = Measure.ALLEGATIONS_DECIDED, Measure.CASES_OF_YEAR
    agency = Dimension.AGENCY
    by_agency = {
        "stock": has(received, agency) and has(ended, agency),
        "cohort": has(year, agency),
        "findings": has(ended, agency) and has(decided, agency),
    }
    return Relations(
        stock=has(received) and has(ended),
        cohort=has(year),
        findings=has(ended) and has(decided),
        filing=has(Measure.COMPLAINTS_RECEIVED) and has(received),
        by_agency=frozenset(name for name, applies in by_agency.items() if applies),
    )


def measures_of(catalogue: Catalogue, relations: Relations) -> tuple[Measure, ...]:
    """The measures that have unknowns of their own, in order."""
    used = {Measure(table.measure) for table in catalogue.tables}
    used |= {Measure.COMPLAINTS_RECEIVED, Measure.CASES_RECEIVED}
    if relations.cohort:
        used.add(Measure.CASES_ENDED)
    return tuple(sorted(one for one in used if not MEASURES[one].derived))


def related_edges(measure: Measure, relations: Relations) -> Iterator[Clique]:
    """The sets of dimensions that the relations need of a measure."""
    stock, cohort, findings = (
        {Dimension.AGENCY} if name in relations.by_agency else set()
        for name in ("stock", "cohort", "findings")
    )
    match measure:
        case Measure.CASES_RECEIVED:
            yield frozenset({QUARTER, *stock})
            yield frozenset(cohort)
        case Measure.CASES_ENDED:
            if relations.stock:
                yield frozenset({QUARTER, Dimension.RECEIVED_YEAR, *stock})
            if relations.cohort:
                yield frozenset({Dimension.ENDING, Dimension.RECEIVED_YEAR, *cohort})
            if relations.findings:
                yield frozenset({QUARTER, Dimension.ENDING, *findings})
        case Measure.ALLEGATIONS_DECIDED if relations.findings:
            yield frozenset({QUARTER, *findings})
        case _:
            return
