"""What a printed document needs of a release, read from the release's own files; pure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from io import StringIO
from typing import Any

from intake.rules.localtext import LocalText

TOTAL = "total"
SHOWN = "shown"
CHECKSUMS = "SHA256SUMS"
DOCUMENTS = "documents/"
Where = frozenset[tuple[str, str]]


class NotARelease(ValueError):
    """The files are not those of a release: one is missing, or does not read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a table: its period, a value a dimension (or `total`), its count if shown."""

    period: str
    values: tuple[str, ...]
    count: int | None

    @property
    def is_withheld(self) -> bool:
        """Whether the number is kept back to protect people."""
        return self.count is None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as it was published, with its cells in their order."""

    id: str
    report: str
    measure: str
    unit: str
    dimensions: tuple[str, ...]
    level: str
    title: LocalText
    rows: tuple[Row, ...]

    def periods(self) -> tuple[str, ...]:
        """The periods that it has cells of, in order."""
        return tuple(dict.fromkeys(row.period for row in self.rows))


@dataclass(frozen=True)
class Material:
    """A release as anyone can fetch it."""

    catalogue: Mapping[str, Any]
    release: Mapping[str, Any]
    tables: tuple[PublishedTable, ...]
    digest: str
    data_digest: str

    @property
    def period(self) -> str:
        """The quarter that the release is of."""
        return str(self.release["period"])

    @property
    def as_of(self) -> date:
        """The day on which its numbers stood."""
        return date.fromisoformat(self.release["as_of"])

    @property
    def is_rounded(self) -> bool:
        """Whether its numbers are rounded (method R) instead of withheld."""
        return bool(self.release["method"] == "R")

    def words(self, key: str) -> LocalText:
        """A text of `release.json`, in all its languages; blank where the release has none."""
        return LocalText(self.release.get(key) or {})

    def notes(self) -> tuple[LocalText, ...]:
        """What the body notes about this release."""
        return tuple(LocalText(note["text"]) for note in self.release.get("notes", ()))

    def place(self, language: str) -> str:
        """The jurisdiction's name; its id where the release does not carry the name."""
        for source in (self.release, self.catalogue):
            if name := source.get("jurisdiction_name"):
                return LocalText(name).in_(language)
        return str(self.release["jurisdiction"]).replace("-", " ").title()

    def dimension(self, name: str) -> LocalText:
        """What a dimension is called."""
        return LocalText(self.catalogue["dimensions"][name]["title"])

    def value(self, dimension: str, value: str) -> LocalText:
        """What a value of a dimension is called."""
        for one in self.catalogue["dimensions"][dimension]["values"]:
            if one["id"] == value:
                return LocalText(one["title"])
        return LocalText({"en": value})

    def count(self, measure: str, period: str, **where: str) -> int | None:
        """A cell's number; None where it is withheld. Raises KeyError: not in this release."""
        return self._cells[(measure, period, frozenset(where.items()))]

    def has(self, measure: str, period: str, **where: str) -> bool:
        """Whether the release decided on this cell."""
        return (measure, period, frozenset(where.items())) in self._cells

    @cached_property
    def _cells(self) -> dict[tuple[str, str, Where], int | None]:
        return {
            (table.measure, row.period, _where(table, row)): row.count
            for table in self.tables
            for row in table.rows
        }


def read_material(files: Mapping[str, bytes]) -> Material:
    """Read a release's files by their paths.

    Raises:
        NotARelease: a file is missing or does not read.
    """
    try:
        catalogue, release = json.loads(files["catalogue.json"]), json.loads(files["release.json"])
        tables = tuple(_tables(catalogue, files))
    except (KeyError, ValueError) as error:
        raise NotARelease(f"{type(error).__name__}: {error}") from error
    sums = files.get(CHECKSUMS)
    data_digest = digest_of_data(files)
    digest = data_digest if sums is None else sha256(sums).hexdigest()
    return Material(catalogue, release, tables, digest, data_digest)


def digest_of_data(files: Mapping[str, bytes]) -> str:
    """The SHA-256 (hex) of the list of checksums without what is derived from the data.

    A document cannot quote the checksum of a list that it stands in itself; this one is the same
    as ``grep -v '  documents/' SHA256SUMS | sha256sum`` in the published release.
    """
    lines = (
        f"{sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(files.items())
        if path != CHECKSUMS and not path.startswith(DOCUMENTS)
    )
    return sha256("".join(lines).encode()).hexdigest()


def _tables(catalogue: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[PublishedTable]:
    for entry in catalogue["tables"]:
        content = files.get(f"data/{entry['id']}.csv")
        if content is None:
            continue
        dimensions = tuple(entry["dimensions"])
        yield PublishedTable(
            id=entry["id"],
            report=entry["report"],
            measure=entry["measure"],
            unit=entry["unit"],
            dimensions=dimensions,
            level=entry["level"],
            title=LocalText(entry["title"]),
            rows=tuple(_rows(content, dimensions)),
        )


def _rows(content: bytes, dimensions: tuple[str, ...]) -> Iterator[Row]:
    for line in csv.DictReader(StringIO(content.decode("utf-8"), newline="")):
        count = int(line["count"]) if line["status"] == SHOWN else None
        yield Row(line["period"], tuple(line[name] for name in dimensions), count)


def _where(table: PublishedTable, row: Row) -> Where:
    pairs = zip(table.dimensions, row.values, strict=True)
    return frozenset((name, value) for name, value in pairs if value != TOTAL)
