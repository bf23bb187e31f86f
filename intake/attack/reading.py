"""Reads the files of one release as anyone can fetch them, and notes what is wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

CHECKSUMS = "SHA256SUMS"
DOCUMENTS = "documents/"
PERIOD = re.compile(r"\d{4}Q[1-4]")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Unreadable(ValueError):
    """There is no release here, or a file of one does not read at all."""


@dataclass(frozen=True)
class Table:
    """A table as the catalogue names it."""

    id: str
    measure: str
    dimensions: tuple[str, ...]
    level: str


@dataclass(frozen=True)
class Release:
    """The files of one release, and what its catalogue and its head say.

    Attributes:
        dimensions: by name, the values that a table can show.
        faults: what was wrong with the files; empty for a good release.
    """

    period: str
    files: Mapping[str, bytes]
    head: Mapping[str, Any]
    method: str
    k: int
    base: int
    totals_at_least: int
    first_period: str
    opening_stock: bool
    relations: frozenset[str]
    tables: tuple[Table, ...]
    dimensions: Mapping[str, tuple[str, ...]]
    faults: list[str] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The calendar year of its quarter."""
        return int(self.period[:4])

    @property
    def ends_year(self) -> bool:
        """Whether the tables of whole years go out with it."""
        return self.period.endswith("Q4")

    @property
    def window(self) -> int:
        """How far a rounded number may lie from the true one; 0 with method S."""
        return int(self.head.get("window") or 0) if self.method == "R" else 0

    @property
    def wanted(self) -> int:
        """How wide at least what anyone can know of a protected cell must stay."""
        return self.base - 1 if self.method == "R" else self.k - 1

    def fault(self, words: str) -> None:
        """Note something wrong."""
        self.faults.append(f"{self.period}: {words}")


def read_releases(root: Path) -> tuple[Release, ...]:
    """Every release in a folder, oldest first.

    Raises:
        Unreadable: there is none, or one lacks what makes it a release.
    """
    if not root.is_dir():
        raise Unreadable(f"{root} is no folder")
    folders = sorted(path for path in root.iterdir() if path.is_dir())
    if not folders:
        raise Unreadable(f"{root} holds no release")
    return tuple(_read(folder) for folder in folders)


def _read(folder: Path) -> Release:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    catalogue, head = _json(folder, files, "catalogue.json"), _json(folder, files, "release.json")
    try:
        release = _release(folder.name, files, catalogue, head)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"{folder.name}: {type(error).__name__}: {error}") from error
    for words in (*_head_faults(release), *_checksum_faults(files)):
        release.fault(words)
    return release


def _release(
    period: str, files: Mapping[str, bytes], catalogue: dict[str, Any], head: dict[str, Any]
) -> Release:
    return Release(
        period=period,
        files=files,
        head=head,
        method=str(catalogue["method"]),
        k=int(catalogue["k"] or 0),
        base=int(catalogue["base"] or 0),
        totals_at_least=int(catalogue.get("totals_at_least") or 0),
        first_period=str(catalogue["first_period"]),
        opening_stock=bool(catalogue.get("opening_stock")),
        relations=frozenset(catalogue.get("relations", ())),
        tables=tuple(
            Table(one["id"], one["measure"], tuple(one["dimensions"]), one["level"])
            for one in catalogue["tables"]
        ),
        dimensions={
            name: tuple(value["id"] for value in one["values"])
            for name, one in catalogue["dimensions"].items()
        },
    )


def _json(folder: Path, files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    try:
        content = json.loads(files[path])
    except (KeyError, ValueError) as error:
        raise Unreadable(f"{folder.name}/{path}: {type(error).__name__}") from error
    if not isinstance(content, dict):
        raise Unreadable(f"{folder.name}/{path} is no object")
    return content


def _head_faults(release: Release) -> Iterator[str]:
    head = release.head
    if not PERIOD.fullmatch(release.period) or head.get("period") != release.period:
        yield f"release.json speaks of {head.get('period')}"
    if head.get("method") != release.method or release.method not in ("S", "R"):
        yield f"method {head.get('method')} in release.json, {release.method} in catalogue.json"
    if release.wanted < 1:
        yield "the catalogue states no protection"
    if release.method == "R" and release.window < release.base - 1:
        yield f"a window of {release.window} hides less than base {release.base} promises"
    if release.method == "S" and head.get("window"):
        yield "a window, and yet no method that rounds"


def _checksum_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    if CHECKSUMS not in files:
        yield f"there is no {CHECKSUMS}"
        return
    listed: dict[str, str] = {}
    for line in files[CHECKSUMS].decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            yield f"a line of {CHECKSUMS} does not read"
        else:
            listed[match[2]] = match[1]
    for path, content in files.items():
        if path == CHECKSUMS:
            continue
        if path in listed and listed[path] != sha256(content).hexdigest():
            yield f"{path} is not the file that {CHECKSUMS} lists"
        elif path not in listed and not path.startswith(DOCUMENTS):
            yield f"{path} is not listed in {CHECKSUMS}"
    # Documents are made of the other files and may not have been written yet.
    for path in listed:
        if path not in files and not path.startswith(DOCUMENTS):
            yield f"{path} is listed in {CHECKSUMS} and not there"
