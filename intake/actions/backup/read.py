"""Restore a backup into an empty place, all of it or nothing."""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select

from intake.actions.backup.rows import readers_of
from intake.actions.backup.sections import Section, tables_of
from intake.actions.backup.write import FORMAT, archive_context
from intake.db.transaction import whole_database
from intake.vault.archives import read_archive
from intake.vault.boxes import PrivateKey

_BATCH = 500


class RestoreRefused(Exception):
    """The backup cannot be restored here; nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class BackupHead:
    """The first line of each file of a backup."""

    section: Section
    install_id: str
    revision: str
    at: str


def read_head(path: Path, *, private: PrivateKey, section: Section) -> BackupHead:
    """The head of one file. Raises RestoreRefused, UnknownFormat or SealBroken."""
    with path.open("rb") as file:
        return _head(next(_lines(file, private=private, section=section)), section)


def restore_tables(
    engine: Engine,
    *,
    metadata: MetaData,
    private: PrivateKey,
    database: Path,
    shares: Path | None,
) -> BackupHead:
    """Fill an empty, migrated database from the files, in one transaction.

    Args:
        shares: the file of erase shares; without it the facts come back and no content opens.

    Raises:
        RestoreRefused: the database is not empty, or a file is of another kind or schema.
        UnknownFormat, SealBroken: another key, an altered or a truncated file.
    """
    with whole_database(engine) as connection:
        _require_empty(connection, metadata)
        head = _restore(connection, metadata, database, private, Section.DATABASE)
        if shares is not None:
            other = _restore(connection, metadata, shares, private, Section.SHARES)
            if other.install_id != head.install_id:
                raise RestoreRefused("the two files are from different installs")
    return head


def restore_files(path: Path, *, private: PrivateKey, folder: Path) -> tuple[Path, ...]:
    """Put the files of the KEYS section into an empty folder, each with mode 0600.

    Raises:
        RestoreRefused: a file of that name is there already, or a name leads outside the folder.
    """
    with path.open("rb") as file:
        lines = list(_lines(file, private=private, section=Section.KEYS))
    _head(lines[0], Section.KEYS)
    contents = {line["file"]: base64.b64decode(line["content"]) for line in lines[1:-1]}
    targets = {name: folder / name for name in contents}
    for name, target in targets.items():
        if target.exists() or not target.resolve().is_relative_to(folder.resolve()):
            raise RestoreRefused(f"{name} can't be written to {folder}")
    for name, target in targets.items():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(contents[name])
    return tuple(targets.values())


def _require_empty(connection: Connection, metadata: MetaData) -> None:
    for table in metadata.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            raise RestoreRefused(f"the database is not empty: table {table.name} has rows")


def _restore(
    connection: Connection, metadata: MetaData, path: Path, private: PrivateKey, section: Section
) -> BackupHead:
    with path.open("rb") as file:
        lines = _lines(file, private=private, section=section)
        head = _head(next(lines), section)
        _insert_all(
            connection, lines, {table.name: table for table in tables_of(section, metadata)}
        )
    return head


def _insert_all(connection: Connection, lines: Iterable[Any], tables: Mapping[str, Table]) -> None:
    table: Table | None = None
    names: list[str] = []
    batch: list[dict[str, Any]] = []
    for line in lines:
        if isinstance(line, list) and table is not None:
            readers = readers_of(table)
            batch.append(
                {name: readers[name](value) for name, value in zip(names, line, strict=True)}
            )
            if len(batch) < _BATCH:
                continue
        if batch and table is not None:
            connection.execute(insert(table), batch)
            batch = []
        if isinstance(line, dict) and "table" in line:
            if line["table"] not in tables:
                raise RestoreRefused(f"this release has no table {line['table']}")
            table, names = tables[line["table"]], line["columns"]


def _lines(file: BinaryIO, *, private: PrivateKey, section: Section) -> Iterator[Any]:
    unpacker = zlib.decompressobj()
    rest, count, ended = b"", -1, False
    for piece in read_archive(file, private=private, context=archive_context(section)):
        *whole, rest = (rest + unpacker.decompress(piece)).split(b"\n")
        for raw in whole:
            line = json.loads(raw)
            ended = isinstance(line, dict) and line.get("end") == count
            count += 1
            yield line
    if not ended:
        raise RestoreRefused("the file does not end as a backup does")


def _head(line: Any, section: Section) -> BackupHead:
    if line.get("format") != FORMAT or line.get("section") != section.value:
        raise RestoreRefused(f"this is not the {section.value} file of a backup from this release")
    return BackupHead(
        section=section, install_id=line["install"], revision=line["revision"], at=line["at"]
    )
