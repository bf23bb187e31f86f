"""A folder of all releases as they would be public, for the attack; gone when that is done."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from intake.actions.publishing.candidate import Candidate
from intake.actions.publishing.history import Files
from intake.publication.printed.material import DOCUMENTS

FOLDER = "staging"
LOCK = ".lock"


@contextmanager
def staged(candidate: Candidate, *, data_dir: Path) -> Iterator[Path]:
    """Write every release of the jurisdiction, and the new one, each into a folder of its name.

    Documents are left out: they are made of the other files and hold nothing more.
    """
    parent = data_dir / FOLDER
    parent.mkdir(mode=0o700, exist_ok=True)
    with _alone(parent):
        _remove_left_over(parent)
        root = Path(mkdtemp(prefix="release-", dir=parent))
        handle = os.open(root.with_suffix(LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        for published in candidate.plan.history.releases:
            _write(root / published.line.period, published.files)
        _write(root / candidate.plan.release.name, candidate.files)
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)
        root.with_suffix(LOCK).unlink(missing_ok=True)
        os.close(handle)


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Let no other publisher begin meanwhile: a folder without its lock yet looks left over."""
    handle = os.open(parent.with_suffix(LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_left_over(parent: Path) -> None:
    """Remove what a publisher that was killed left behind; one at work holds its lock."""
    for root in parent.glob("release-*"):
        if root.is_dir() and not _is_held(root.with_suffix(LOCK)):
            shutil.rmtree(root, ignore_errors=True)
            root.with_suffix(LOCK).unlink(missing_ok=True)


def _is_held(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _write(folder: Path, files: Files) -> None:
    for path, content in files.items():
        if not path.startswith(DOCUMENTS):
            target = folder / path
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.write_bytes(content)
