"""Bring in counts of past quarters that an office kept by hand: all of a file, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.problems import Problem
from intake.complaints.models import Complaint
from intake.db.transaction import transaction
from intake.numbers.catalogue import Catalogue
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cube import IMPORTED, SEPARATOR, gathered, store_counts
from intake.numbers.measures import Measure
from intake.numbers.models import CountFact, QuarterTotal
from intake.numbers.quarters import Quarter
from intake.publication.models import Release
from intake.publication.past.agreement import disagreements
from intake.publication.past.problems import CountsInvalid
from intake.publication.past.reading import PastCounts
from intake.publication.past.values import COUNTED
from intake.rules.jurisdiction import Jurisdiction


@dataclass(frozen=True, kw_only=True)
class PastImport:
    """What came of a file: the quarters that are new, and those that were there already."""

    added: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """What the install has of a jurisdiction.

    Attributes:
        sources: of each quarter that is closed, by its name.
        own_from: the quarter of the first complaint entered here, if there is one.
        imported: the counts that came in earlier.
    """

    sources: dict[str, str]
    own_from: Quarter | None
    imported: PastCounts
    is_released: bool


def import_past_years(
    session: Session, *, context: ActionContext, jurisdiction: str, past: PastCounts
) -> PastImport:
    """Freeze the counts of past quarters, in one transaction, with a record of each quarter.

    Quarters that were brought in before with the same counts are passed over.

    Raises:
        CountsInvalid: with every fault of the file, and everything in it that does not fit what is
            there; nothing was written.
    """
    place = context.configuration.jurisdiction(jurisdiction)
    past = _as_kept(past, catalogue_for(place))
    with transaction(session):
        kept = _kept(session, jurisdiction)
        problems = [*past.problems, *_check(context, place, past, kept)]
        if problems:
            raise CountsInvalid(problems)
        known = [one for one in past.quarters if one.name in kept.sources]
        added = [one for one in past.quarters if one.name not in kept.sources]
        for quarter in added:
            _freeze(session, context, place, past, quarter)
    return PastImport(
        added=tuple(one.name for one in added), known=tuple(one.name for one in known)
    )


def _as_kept(past: PastCounts, catalogue: Catalogue | None) -> PastCounts:
    counts = {
        (measure, quarter): gathered(measure, given.items(), catalogue)
        for (measure, quarter), given in past.counts.items()
    }
    return replace(past, counts=counts)


def _kept(session: Session, slug: str) -> _Kept:
    totals = select(QuarterTotal.quarter, QuarterTotal.source)
    rows = session.execute(totals.where(QuarterTotal.jurisdiction == slug)).all()
    sources = {row.quarter: row.source for row in rows}
    first = session.scalar(
        select(func.min(Complaint.entered_day)).where(Complaint.jurisdiction == slug)
    )
    released = session.scalar(select(Release.period).where(Release.jurisdiction == slug).limit(1))
    return _Kept(
        sources=sources,
        own_from=Quarter.of(first) if first else None,
        imported=_imported(session, slug, sources),
        is_released=released is not None,
    )


def _imported(session: Session, slug: str, sources: dict[str, str]) -> PastCounts:
    before = PastCounts()
    for name in sorted(sources):
        if sources[name] == IMPORTED:
            quarter = Quarter.parse(name)
            before.places[quarter] = name
            before.counts |= {(measure, quarter): {} for measure in COUNTED}
    facts = select(CountFact.quarter, CountFact.measure, CountFact.key, CountFact.number)
    for name, measure, key, number in session.execute(facts.where(CountFact.jurisdiction == slug)):
        if sources.get(name) == IMPORTED:
            slot = (Measure(measure), Quarter.parse(name))
            before.counts[slot][tuple(key.split(SEPARATOR))] = number
    return before


def _check(
    context: ActionContext, place: Jurisdiction, past: PastCounts, kept: _Kept
) -> Iterator[Problem]:
    if not past.places and not past.problems:
        yield Problem("the file", "there are no counts in it.", "one line for each count.")
    today = place.calendar.local_day(context.at)
    for quarter, where in past.places.items():
        wrong = _unfit(quarter, past, kept, is_closed=quarter.is_closed(today))
        if wrong:
            yield Problem(where, f"{quarter.name}: {wrong[0]}", wrong[1])
    yield from _gaps(past, kept)
    if not past.problems:
        yield from disagreements(_together(past, kept.imported), no_stock_from=_no_stock(place))


def _unfit(
    quarter: Quarter, past: PastCounts, kept: _Kept, *, is_closed: bool
) -> tuple[str, str] | None:
    if not is_closed:
        return "it is not closed yet.", "a quarter that ended more than ten days ago."
    source = kept.sources.get(quarter.name)
    if source == IMPORTED:
        if _same(quarter, past, kept.imported):
            return None
        return "it was imported before, with other counts.", "it stays as it is."
    own = kept.own_from is not None and quarter >= kept.own_from
    if source is not None or own:
        return "it was kept here, from this install's own complaints.", "earlier quarters only."
    if kept.is_released:
        return "numbers are already published.", "import past years before the first release."
    return None


def _same(quarter: Quarter, past: PastCounts, before: PastCounts) -> bool:
    return all(
        past.counts.get((measure, quarter), {}) == before.counts.get((measure, quarter), {})
        for measure in COUNTED
    )


def _gaps(past: PastCounts, kept: _Kept) -> Iterator[Problem]:
    """Quarters left out between the file's first and what is there: they would count as none."""
    known = {*past.quarters, *(Quarter.parse(name) for name in kept.sources)}
    if kept.own_from is not None:
        known.add(kept.own_from)
    if not past.places:
        return
    quarter, last = min(past.places), max(known)
    while quarter < last:
        is_own = kept.own_from is not None and quarter >= kept.own_from
        if quarter not in known and not is_own:
            right = "every quarter up to the first one that is there. Import newer years first."
            yield Problem(quarter.name, "it is missing.", right)
        quarter = quarter.after()


def _together(past: PastCounts, before: PastCounts) -> PastCounts:
    return PastCounts(
        counts={**before.counts, **past.counts}, places={**before.places, **past.places}
    )


def _no_stock(place: Jurisdiction) -> str | None:
    reports = place.reports
    return reports.first_period if reports and not reports.opening_stock else None


def _freeze(
    session: Session,
    context: ActionContext,
    place: Jurisdiction,
    past: PastCounts,
    quarter: Quarter,
) -> None:
    counts = {measure: past.counts[measure, quarter] for measure in COUNTED}
    freeze_kept(session, context, place, quarter, counts, closed_at=context.at)


def freeze_kept(
    session: Session,
    context: ActionContext,
    place: Jurisdiction,
    quarter: Quarter,
    counts: Mapping[Measure, Mapping[tuple[str, ...], int]],
    *,
    closed_at: datetime,
) -> None:
    """Freeze a quarter's counts that were kept elsewhere; the caller holds the transaction."""
    session.execute(
        insert(QuarterTotal).values(
            jurisdiction=place.slug,
            quarter=quarter.name,
            complaints=sum(counts[Measure.COMPLAINTS_RECEIVED].values()),
            cases=sum(counts[Measure.CASES_RECEIVED].values()),
            source=IMPORTED,
            closed_at=closed_at,
        )
    )
    store_counts(session, place, quarter, {one: kept.items() for one, kept in counts.items()})
    context.record(
        session,
        AuditKind.COUNTS_IMPORTED,
        actor=SYSTEM,
        on=ObjectKind.QUARTER.of(f"{place.slug} {quarter.name}"),
    )
