"""Reads a folder once for as long as no byte of it changes."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from cachetools import LRUCache, cached

KEPT = 4

Read = TypeVar("Read")


def read_once(read: Callable[[Path], Read]) -> Callable[[Path], Read]:
    """Keep what `read` made of a folder until a file in it is changed, added, removed or renamed.

    `read` gives the same for the same content, and gives what nobody can change: a process that
    asks again (a check, a report, a second part of it) shares the first answer.
    """
    memory: LRUCache[tuple[Path, bytes], Read] = LRUCache(maxsize=KEPT)
    return cached(memory, key=_content, lock=Lock())(read)


def _content(folder: Path) -> tuple[Path, bytes]:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b"/"
        for part in (path.relative_to(folder).as_posix().encode(), content):
            whole.update(len(part).to_bytes(8, "big") + part)
    return folder, whole.digest()
