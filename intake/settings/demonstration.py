"""The file of a demonstration: who may sign in, the codes of its complaints, what is to come yet.

`demonstration.json` in the data folder is for its owner alone. An install that takes real
complaints makes no such file, and nothing of it reads one that lies there.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from intake.settings.model import Settings

FILE_NAME = "demonstration.json"


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a visitor needs to sign in as one of the invented people."""

    email: str
    name: str
    unit: str
    role: str
    password: str
    second_factor: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """An invented complaint: its secret code, and how it went.

    Attributes:
        reference: empty until it is filed.
        number: which of the stories it is.
    """

    code: str
    reference: str
    jurisdiction: str
    path: str
    number: int = -1


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Everything in the file.

    Attributes:
        recovery_keys: of each entity, as an office would keep it on paper.
        to_come: the places, and other things, that are not all there yet.
    """

    accounts: tuple[Account, ...] = ()
    complaints: tuple[Told, ...] = ()
    recovery_keys: Mapping[str, str] = field(default_factory=dict)
    to_come: tuple[str, ...] = ()

    def with_accounts(self, accounts: Iterable[Account]) -> "Kept":
        """The same with some more people; who is there already is not there twice."""
        more = tuple(one for one in accounts if one not in self.accounts)
        return replace(self, accounts=(*self.accounts, *more))

    def with_recovery_key(self, entity: str, printed: str) -> "Kept":
        """The same with an entity's recovery key, in the place of an older one."""
        return replace(self, recovery_keys={**self.recovery_keys, entity: printed})

    def with_complaint(self, told: Told) -> "Kept":
        """The same with what is known of a story, in the place of what was known before."""
        others = (one for one in self.complaints if one.number != told.number)
        return replace(self, complaints=tuple(sorted((*others, told), key=lambda one: one.number)))

    def without(self, done: str) -> "Kept":
        """The same with one thing less to come."""
        return replace(self, to_come=tuple(one for one in self.to_come if one != done))


def path(settings: Settings) -> Path:
    """Where the file lies, whether or not it is there."""
    return settings.data_dir / FILE_NAME


def read(settings: Settings) -> Kept:
    """Read the file of a demonstration; raises FileNotFoundError before its first start."""
    content: dict[str, Any] = json.loads(path(settings).read_text("utf-8"))
    return Kept(
        accounts=tuple(Account(**one) for one in content["accounts"]),
        complaints=tuple(Told(**one) for one in content["complaints"]),
        recovery_keys=content.get("recovery_keys", {}),
        to_come=tuple(content.get("to_come", ())),
    )


def write(settings: Settings, kept: Kept) -> None:
    """Put everything in the place of what was there; on the disk when this returns."""
    fresh = path(settings).with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(kept), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path(settings))
