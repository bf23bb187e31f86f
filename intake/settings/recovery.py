"""The fingerprints of recovery keys that the administrator put in place, one line an entity.

`recovery.toml` in the data folder is the second of two hands: the set-up page prints the line, a
person with access to the machine writes it. A key that the database alone names proves nothing.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from cachetools import LRUCache, cached

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.settings.model import Settings
from intake.settings.problems import SettingsInvalid

FILE_NAME = "recovery.toml"
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
ENTITY = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")

Fingerprints = Mapping[str, str]
Version = tuple[int, int, int]

_KEPT = 16


def path(settings: Settings) -> Path:
    """Return where the file lies, whether or not it is there."""
    return settings.data_dir / FILE_NAME


def fingerprints(settings: Settings) -> Fingerprints:
    """Return entity key -> fingerprint in hex; empty before the first key set-up.

    The file is read again whenever it changed, so that a new line needs no restart. Raises
    SettingsInvalid with every line that is not right.
    """
    file = path(settings)
    try:
        found = file.stat()
    except FileNotFoundError:
        return MappingProxyType({})
    return _read(file, (found.st_mtime_ns, found.st_ino, found.st_size))


@cached(LRUCache(maxsize=_KEPT), lock=Lock())
def _read(file: Path, _: Version) -> Fingerprints:
    return MappingProxyType(_parse(file))


def line(entity_key: str, fingerprint: str) -> str:
    """Return the line to put into the file, as the set-up page prints it."""
    return f'"{entity_key}" = "{fingerprint}"'


def write(settings: Settings, entity_key: str, fingerprint: str) -> None:
    """Put a line in place, over an older one of the same entity. For the demonstration alone."""
    lines = {**fingerprints(settings), entity_key: fingerprint}
    text = "".join(f"{line(key, lines[key])}\n" for key in sorted(lines))
    fresh = path(settings).with_suffix(".new")
    fresh.write_text(text, "ascii")
    fresh.chmod(0o600)
    fresh.replace(path(settings))


def _parse(file: Path) -> dict[str, str]:
    rows = read_toml(file)
    if isinstance(rows, Problem):
        raise SettingsInvalid([rows])
    problems = [
        Problem(str(file), "is not a fingerprint line.", _RIGHT, key=key)
        for key, value in rows.items()
        if not (ENTITY.fullmatch(key) and isinstance(value, str) and FINGERPRINT.fullmatch(value))
    ]
    if problems:
        raise SettingsInvalid(sorted(problems))
    return rows


_RIGHT = '"jurisdiction/entity" = "…", with the 64 characters that the setup page shows'
