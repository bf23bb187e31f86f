"""A release that is made but not yet public: its cells, its files, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from intake.actions.publishing.errors import CannotProtect, PagesFailed
from intake.actions.publishing.planning import Plan
from intake.documents.rendering import RenderingFailed
from intake.numbers.cells import Cell
from intake.protection.errors import Unprotectable
from intake.protection.protect import Protected, protect
from intake.protection.rows.decided import Decided
from intake.protection.rows.making import make_rows
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.row_table import RowTable
from intake.publication.files import ReleaseContent, digest_of, release_files, with_checksums
from intake.publication.files.tables import written_tables
from intake.publication.files.texts import ReleaseTexts
from intake.publication.printed.release_documents import documents_for

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

MOST_EARLIER = 12
"""Earlier releases that the chart of the printed page goes back to."""


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """What a release shows and withholds of one table."""

    id: str
    periods: tuple[str, ...]
    shown: int
    withheld: int
    dropped: bool


@dataclass(frozen=True)
class Candidate:
    """A release that may go out once the attack has found nothing."""

    plan: Plan
    content: ReleaseContent
    cells: Mapping[Cell, int | None]
    files: Mapping[str, bytes]
    window: int
    tables: tuple[TableOutcome, ...]

    @property
    def digest(self) -> bytes:
        """The SHA-256 of its list of checksums."""
        return digest_of(self.files)

    @property
    def shown(self) -> int:
        """How many cells show their number."""
        return sum(number is not None for number in self.cells.values())

    @property
    def withheld(self) -> int:
        """How many cells do not."""
        return len(self.cells) - self.shown


def make_candidate(
    plan: Plan, *, texts: ReleaseTexts, seed: bytes, progress: Progress
) -> Candidate:
    """Protect the numbers and write the files; takes minutes, and needs no database.

    Raises:
        CannotProtect: nothing that may be withheld protects the people in the numbers.
    """
    protected = _protected(plan, seed, progress)
    law = plan.jurisdiction.reports.exact_totals_law if plan.jurisdiction.reports else None
    content = ReleaseContent(
        catalogue=plan.catalogue,
        body=plan.jurisdiction.name,
        languages=plan.jurisdiction.languages,
        release=plan.release,
        number=plan.number,
        cells=protected.cells,
        window=protected.window,
        dropped_tables=protected.dropped_tables,
        as_of=plan.as_of,
        previous=plan.history.last_digest,
        invented=plan.jurisdiction.invented,
        texts=texts,
        exact_totals=None if law is None else (law.name, law.citation),
        rows=_rows(plan, protected.cells),
    )
    tables = written_tables(content)
    dropped = frozenset(protected.dropped_tables)
    return Candidate(
        plan=plan,
        content=content,
        cells={cell: number for table in tables for cell, _, number in table.cells},
        files=release_files(content),
        window=protected.window,
        tables=tuple(
            TableOutcome(
                id=table.entry.id,
                periods=table.periods,
                shown=sum(number is not None for _, _, number in table.cells),
                withheld=sum(number is None for _, _, number in table.cells),
                dropped=table.entry.id in dropped,
            )
            for table in tables
        ),
    )


def _protected(plan: Plan, seed: bytes, progress: Progress) -> Protected:
    counts = Counts(plan.catalogue, plan.release, plan.cube, plan.totals)
    earlier = EarlierReleases(plan.history.cells, plan.rows)
    try:
        return protect(counts, earlier, seed=seed, progress=progress)
    except Unprotectable as error:
        raise CannotProtect(str(error)) from error


def with_later_rows(candidate: Candidate) -> Candidate:
    """The same release without its table of single rows, or with that of a later year."""
    plan, rows = candidate.plan, candidate.content.rows
    later = {year: facts for year, facts in plan.row_facts.items() if rows and year > rows.year}
    content = replace(
        candidate.content,
        rows=_rows(replace(plan, row_facts=later), candidate.content.cells),
    )
    return replace(candidate, content=content, files=release_files(content))


def _rows(plan: Plan, decided: Mapping[Cell, int | None]) -> RowTable | None:
    """The rows of the first year that is due and has any that may go out."""
    numbers = {**plan.history.cells, **decided}
    beside = Decided(plan.catalogue, plan.cube, numbers, plan.rows)
    for year, facts in plan.row_facts.items():
        rows = make_rows(plan.jurisdiction, beside, year=year, facts=facts)
        if rows is not None:
            return rows
    return None


def with_documents(candidate: Candidate) -> Candidate:
    """The same with the printed page and the spreadsheet.

    Raises:
        PagesFailed: one of them could not be made.
    """
    releases = candidate.plan.history.releases[-MOST_EARLIER:]
    try:
        documents = documents_for(
            candidate.files,
            candidate.plan.jurisdiction.languages,
            earlier=[one.files for one in releases],
        )
    except RenderingFailed as error:
        raise PagesFailed(str(error)) from error
    return replace(candidate, files=with_checksums({**candidate.files, **documents}))
