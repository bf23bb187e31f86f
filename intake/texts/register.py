"""The register of translations: for each language and file, who wrote it and who has reviewed it.

One register over both kinds of text: the .po files of the interface and the TOML content under
`config/`. A review holds for the words that were reviewed: it names their SHA-256 and lapses when
the file changes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.texts.catalogue import available_languages, po_files

REGISTER = Path(__file__).parent / "register.toml"


class Author(StrEnum):
    """How a translation came about."""

    DRAFT = "draft"
    TRANSLATOR = "translator"
    NATIVE_SPEAKER = "native_speaker"


class RegisterInvalid(ValueError):
    """An entry of the register lacks something, or claims what cannot be."""


@dataclass(frozen=True, slots=True)
class Review:
    """A native speaker's review: on which day, of the file with which SHA-256 (hex)."""

    day: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register; `files` is a pattern under the root of the source."""

    language: str
    files: str
    author: Author
    review: Review | None = None

    def paths(self, root: Path) -> tuple[Path, ...]:
        """The files that the entry speaks of."""
        return tuple(sorted(root.glob(self.files)))

    def is_reviewed(self, root: Path) -> bool:
        """Whether a native speaker reviewed the words as they stand today."""
        return self.review is not None and self.review.sha256 == fingerprint(self.paths(root))


def read_register(path: Path = REGISTER) -> tuple[Entry, ...]:
    """All entries. Raises RegisterInvalid."""
    tables = read_toml(path)
    if isinstance(tables, Problem):
        raise RegisterInvalid(str(tables))
    return tuple(_entries(tables))


def faults(root: Path, *, register: Path = REGISTER) -> Iterator[str]:
    """What the register does not know of the files below `root`, or claims of them wrongly."""
    entries = read_register(register)
    for language in available_languages()[1:]:
        listed = {path for one in entries if one.language == language for path in one.paths(root)}
        questions = sorted((root / "config/questions/texts" / language).glob("*.toml"))
        for path in (*po_files(language), *questions):
            if path not in listed:
                yield f"{language}: {path.name} is not in the register"
    for entry in entries:
        if entry.review is not None and not entry.is_reviewed(root):
            yield f"{entry.language}: {entry.files} changed since its review"


def fingerprint(paths: tuple[Path, ...]) -> str:
    """The SHA-256 (hex) over the files in their order."""
    digest = sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _entries(tables: dict[str, Any]) -> Iterator[Entry]:
    for language, rows in tables.items():
        for row in rows:
            try:
                yield _entry(language, dict(row))
            except (KeyError, ValueError, TypeError) as error:
                raise RegisterInvalid(f"{language}: {row}: {error}") from error


def _entry(language: str, row: dict[str, Any]) -> Entry:
    review = row.pop("review", None)
    return Entry(
        language=language,
        files=row["files"],
        author=Author(row["author"]),
        review=None if review is None else Review(review["day"], review["sha256"]),
    )
