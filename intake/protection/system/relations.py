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
    """

    stock: bool
    cohort: bool
    findings: bool
    filing: bool
    stock_by_agency: bool
    cohort_by_agency: bool
    findings_by_agency: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of those that apply."""
        pairs = (
            ("stock", self.stock),
            ("cohort", self.cohort),
            ("findings", self.findings),
            ("filing", self.filing),
        )
        return tuple(name for name, applies in pairs if applies)


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
    return Relations(
        stock=has(received) and has(ended),
        cohort=has(year),
        findings=has(ended) and has(decided),
        filing=has(Measure.COMPLAINTS_RECEIVED) and has(received),
        stock_by_agency=has(received, agency) and has(ended, agency),
        cohort_by_agency=has(year, agency),
        findings_by_agency=has(ended, agency) and has(decided, agency),
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
    stock = {Dimension.AGENCY} if relations.stock_by_agency else set()
    cohort = {Dimension.AGENCY} if relations.cohort_by_agency else set()
    findings = {Dimension.AGENCY} if relations.findings_by_agency else set()
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
