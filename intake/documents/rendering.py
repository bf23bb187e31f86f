"""Has a PDF laid out from HTML by a process of its own, within limits of memory and time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from intake.documents.__main__ import DOES_NOT_FIT, LIBRARIES_MISSING
from intake.documents.libraries import install_line, missing_libraries

SECONDS = 90.0
ROOT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "TMPDIR")
LAST_LINES = 5


class RenderingFailed(Exception):
    """The PDF could not be laid out; the text says what the process reported last."""


class LibrariesMissing(RenderingFailed):
    """A library of the system that lays out text is not there; the text is the line to type."""


class TooManyPages(RenderingFailed):
    """It does not fit on the pages that it may have, in letters that people can read."""


class RenderingTooLong(RenderingFailed):
    """The layout took longer than its bound, and was stopped."""


def render_pdf(
    *versions: str, day: date, most_pages: int | None = None, seconds: float = SECONDS
) -> bytes:
    """Lay out an HTML document as a PDF with tags, after PDF/UA-1.

    The HTML names its language and title, holds all that it shows (nothing is fetched but `data:`
    addresses), and comes out as the same bytes for the same input on the same machine.

    Args:
        versions: a whole document; after it shorter ones, for where it has too many pages.
        day: written into fonts as the day they were made, so that no clock shows in the bytes.
        most_pages: a shorter version is taken, and letters shrink, until it fits on so many.
        seconds: wall time after which the process is stopped.

    Raises:
        LibrariesMissing: Pango or HarfBuzz is not installed.
        TooManyPages: no version fits on `most_pages`.
        RenderingTooLong: it was stopped.
        RenderingFailed: anything else.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "intake.documents"],
            input=json.dumps({"versions": versions, "most_pages": most_pages}).encode(),
            capture_output=True,
            timeout=seconds,
            env=_environment(day),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RenderingTooLong(f"stopped after {seconds:g} seconds") from error
    if done.returncode == LIBRARIES_MISSING:
        raise LibrariesMissing(install_line(missing_libraries()))
    if done.returncode == DOES_NOT_FIT:
        raise TooManyPages(f"more than {most_pages}")
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise RenderingFailed(_last_words(done.returncode, done.stderr))
    return done.stdout


def _environment(day: date) -> dict[str, str]:
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(made.timestamp())),
        "LC_ALL": "C.UTF-8",
    }


def _last_words(code: int, stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()[-LAST_LINES:]
    return f"exit code {code}: " + " / ".join(lines)
