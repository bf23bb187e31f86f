"""Restore a backup into an empty place, all of it or nothing."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select

from intake.actions.backup.rows import readers_of
from intake.actions.backup.sections import Section, tables_of
from intake.actions.backup.unpack import RestoreRefused, bounds_of, unpacked_lines
from intake.actions.backup.write import FORMAT, archive_context
from intake.db.transaction import whole_database
from intake.vault.archives import read_archive
from intake.vault.boxes import PrivateKey

__all__ = ["BackupHead", "RestoreRefused", "read_head", "restore_files", "restore_tables"]

_BATCH = 500
_KEYS_FOLDER = "keys"
_SETTINGS = frozenset({"intake.toml", "recovery.toml"})


@dataclass(frozen=True, kw_only=True)
class BackupHead:
    """The first line of each file of a backup. `backup` is the same in all three."""

    section: Section
    backup: str
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
        RestoreRefused: the database is not empty, a file is of another kind or schema or unpacks
            to too much, or the two are of different backups.
        UnknownFormat, SealBroken: another key, an altered or a truncated file.
    """
    with whole_database(engine) as connection:
        _require_empty(connection, metadata)
        head = _restore(connection, metadata, database, private, Section.DATABASE)
        if shares is not None:
            other = _restore(connection, metadata, shares, private, Section.SHARES)
            _require_same_backup(head, other)
    return head


def restore_files(
    path: Path, *, private: PrivateKey, folder: Path, database: BackupHead
) -> tuple[Path, ...]:
    """Put the files of the KEYS section into an empty folder, each with mode 0600.

    Args:
        database: the head of the DATABASE section that is restored with them.

    Raises:
        RestoreRefused: they are of another backup, a file of that name is there already, or a name
            is none that a backup has.
    """
    with path.open("rb") as file:
        lines = list(_lines(file, private=private, section=Section.KEYS))
    _require_same_backup(database, _head(lines[0], Section.KEYS))
    contents = _contents(lines[1:-1])
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


def _contents(lines: Iterable[Any]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for line in lines:
        name = line["file"]
        if name in found or not _is_plain(name):
            raise RestoreRefused("the .keys file holds a file that no backup has")
        found[name] = base64.b64decode(line["content"])
    return found


def _is_plain(name: str) -> bool:
    """Whether it is a name that `intake backup` gives: settings, or a file of the key folder."""
    parts = PurePosixPath(name).parts
    in_keys = len(parts) == 2 and parts[0] == _KEYS_FOLDER and parts[1] != ".."
    return "\0" not in name and (name in _SETTINGS or in_keys)


def _require_same_backup(database: BackupHead, other: BackupHead) -> None:
    if (other.backup, other.install_id) != (database.backup, database.install_id):
        raise RestoreRefused(
            f"the .{other.section.value} file belongs to another backup (from {other.at}) than "
            f"the .database file (from {database.at})"
        )


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
    count, ended = -1, False
    pieces = read_archive(file, private=private, context=archive_context(section))
    bounds = bounds_of(section, size=os.fstat(file.fileno()).st_size)
    for raw in unpacked_lines(pieces, bounds):
        line = _parsed(raw)
        ended = isinstance(line, dict) and line.get("end") == count
        count += 1
        yield line
    if not ended:
        raise RestoreRefused("the file does not end as a backup does")


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise RestoreRefused("a line of the file is not of a backup") from None


def _head(line: Any, section: Section) -> BackupHead:
    said = (line.get("format"), line.get("section")) if isinstance(line, dict) else ()
    if said != (FORMAT, section.value):
        raise RestoreRefused(f"this is not the {section.value} file of a backup from this release")
    return BackupHead(
        section=section,
        backup=line["backup"],
        install_id=line["install"],
        revision=line["revision"],
        at=line["at"],
    )
