"""Make a backup while the service runs: consistent, sealed, in three files."""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData

from intake.actions.backup.rows import lines_of
from intake.actions.backup.sections import Section, tables_of
from intake.db.ids import Random
from intake.db.migrate import current_revision
from intake.vault import contexts
from intake.vault.archives import write_archive
from intake.vault.boxes import PublicKey

FORMAT = 2


@dataclass(frozen=True, kw_only=True)
class BackupPlan:
    """What a backup is made of.

    Attributes:
        folder: where the three files go; made with mode 0700.
        public: the public half of the backup key; the private half is kept away from the server.
        files: the files of the KEYS section: name in the archive -> path.
    """

    folder: Path
    public: PublicKey
    install_id: str
    at: datetime
    random: Random
    files: dict[str, Path]


def write_backup(engine: Engine, *, metadata: MetaData, plan: BackupPlan) -> tuple[Path, ...]:
    """Write the three files; each appears under its name only when it is whole.

    All carry one random id, inside of the seal, so that files of two backups do not pass for one.
    Database and shares are read from one snapshot, so that every part has its share.

    Returns:
        The paths written: database, shares, keys.
    """
    plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    head = {
        "format": FORMAT,
        "backup": plan.random(16).hex(),
        "install": plan.install_id,
        "revision": current_revision(engine) or "",
        "at": plan.at.isoformat(),
    }
    paths = []
    with _snapshot(engine) as connection:
        for section in (Section.DATABASE, Section.SHARES):
            rows = (
                line
                for table in tables_of(section, metadata)
                for line in lines_of(connection, table)
            )
            paths.append(_write(section, rows, plan=plan, head=head))
    paths.append(_write(Section.KEYS, _file_lines(plan.files), plan=plan, head=head))
    return tuple(paths)


def archive_context(section: Section) -> bytes:
    """What the archive of a section is bound to; the install's id stands inside it."""
    return contexts.archive(section.value)


def _snapshot(engine: Engine) -> Connection:
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        return connection  # a reading transaction in WAL mode is a snapshot already
    return connection.execution_options(isolation_level="REPEATABLE READ")


def _write(
    section: Section, lines: Iterable[bytes], *, plan: BackupPlan, head: Mapping[str, object]
) -> Path:
    stamp = plan.at.strftime("%Y%m%dT%H%M%SZ")
    path = plan.folder / f"intake-{stamp}.{section.value}"
    unfinished = path.with_name(path.name + ".unfinished")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        write_archive(
            file,
            _packed(_with_frame(lines, {**head, "section": section.value})),
            public=plan.public,
            random=plan.random,
            context=archive_context(section),
        )
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path


def _with_frame(lines: Iterable[bytes], head: Mapping[str, object]) -> Iterator[bytes]:
    yield json.dumps(head).encode() + b"\n"
    count = 0
    for line in lines:
        count += 1
        yield line
    yield json.dumps({"end": count}).encode() + b"\n"


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6)
    for line in lines:
        if piece := packer.compress(line):
            yield piece
    yield packer.flush()


def _file_lines(files: dict[str, Path]) -> Iterator[bytes]:
    for name, path in sorted(files.items()):
        content = base64.b64encode(path.read_bytes()).decode("ascii")
        yield json.dumps({"file": name, "content": content}).encode() + b"\n"
