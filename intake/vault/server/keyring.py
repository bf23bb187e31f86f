"""The server keyring: one 0600 file a kind of process, keys by purpose with ids and rotation."""

import base64
import binascii
import fcntl
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake.vault.derivation import KEY_SIZE
from intake.vault.errors import KeyAbsent, KeyringRefused
from intake.vault.randomness import RandomBytes, draw

FORMAT = "intake-keyring-1"
_ID_SIZE = 4


@dataclass(frozen=True, slots=True)
class KeyringKey:
    """One key: its id, and 32 secret bytes (or the public half of a key pair)."""

    id: str
    key: bytes = field(repr=False)

    @classmethod
    def new(cls, random: RandomBytes) -> "KeyringKey":
        """A new secret key with a random id of eight hex characters."""
        return cls(draw(random, _ID_SIZE).hex(), draw(random, KEY_SIZE))


Keys = Mapping[str, tuple[KeyringKey, ...]]


class Keyring:
    """The keys of one process; the last key of a purpose is the current one."""

    __slots__ = ("_keys", "path")

    def __init__(self, path: Path, keys: Keys) -> None:
        self.path = path
        self._keys = dict(keys)

    @classmethod
    def write_new(cls, path: Path, keys: Keys) -> "Keyring":
        """Make a new file with these keys; raises KeyringRefused if it is there."""
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise KeyringRefused(f"{path.name} is already there") from None
        _fill(descriptor, keys)
        return cls(path, keys)

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """Read a file; raises KeyringRefused if it is missing, not a keyring, or not 0600."""
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            raise KeyringRefused(f"{path.name} cannot be opened: {error.strerror}") from None
        try:
            _check_mode(path, os.fstat(descriptor).st_mode)
            return cls(path, _read(path, _read_all(descriptor)))
        finally:
            os.close(descriptor)

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes that this file has keys for, sorted."""
        return tuple(sorted(self._keys))

    def current(self, purpose: str) -> KeyringKey:
        """The key to seal with; raises KeyAbsent if this process has none for the purpose."""
        return self.all(purpose)[-1]

    def get(self, purpose: str, key_id: str) -> KeyringKey:
        """The key that something was sealed with; raises KeyAbsent."""
        for key in self.all(purpose):
            if key.id == key_id:
                return key
        raise KeyAbsent(f"no key for {purpose} with this id in {self.path.name}")

    def all(self, purpose: str) -> tuple[KeyringKey, ...]:
        """Every key of a purpose, oldest first; raises KeyAbsent."""
        keys = self._keys.get(purpose, ())
        if not keys:
            raise KeyAbsent(f"no key for {purpose} in {self.path.name}")
        return keys

    def add(self, purpose: str, key: KeyringKey) -> KeyringKey:
        """Add a key, from now on the current one; older ones still open what they sealed.

        A key that is there already comes last and is not there twice.
        """
        with self._changing():
            older = tuple(old for old in self._keys.get(purpose, ()) if old.id != key.id)
            self._keys[purpose] = (*older, key)
        return key

    @contextmanager
    def _changing(self) -> Iterator[None]:
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            self._keys = dict(Keyring.load(self.path)._keys)
            yield
            self._replace()
            os.fsync(folder)
        finally:
            os.close(folder)

    def _replace(self) -> None:
        fresh = self.path.with_name(f".{self.path.name}.new")
        fresh.unlink(missing_ok=True)
        Keyring.write_new(fresh, self._keys)
        fresh.replace(self.path)

    def __repr__(self) -> str:
        return f"Keyring({self.path.name}: {', '.join(self.purposes)})"


def _fill(descriptor: int, keys: Keys) -> None:
    rows = {
        purpose: [{"id": key.id, "key": base64.b64encode(key.key).decode("ascii")} for key in row]
        for purpose, row in sorted(keys.items())
    }
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        os.fchmod(file.fileno(), 0o600)
        json.dump({"format": FORMAT, "keys": rows}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _check_mode(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise KeyringRefused(f"{path.name} is not a file")
    if mode & 0o177:
        raise KeyringRefused(f"{path.name} must be readable by its owner alone: chmod 600")


def _read_all(descriptor: int) -> bytes:
    return b"".join(iter(lambda: os.read(descriptor, 65_536), b""))


def _read(path: Path, data: bytes) -> Keys:
    try:
        found: Any = json.loads(data)
        if found["format"] != FORMAT:
            raise KeyringRefused(f"{path.name} has a format that is not known here")
        return {
            str(purpose): tuple(
                KeyringKey(str(row["id"]), base64.b64decode(row["key"], validate=True))
                for row in rows
            )
            for purpose, rows in found["keys"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error):
        raise KeyringRefused(f"{path.name} is not a keyring") from None
