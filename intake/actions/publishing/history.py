"""Everything that a jurisdiction has published, checked against what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.publishing.errors import HistoryAltered
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.publication.models import ReleasedCell
from intake.publication.printed.material import NotARelease
from intake.publication.released import (
    ParsedRelease,
    ReleaseLine,
    checksum_faults,
    list_releases,
    parse_release,
    release_bytes,
)

PAIR, VALUE = "|", "="
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Published:
    """A release as it is stored: its line, its files, and what they say."""

    line: ReleaseLine
    files: Files
    parsed: ParsedRelease


@dataclass(frozen=True)
class History:
    """All releases of a jurisdiction, oldest first, and every cell that they decided on."""

    releases: tuple[Published, ...]
    cells: Mapping[Cell, int | None]

    @property
    def last(self) -> Published | None:
        """The newest release; None where there is none."""
        return self.releases[-1] if self.releases else None

    @property
    def last_digest(self) -> str | None:
        """The digest (hex) that the next release is chained to."""
        return self.last.line.digest if self.last else None


def read_history(session: Session, jurisdiction: str) -> History:
    """Read and check every release.

    Raises:
        HistoryAltered: a file, the chain of releases or a cell is not what was published.
    """
    releases: list[Published] = []
    cells: dict[Cell, int | None] = {}
    for line in list_releases(session, jurisdiction):
        files = release_bytes(session, jurisdiction, line.period)
        _check_files(line, files)
        published = Published(line, files, _parsed(line, files))
        _check_chain(releases[-1] if releases else None, published)
        releases.append(published)
        cells.update(published.parsed.cells)
    _check_cells(session, jurisdiction, cells)
    return History(tuple(releases), cells)


def alterations(session: Session, jurisdiction: str) -> tuple[str, ...]:
    """What of a jurisdiction's releases is not what was published; none if all is sound."""
    try:
        read_history(session, jurisdiction)
    except HistoryAltered as error:
        return (str(error),)
    return ()


def where_text(cell: Cell) -> str:
    """A cell's values as a row keeps them."""
    return PAIR.join(f"{name}{VALUE}{value}" for name, value in cell.where)


def _check_files(line: ReleaseLine, files: Files) -> None:
    faults = checksum_faults(files, bytes.fromhex(line.digest))
    if faults:
        raise HistoryAltered(f"{line.period}: {', '.join(faults)}")


def _parsed(line: ReleaseLine, files: Files) -> ParsedRelease:
    try:
        return parse_release(files)
    except NotARelease as error:
        raise HistoryAltered(f"{line.period}: {error}") from error


def _check_chain(before: Published | None, release: Published) -> None:
    for words in _chain_faults(before, release):
        raise HistoryAltered(f"{release.line.period}: {words}")


def _chain_faults(before: Published | None, release: Published) -> Iterator[str]:
    line, head = release.line, release.parsed.head
    if (head["period"], head["jurisdiction"]) != (line.period, line.jurisdiction):
        yield "its files speak of another release"
    if head["number"] != line.number or line.number != (before.line.number + 1 if before else 1):
        yield "its number does not follow on the one before"
    if head["previous"] != (before.line.digest if before else None):
        yield "it does not follow on the release before it"
    if before and line.published_at < before.line.published_at:
        yield "it was published before the one that it follows on"
    if before and Quarter.parse(before.line.period).after() != Quarter.parse(line.period):
        yield "a quarter is missing before it"


def _check_cells(session: Session, jurisdiction: str, cells: Mapping[Cell, int | None]) -> None:
    rows = session.execute(
        select(
            ReleasedCell.measure, ReleasedCell.period, ReleasedCell.where, ReleasedCell.number
        ).where(ReleasedCell.jurisdiction == jurisdiction)
    )
    kept = {(measure, period, where): number for measure, period, where, number in rows}
    stated = {(one.measure, one.period, where_text(one)): cells[one] for one in cells}
    if kept != stated:
        different = sorted(
            key for key in {*kept, *stated} if kept.get(key, "") != stated.get(key, "")
        )
        measure, period, where = different[0]
        raise HistoryAltered(f"{period}: the kept number of {measure} ({where or 'total'})")
