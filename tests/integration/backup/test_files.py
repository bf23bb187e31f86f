"""Three files make one backup: those of another are refused, and so is what unpacks to too much."""

from __future__ import annotations

import base64
import json
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from intake.actions.backup import unpack
from intake.actions.backup.read import (
    BackupHead,
    RestoreRefused,
    read_head,
    restore_files,
    restore_tables,
)
from intake.actions.backup.sections import Section
from intake.actions.backup.unpack import MIB, Bounds, unpacked_lines
from intake.actions.backup.write import FORMAT, BackupPlan, archive_context, write_backup
from intake.app.metadata import METADATA
from intake.vault.archives import write_archive
from intake.vault.boxes import PrivateKey
from tests.integration.backup.test_backup import AT, empty_engine, plan, private, world
from tests.integration.filing.world import INSTALL_ID

__all__ = ["empty_engine", "plan", "private", "world"]

Paths = tuple[Path, ...]
NAME = "keys/a.keyring"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty place to restore to."""
    made = tmp_path / "new"
    made.mkdir()
    return made


@pytest.fixture
def two(database: Any, world: Any, plan: BackupPlan, tmp_path: Path) -> tuple[Paths, Paths]:
    """Two backups of one install, a day apart."""
    later = replace(plan, at=AT + timedelta(days=1), folder=tmp_path / "later")
    return (
        write_backup(database.engine, metadata=METADATA, plan=plan),
        write_backup(database.engine, metadata=METADATA, plan=later),
    )


def head_of(path: Path, private: PrivateKey) -> BackupHead:
    return read_head(path, private=private, section=Section(path.suffix[1:]))


def packed(lines: list[Any], level: int = 6) -> Iterator[bytes]:
    packer = zlib.compressobj(level)
    for line in lines:
        yield packer.compress(json.dumps(line).encode() + b"\n")
    yield packer.flush()


def forged(path: Path, lines: list[Any], *, head: BackupHead, private: PrivateKey) -> Path:
    """A file as somebody who knows the head could seal it to the backup key."""
    section = Section(path.suffix[1:])
    first = {
        **{"format": FORMAT, "section": section.value, "backup": head.backup},
        **{"install": head.install_id, "revision": head.revision, "at": head.at},
    }
    with path.open("wb") as file:
        write_archive(
            file,
            packed([first, *lines, {"end": len(lines)}]),
            public=private.public,
            random=lambda size: b"r" * size,
            context=archive_context(section),
        )
    return path


def test_the_three_files_carry_one_id_and_the_next_backup_another(
    two: tuple[Paths, Paths], private: PrivateKey
) -> None:
    first, second = ({head_of(path, private).backup for path in paths} for paths in two)
    assert (len(first), len(second)) == (1, 1)
    assert first != second
    assert all(len(one) == 32 for one in first | second)


def test_the_id_stands_in_no_file_in_the_clear(
    two: tuple[Paths, Paths], private: PrivateKey
) -> None:
    """So nobody can seal a file that goes with the others without having opened one."""
    for path in two[0]:
        named = head_of(path, private).backup
        assert named.encode() not in path.read_bytes()
        assert named not in path.name


def test_shares_of_another_backup_are_refused_and_nothing_is_left(
    two: tuple[Paths, Paths], private: PrivateKey, empty_engine: Engine
) -> None:
    with pytest.raises(RestoreRefused, match=r"the \.shares file belongs to another backup"):
        restore_tables(
            empty_engine, metadata=METADATA, private=private, database=two[0][0], shares=two[1][1]
        )
    with empty_engine.connect() as connection:
        for table in METADATA.sorted_tables:
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_keys_of_another_backup_are_refused_before_one_is_written(
    two: tuple[Paths, Paths], private: PrivateKey, folder: Path
) -> None:
    head = head_of(two[0][0], private)
    with pytest.raises(RestoreRefused, match=r"the \.keys file belongs to another backup"):
        restore_files(two[1][2], private=private, folder=folder, database=head)
    assert list(folder.iterdir()) == []
    assert restore_files(two[0][2], private=private, folder=folder, database=head)


def test_keys_of_another_install_are_refused(
    two: tuple[Paths, Paths], private: PrivateKey, folder: Path
) -> None:
    head = head_of(two[0][0], private)
    other = replace(head, install_id="2" * 32)
    path = forged(folder / "f.keys", [], head=other, private=private)
    with pytest.raises(RestoreRefused, match="another backup"):
        restore_files(path, private=private, folder=folder, database=head)


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/evil", "keys/../../evil", "keys/..", "keys/a/b", "keys", "", "."),
        *("intake.sqlite", "other.toml", "keys//../x", "a/intake.toml", "keys/a\0b"),
    ],
)
def test_a_name_that_no_backup_has_is_refused(
    name: str, two: tuple[Paths, Paths], private: PrivateKey, folder: Path
) -> None:
    head = head_of(two[0][0], private)
    lines = [{"file": one, "content": ""} for one in (NAME, name)]
    path = forged(folder.parent / "f.keys", lines, head=head, private=private)
    with pytest.raises(RestoreRefused, match="no backup has"):
        restore_files(path, private=private, folder=folder, database=head)
    assert list(folder.iterdir()) == []


def test_a_file_that_comes_twice_is_refused(
    two: tuple[Paths, Paths], private: PrivateKey, folder: Path
) -> None:
    head = head_of(two[0][0], private)
    lines = [{"file": NAME, "content": base64.b64encode(word).decode()} for word in (b"a", b"b")]
    path = forged(folder.parent / "f.keys", lines, head=head, private=private)
    with pytest.raises(RestoreRefused, match="no backup has"):
        restore_files(path, private=private, folder=folder, database=head)


@pytest.mark.parametrize("what", ["count", "size", "line"])
def test_keys_that_unpack_to_too_much_are_refused(
    what: str, two: tuple[Paths, Paths], private: PrivateKey, folder: Path
) -> None:
    head = head_of(two[0][0], private)
    lines = {
        "count": [{"file": f"keys/{n}", "content": ""} for n in range(2_000)],
        "size": [{"file": f"keys/{n}", "content": "A" * 8 * MIB} for n in range(9)],
        "line": [{"file": NAME, "content": "A" * 17 * MIB}],
    }[what]
    path = forged(folder.parent / "f.keys", lines, head=head, private=private)
    assert path.stat().st_size < MIB
    with pytest.raises(RestoreRefused, match="unpacks to more"):
        restore_files(path, private=private, folder=folder, database=head)
    assert list(folder.iterdir()) == []


def test_rows_that_unpack_to_too_much_are_refused(
    two: tuple[Paths, Paths],
    private: PrivateKey,
    empty_engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = head_of(two[0][0], private)
    rows = [{"table": "install", "columns": ["id", "created_day"]}, ["a" * 3_000_000, None]]
    path = forged(tmp_path / "f.database", rows, head=head, private=private)
    tight = Bounds(line=128 * MIB, total=MIB, lines=100)
    monkeypatch.setattr("intake.actions.backup.read.bounds_of", lambda _section, size: tight)
    with pytest.raises(RestoreRefused, match="unpacks to more"):
        restore_tables(empty_engine, metadata=METADATA, private=private, database=path, shares=None)


def test_a_database_s_bound_grows_with_the_file() -> None:
    small, large = (unpack.bounds_of(Section.DATABASE, size=size).total for size in (1, 10 * MIB))
    assert (small, large) == (100 + 64 * MIB, 1_064 * MIB)


def test_a_bomb_is_not_unpacked_before_it_is_refused() -> None:
    bomb = zlib.compress(b"\n" * 100 * MIB)
    assert len(bomb) < MIB
    bounds = Bounds(line=MIB, total=8 * MIB, lines=10**9)
    tracemalloc.start()
    with pytest.raises(RestoreRefused):
        for _line in unpacked_lines([bomb], bounds):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * MIB


@pytest.mark.parametrize("cut", [50, 1_000, 10**9])
def test_lines_come_back_however_they_were_cut(cut: int, random: Callable[[int], bytes]) -> None:
    lines = [random(size).hex().encode() for size in (0, 1, 5_000, 3)]
    whole = zlib.compress(b"".join(line + b"\n" for line in lines) + b"x" * 3 * MIB + b"\n")
    pieces = [whole[at : at + cut] for at in range(0, min(len(whole), 10**7), cut)]
    bounds = Bounds(line=64 * MIB, total=64 * MIB, lines=100)
    found = list(unpacked_lines(pieces, bounds))
    assert found == [*lines, b"x" * 3 * MIB]


@pytest.mark.parametrize("content", [b"no zlib", zlib.compress(b"[" * 200_000 + b"\n")])
def test_what_is_no_backup_inside_is_refused(
    content: bytes, tmp_path: Path, private: PrivateKey
) -> None:
    path = tmp_path / "f.database"
    with path.open("wb") as file:
        write_archive(
            file,
            [content],
            public=private.public,
            random=lambda size: b"r" * size,
            context=archive_context(Section.DATABASE),
        )
    with pytest.raises(RestoreRefused):
        read_head(path, private=private, section=Section.DATABASE)


def test_the_install_of_these_tests_is_the_one_in_the_head(
    two: tuple[Paths, Paths], private: PrivateKey
) -> None:
    assert head_of(two[0][0], private).install_id == INSTALL_ID
