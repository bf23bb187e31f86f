"""The receipts that imports left in the data folder: gone after a day, whoever forgot them.

Such a file holds codes in the clear, to be handed out: with it and the database every complaint of
the import opens as its complainant would open it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

KEPT = timedelta(days=1)
_NAMES = "import-*.jsonl"


def receipts_folder(data_dir: Path) -> Path:
    """Where imports write receipts unless they are told another file."""
    return data_dir / "receipts"


def remove_old_receipts(data_dir: Path, *, at: datetime) -> int:
    """Delete the files that nothing was written to for a day; returns how many."""
    old = tuple(old_receipts(data_dir, at=at))
    for file in old:
        _overwrite(file)
        file.unlink(missing_ok=True)
    return len(old)


def old_receipts(data_dir: Path, *, at: datetime) -> Iterator[Path]:
    """The files whose day is over."""
    for file in sorted(receipts_folder(data_dir).glob(_NAMES)):
        with contextlib.suppress(FileNotFoundError):
            if file.stat().st_mtime <= (at - KEPT).timestamp():
                yield file


def _overwrite(file: Path) -> None:
    """Write over the codes first; a disk that copies on write keeps them all the same."""
    with file.open("r+b") as opened:
        opened.write(b"\0" * os.fstat(opened.fileno()).st_size)
        opened.flush()
        os.fsync(opened.fileno())
