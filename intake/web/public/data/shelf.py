"""The published releases of a place, taken from the database as the files that they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.reports.models import ReleaseFile
from intake.reports.released import ReleaseLine, list_releases

KEPT_FILES = 400


class FileAltered(Exception):
    """The content of a published file is not what was published: it is not given out."""


Issue = ReleaseLine
"""A release as lists name it."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a release without its content."""

    path: str
    sha256: bytes
    size: int


def issues(session: Session, jurisdiction: str) -> tuple[Issue, ...]:
    """All releases of a jurisdiction, the newest first."""
    return tuple(reversed(list_releases(session, jurisdiction)))


def find_issue(session: Session, jurisdiction: str, period: str) -> Issue | None:
    """The release of a quarter; None where there is none."""
    found = list_releases(session, jurisdiction)
    return next((one for one in found if one.period == period), None)


def file_entries(session: Session, issue: Issue) -> tuple[FileEntry, ...]:
    """The files of a release, by path."""
    rows = session.execute(
        select(ReleaseFile.path, ReleaseFile.sha256, func.length(ReleaseFile.content))
        .where(ReleaseFile.jurisdiction == issue.jurisdiction, ReleaseFile.period == issue.period)
        .order_by(ReleaseFile.path)
    )
    return tuple(FileEntry(path, digest, size) for path, digest, size in rows)


def find_digest(session: Session, jurisdiction: str, period: str, path: str) -> bytes | None:
    """The SHA-256 of a published file; None where there is no such file."""
    return session.scalar(select(ReleaseFile.sha256).where(*_key(jurisdiction, period, path)))


def content_of(
    session: Session, jurisdiction: str, period: str, path: str, *, digest: bytes
) -> bytes:
    """The file, byte for byte as published; files asked for lately are kept by their digest.

    Raises:
        FileAltered: what is stored has another digest.
    """
    kept = _KEPT.get(digest)
    if kept is None:
        kept = session.scalar(select(ReleaseFile.content).where(*_key(jurisdiction, period, path)))
        if kept is None or sha256(kept).digest() != digest:
            raise FileAltered
        _KEPT.put(digest, kept)
    return kept


def find_content(session: Session, issue: Issue, path: str) -> bytes | None:
    """A file of a release; None where there is no such file. Raises FileAltered."""
    digest = find_digest(session, issue.jurisdiction, issue.period, path)
    if digest is None:
        return None
    return content_of(session, issue.jurisdiction, issue.period, path, digest=digest)


def head_of(session: Session, issue: Issue) -> Mapping[str, Any]:
    """What `release.json` says. Raises FileAltered."""
    return _parsed(_required(session, issue, "release.json"))


def catalogue_of(session: Session, issue: Issue) -> Mapping[str, Any]:
    """The catalogue that the release was made by. Raises FileAltered."""
    return _parsed(_required(session, issue, "catalogue.json"))


class _Kept:
    """The newest few files by digest; a digest names one content for ever."""

    def __init__(self, most: int) -> None:
        self._files: dict[bytes, bytes] = {}
        self._most = most

    def get(self, digest: bytes) -> bytes | None:
        return self._files.get(digest)

    def put(self, digest: bytes, content: bytes) -> None:
        files = dict(self._files) if len(self._files) < self._most else {}
        self._files = {**files, digest: content}


_KEPT = _Kept(KEPT_FILES)


@lru_cache(maxsize=64)
def _parsed(content: bytes) -> Mapping[str, Any]:
    read: Callable[[bytes], Mapping[str, Any]] = json.loads
    return read(content)


def _required(session: Session, issue: Issue, path: str) -> bytes:
    content = find_content(session, issue, path)
    if content is None:
        raise FileAltered
    return content


def _key(jurisdiction: str, period: str, path: str) -> tuple[Any, ...]:
    return (
        ReleaseFile.jurisdiction == jurisdiction,
        ReleaseFile.period == period,
        ReleaseFile.path == path,
    )
