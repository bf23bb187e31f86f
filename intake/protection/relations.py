"""How measures hang together by what they mean, whatever was published; pure."""

from __future__ import annotations

from dataclasses import dataclass

from intake.numbers.catalogue import Catalogue
from intake.numbers.measures import Dimension, Measure


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
