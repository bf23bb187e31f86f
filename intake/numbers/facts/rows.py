"""Facts of single cases for the table of rows, frozen as counts when their quarter is closed.

What is kept is how many cases of a quarter say the same in all fields that the configuration names:
no id of a complaint or a case, and nothing at all where the table of rows is off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from intake.cases.models import Allegation, Case
from intake.complaints.models import Complaint
from intake.numbers.catalogue import Catalogue
from intake.numbers.facts.bands import band
from intake.numbers.facts.span import Span
from intake.numbers.measures import DURATIONS, OTHER_LANGUAGE, Dimension
from intake.numbers.models import CountFact
from intake.numbers.quarters import Quarter
from intake.numbers.single_rows import KEPT, NONE, SEVERAL, WITHHELD, Facts
from intake.rules.codes import AgencyAnswer
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reports import RowField

ROWS = "rows"
"""Stands as the measure of these facts: they are no cells of the cube."""

SEPARATOR = "|"


def store_row_facts(
    session: Session, jurisdiction: Jurisdiction, quarter: Quarter, catalogue: Catalogue
) -> int:
    """Freeze the cases that first ended in a quarter; the caller holds the transaction.

    Returns:
        how many different ones there are; none where the table of rows is off.
    """
    reports = jurisdiction.reports
    if reports is None or not reports.row_level.enabled:
        return 0
    wanted = frozenset(reports.row_level.fields)
    counted = Counter(
        tuple(row[field] if field in wanted else WITHHELD for field in KEPT)
        for row in _cases(session, Span.of(jurisdiction, quarter), catalogue)
    )
    facts = [
        {
            "jurisdiction": jurisdiction.slug,
            "quarter": quarter.name,
            "measure": ROWS,
            "key": SEPARATOR.join(values),
            "number": number,
        }
        for values, number in counted.items()
    ]
    if facts:
        session.execute(insert(CountFact), facts)
    return len(facts)


def row_facts(session: Session, slug: str, quarters: tuple[str, ...]) -> Mapping[str, Facts]:
    """What was frozen of these quarters, by quarter; those without facts are left out."""
    found: dict[str, dict[tuple[str, ...], int]] = {}
    kept = select(CountFact.quarter, CountFact.key, CountFact.number).where(
        CountFact.jurisdiction == slug,
        CountFact.measure == ROWS,
        CountFact.quarter.in_(quarters),
    )
    for quarter, key, number in session.execute(kept):
        found.setdefault(quarter, {})[tuple(key.split(SEPARATOR))] = number
    return found


def _cases(session: Session, span: Span, catalogue: Catalogue) -> Iterator[Mapping[RowField, str]]:
    decided = _decided(session, span)
    duration = band(Case.received_day, Case.first_ended_day, DURATIONS).label("duration")
    ended = (
        select(
            Case.id,
            Case.agency,
            Case.first_ending,
            duration,
            Complaint.channel,
            Complaint.language,
            Complaint.complainant_role,
        )
        .join(Complaint, Complaint.id == Case.complaint_id)
        .where(Case.jurisdiction == span.jurisdiction, span.has_day(Case.first_ended_day))
    )
    for id, agency, ending, took, channel, language, role in session.execute(ended):
        rules, findings = decided.get(id, (set(), set()))
        yield {
            RowField.AGENCY: _own(catalogue, Dimension.AGENCY, agency),
            RowField.RULE: _one(rules),
            RowField.DISPOSITION: _one(findings),
            RowField.ENDING: str(ending),
            RowField.CHANNEL: channel,
            RowField.LANGUAGE: _own(catalogue, Dimension.LANGUAGE, language),
            RowField.COMPLAINANT_ROLE: role,
            RowField.DURATION: took,
        }


def _decided(session: Session, span: Span) -> Mapping[str, tuple[set[str], set[str]]]:
    """The rules and the findings of the allegations decided in each case."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    allegations = (
        select(Allegation.case_id, Allegation.rule, Allegation.first_disposition)
        .join(Case, Case.id == Allegation.case_id)
        .where(
            Case.jurisdiction == span.jurisdiction,
            span.has_day(Case.first_ended_day),
            Allegation.first_disposition.is_not(None),
        )
    )
    for case_id, rule, disposition in session.execute(allegations):
        rules, findings = found.setdefault(case_id, (set(), set()))
        rules.add(rule)
        findings.add(str(disposition))
    return found


def _one(values: set[str]) -> str:
    if len(values) > 1:
        return SEVERAL
    return next(iter(values), NONE)


def _own(catalogue: Catalogue, dimension: Dimension, value: str) -> str:
    """The value if it has a row of its own in the tables, or what stands for all others."""
    rest = OTHER_LANGUAGE if dimension is Dimension.LANGUAGE else AgencyAnswer.NOT_CONFIRMED.value
    known = catalogue.dimensions.get(dimension.value)
    return value if known is None or value in catalogue.values(dimension.value) else rest
