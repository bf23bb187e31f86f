"""What this host vouches for itself, whatever the database says: the fingerprints of recovery keys,
and the newest statement that it saw of each unit.

A chain of statements cannot show that its newest ones were deleted. A host that saw them remembers,
in its data folder, and refuses a chain that does not lead on from there.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.settings.problems import SettingsInvalid
from intake.vault.errors import KeyUnproven
from intake.vault.units.statements import UnitStatement

FILE_NAME = "seen-units.toml"
_RIGHT = '"jurisdiction/entity/unit" = "version sha256", as this program writes it'


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement that was seen: its number and the SHA-256 of its canonical bytes, in hex."""

    version: int
    sha256: str

    @classmethod
    def of(cls, statement: UnitStatement) -> Seen:
        """A statement, to be remembered."""
        return cls(statement.version, statement.sha256.hex())


class StatementUnseen(KeyUnproven):
    """A unit's statements do not lead on from the newest one that this host saw."""


@dataclass
class SeenUnits:
    """The newest statement of each unit that this host saw, in a file of its data folder."""

    path: Path
    _lock: Lock = field(default_factory=Lock, repr=False)
    _stamp: tuple[int, int, int] | None = None
    _seen: Mapping[str, Seen] = field(default_factory=dict)

    @classmethod
    def in_folder(cls, data_dir: Path) -> SeenUnits:
        """Those of a host with this data folder."""
        return cls(data_dir / FILE_NAME)

    def newest(self, unit: str) -> Seen | None:
        """The newest statement of a unit that was seen here. Raises SettingsInvalid."""
        return self.all().get(unit)

    def all(self) -> Mapping[str, Seen]:
        """By unit; read again whenever the file changed. Raises SettingsInvalid."""
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
        except FileNotFoundError:
            return {}
        with self._lock:
            if stamp != self._stamp:
                self._seen, self._stamp = _parse(self.path), stamp
            return self._seen

    def keep(self, unit: str, seen: Seen) -> None:
        """Remember it. A process that saw something newer at the same moment is not undone.

        Raises OSError where the folder cannot be written to.
        """
        self._write(unit, seen, forward=True)

    def accept(self, unit: str, seen: Seen) -> None:
        """Take this one as the newest, though it may be older: an administrator says so."""
        self._write(unit, seen, forward=False)

    def check(self, unit: str, stated: Mapping[int, UnitStatement]) -> None:
        """Raise StatementUnseen unless these proven statements lead on from the newest one seen;
        remember the newest of them.
        """
        known, newest = self.newest(unit), Seen.of(stated[max(stated)])
        if known == newest:
            return
        if known is not None:
            then = stated.get(known.version)
            if then is None or Seen.of(then) != known:
                raise StatementUnseen("the statements do not lead on from the newest one seen here")
        self.keep(unit, newest)

    def _write(self, unit: str, seen: Seen, *, forward: bool) -> None:
        lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            now = dict(_parse(self.path)) if self.path.exists() else {}
            if forward and unit in now and now[unit].version > seen.version:
                return
            now[unit] = seen
            fresh = self.path.with_suffix(".new")
            lines = (f'"{unit}" = "{one.version} {one.sha256}"\n' for unit, one in now.items())
            fresh.write_text("".join(sorted(lines)), "ascii")
            fresh.chmod(0o600)
            fresh.replace(self.path)
        finally:
            os.close(lock)


@dataclass(frozen=True)
class Anchors(Mapping[str, str]):
    """By entity, the fingerprint of its recovery key that the administrator put in place.

    Attributes:
        seen: what this host remembers of units; None where nothing is kept.
    """

    fingerprints: Mapping[str, str]
    seen: SeenUnits | None = None

    def __getitem__(self, entity: str) -> str:
        return self.fingerprints[entity]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fingerprints)

    def __len__(self) -> int:
        return len(self.fingerprints)


def seen_by(anchors: Mapping[str, str]) -> SeenUnits | None:
    """What a host remembers, if these are the anchors of one that does."""
    return anchors.seen if isinstance(anchors, Anchors) else None


def _parse(file: Path) -> Mapping[str, Seen]:
    rows = read_toml(file)
    if isinstance(rows, Problem):
        raise SettingsInvalid([rows])
    found: dict[str, Seen] = {}
    for unit, value in rows.items():
        version, _, sha256 = str(value).partition(" ")
        if not version.isdecimal() or len(sha256) != 64:
            raise SettingsInvalid([Problem(str(file), "is no such line.", _RIGHT, key=unit)])
        found[unit] = Seen(int(version), sha256)
    return found
