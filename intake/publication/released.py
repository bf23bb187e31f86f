"""Published releases as anyone can fetch them, read from their files and kept while in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session

from intake.numbers.cells import Cell
from intake.publication.models import Release, ReleaseFile
from intake.publication.printed.material import DOCUMENTS, TOTAL, Material, Row, read_material

CHECKSUMS = "SHA256SUMS"
MOST_KEPT = 64


class ReleaseAltered(ValueError):
    """What is stored of a release is not what was published: nothing of it is shown."""


class ReleaseUnknown(LookupError):
    """There is no such release, or it has no such file."""


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release in a list; ``digest`` is the SHA-256 (hex) of its list of checksums."""

    jurisdiction: str
    period: str
    number: int
    digest: str
    method: str
    invented: bool
    catalogue_version: str
    published_by: str | None
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a release without its content."""

    path: str
    sha256: bytes
    size: int


@dataclass(frozen=True)
class ParsedRelease:
    """A release read from its files; it never changes."""

    material: Material

    @property
    def catalogue(self) -> Mapping[str, Any]:
        """What catalogue.json says."""
        return self.material.catalogue

    @property
    def head(self) -> Mapping[str, Any]:
        """What release.json says."""
        return self.material.release

    @property
    def period(self) -> str:
        """The quarter that it is of."""
        return self.material.period

    def table(self, id: str) -> tuple[Row, ...]:
        """The rows of a table in their order; raises KeyError where it has none in this release."""
        for table in self.material.tables:
            if table.id == id:
                return table.rows
        raise KeyError(id)

    @cached_property
    def cells(self) -> Mapping[Cell, int | None]:
        """Every cell: its number, or None where it is withheld."""
        return {
            Cell.of(
                table.measure,
                row.period,
                {
                    name: value
                    for name, value in zip(table.dimensions, row.values, strict=True)
                    if value != TOTAL
                },
            ): row.count
            for table in self.material.tables
            for row in table.rows
        }

    def cell(self, cell: Cell) -> int | None:
        """A cell's number; None where it is withheld. Raises KeyError: not in this release."""
        return self.cells[cell]


def parse_release(files: Mapping[str, bytes]) -> ParsedRelease:
    """Read a release from its files by path. Raises NotARelease."""
    return ParsedRelease(read_material(files))


def list_releases(session: Session, jurisdiction: str) -> tuple[ReleaseLine, ...]:
    """The releases of a jurisdiction, oldest first."""
    rows = session.scalars(
        select(Release).where(Release.jurisdiction == jurisdiction).order_by(Release.number)
    )
    return tuple(
        ReleaseLine(
            jurisdiction=row.jurisdiction,
            period=row.period,
            number=row.number,
            digest=row.digest.hex(),
            method=row.method,
            invented=row.invented,
            catalogue_version=row.catalogue_version,
            published_by=row.published_by,
            published_at=row.published_at,
        )
        for row in rows
    )


_LINE = select(*(getattr(Release, field.name) for field in fields(ReleaseLine))).where(
    Release.jurisdiction == bindparam("place"), Release.period == bindparam("quarter")
)


def find_release(session: Session, jurisdiction: str, period: str) -> ReleaseLine | None:
    """The release of a quarter; None where there is none."""
    row = session.execute(_LINE, {"place": jurisdiction, "quarter": period}).one_or_none()
    if row is None:
        return None
    values = row._asdict()
    return ReleaseLine(**{**values, "digest": values["digest"].hex()})


def file_entries(session: Session, release: ReleaseLine) -> tuple[FileEntry, ...]:
    """The files of a release, by path."""
    size = func.length(ReleaseFile.content)
    rows = session.execute(
        select(ReleaseFile.path, ReleaseFile.sha256, size)
        .where(_belongs(release))
        .order_by(ReleaseFile.path)
    )
    return tuple(FileEntry(*row) for row in rows)


def find_content(session: Session, release: ReleaseLine, path: str) -> bytes | None:
    """What is stored of a file, unchecked; None where there is no such file."""
    query = select(ReleaseFile.content).where(_belongs(release), ReleaseFile.path == path)
    return session.scalar(query)


def _belongs(release: ReleaseLine) -> ColumnElement[bool]:
    return and_(
        ReleaseFile.jurisdiction == release.jurisdiction, ReleaseFile.period == release.period
    )


def load_release(session: Session, jurisdiction: str, period: str) -> ParsedRelease:
    """A release, parsed once a process for as long as it is in use.

    Raises:
        ReleaseUnknown: there is none for this quarter.
        ReleaseAltered: a file of it, other than a document, is not what was published.
    """
    digest = session.scalar(
        select(Release.digest).where(Release.jurisdiction == jurisdiction, Release.period == period)
    )
    if digest is None:
        raise ReleaseUnknown(period)
    return _sound_release(digest, session, jurisdiction, period)


@cached(LRUCache(MOST_KEPT), key=lambda digest, *_asked: digest, lock=Lock())
def _sound_release(
    digest: bytes, session: Session, jurisdiction: str, period: str
) -> ParsedRelease:
    """A release by its digest, which names one release for ever."""
    files = release_bytes(session, jurisdiction, period, documents=False)
    faults = checksum_faults(files, digest)
    if altered := [path for path in faults if not path.startswith(DOCUMENTS)]:
        raise ReleaseAltered(f"{period}: {', '.join(altered)}")
    return parse_release(files)


def release_bytes(
    session: Session, jurisdiction: str, period: str, *, documents: bool = True
) -> dict[str, bytes]:
    """The files of a release by path; none where there is no release."""
    query = select(ReleaseFile.path, ReleaseFile.content).where(
        ReleaseFile.jurisdiction == jurisdiction, ReleaseFile.period == period
    )
    if not documents:
        query = query.where(~ReleaseFile.path.startswith(DOCUMENTS, autoescape=True))
    return {row.path: row.content for row in session.execute(query.order_by(ReleaseFile.path))}


def checksum_faults(files: Mapping[str, bytes], digest: bytes) -> tuple[str, ...]:
    """The paths of files that are not what was published; none for a sound release.

    Args:
        files: all of them, documents too.
        digest: what the release is known by.
    """
    sums = files.get(CHECKSUMS, b"")
    if sha256(sums).digest() != digest:
        return (CHECKSUMS,)
    lines = (line.partition("  ") for line in sums.decode("utf-8").splitlines())
    listed = {path: checksum for checksum, _, path in lines}
    paths = sorted({*listed, *files} - {CHECKSUMS})
    return tuple(
        path
        for path in paths
        if listed.get(path) != sha256(files.get(path, b"")).hexdigest() or path not in files
    )


def publishing_jurisdictions(session: Session) -> tuple[str, ...]:
    """The ids of the jurisdictions that have published anything."""
    found = session.scalars(select(Release.jurisdiction).distinct())
    return tuple(sorted(found))


def stored_releases(
    session: Session, jurisdiction: str, periods: Sequence[str]
) -> tuple[Material, ...]:
    """The releases of these quarters that there are, oldest first."""
    rows = session.execute(
        select(ReleaseFile.period, ReleaseFile.path, ReleaseFile.content)
        .where(
            ReleaseFile.jurisdiction == jurisdiction,
            ReleaseFile.period.in_(periods),
            ~ReleaseFile.path.startswith(DOCUMENTS, autoescape=True),
        )
        .order_by(ReleaseFile.period, ReleaseFile.path)
    )
    files: dict[str, dict[str, bytes]] = {}
    for period, path, content in rows:
        files.setdefault(period, {})[path] = content
    return tuple(read_material(one) for one in files.values())
