"""The published releases of a place, taken from the database as the files that they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached
from sqlalchemy.orm import Session

from intake.publication import released
from intake.publication.released import CHECKSUMS, FileEntry, ReleaseLine, list_releases

KEPT_FILES, KEPT_RELEASES = 400, 64


class FileMissing(LookupError):
    """A release has no such file."""


class FileAltered(Exception):
    """The content of a published file is not what was published: it is not given out."""


Issue = ReleaseLine
"""A release as lists name it."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A published file, and its SHA-256."""

    content: bytes
    digest: bytes


def issues(session: Session, jurisdiction: str) -> tuple[Issue, ...]:
    """All releases of a jurisdiction, the newest first."""
    return tuple(reversed(list_releases(session, jurisdiction)))


@cached(LRUCache(KEPT_RELEASES), key=lambda _session, issue: issue.digest, lock=Lock())
def file_entries(session: Session, issue: Issue) -> tuple[FileEntry, ...]:
    """The files of a release, by path."""
    return released.file_entries(session, issue)


def find_file(session: Session, issue: Issue, path: str) -> StoredFile | None:
    """A file of a release, byte for byte as published; None where there is no such file.

    It is looked for in the release's list of checksums, and that list is what the release's digest
    was made of: what is given out is what was published, whatever became of the database since.

    Raises:
        FileAltered: what is stored is something else.
    """
    try:
        return _sound_file(session, issue, path)
    except FileMissing:
        return None


def head_of(session: Session, issue: Issue) -> Mapping[str, Any]:
    """What `release.json` says. Raises FileAltered."""
    return _parsed(_required(session, issue, "release.json"))


def catalogue_of(session: Session, issue: Issue) -> Mapping[str, Any]:
    """The catalogue that the release was made by. Raises FileAltered."""
    return _parsed(_required(session, issue, "catalogue.json"))


@cached(LRUCache(KEPT_FILES), key=lambda _session, issue, path: (issue.digest, path), lock=Lock())
def _sound_file(session: Session, issue: Issue, path: str) -> StoredFile:
    content = released.find_content(session, issue, path)
    if content is None:
        raise FileMissing
    kept = StoredFile(content, sha256(content).digest())
    if kept.digest.hex() != _promised(session, issue, path):
        raise FileAltered
    return kept


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> Mapping[str, Any]:
    read: Callable[[bytes], Mapping[str, Any]] = json.loads
    return read(content)


def _required(session: Session, issue: Issue, path: str) -> bytes:
    found = find_file(session, issue, path)
    if found is None:
        raise FileAltered
    return found.content


def _promised(session: Session, issue: Issue, path: str) -> str:
    """The SHA-256 (hex) that a file had when it was published; blank where there was none."""
    if path == CHECKSUMS:
        return issue.digest
    lines = _required(session, issue, CHECKSUMS).decode("utf-8").splitlines()
    listed = (line.partition("  ") for line in lines)
    return next((digest for digest, _, name in listed if name == path), "")
