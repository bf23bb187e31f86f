"""The lines of a file of past counts, each with its place: CSV, or the sheets of a workbook."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from intake.bedrock.problems import Problem
from intake.publication.past import workbook
from intake.publication.past.problems import quoted

MOST_BYTES = 50_000_000
BOUNDS = workbook.Bounds()
SECONDS = 180.0
"""Time after which reading a workbook is stopped, however little of it was computing."""
TOO_MUCH = "reading the workbook takes more memory, time or room than is allowed"
_DELIMITERS = ",;\t"
_ENVIRONMENT = {
    "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    "LC_ALL": "C.UTF-8",
    # Libraries take addresses for each processor, and memory is bounded by addresses.
    "OPENBLAS_NUM_THREADS": "1",
}


class CountsUnreadable(ValueError):
    """The file is no CSV and no workbook that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the place it stands at, and the text of each cell that has any, by column."""

    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A table in the file: a whole CSV (no name), or one sheet.

    Attributes:
        columns: the names in the head, in order, and the place of each.
    """

    name: str
    columns: Mapping[str, str]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def read_pages(path: Path) -> tuple[Page, ...]:
    """Everything that stands in a file.

    Raises:
        CountsUnreadable: it is too large, or not what its name says.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise CountsUnreadable(f"larger than {MOST_BYTES // 1_000_000} MB")
    content = path.read_bytes()
    match path.suffix.casefold():
        case ".csv":
            return (_page("", "line ", _csv_rows(content)),)
        case ".xlsx":
            return tuple(_sheets(content))
        case _:
            raise CountsUnreadable("the file's name must end in .csv or .xlsx")


def _csv_rows(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CountsUnreadable("not UTF-8; save it as CSV UTF-8") from None
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
            if len(rows) > BOUNDS.lines:
                raise CountsUnreadable(f"more than {BOUNDS.lines:,} lines")
    except csv.Error as error:
        raise CountsUnreadable(f"line {reader.line_num}: {error}") from None
    return rows


def _sheets(content: bytes) -> Iterator[Page]:
    """The sheets of a workbook, which a process of its own reads within bounds."""
    for title, rows in _told(content):
        yield _page(title, f"{title}, row ", rows)


def _told(content: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    command = [sys.executable, "-P", "-m", workbook.__name__, json.dumps(asdict(BOUNDS))]
    with tempfile.TemporaryFile() as told:
        try:
            done = subprocess.run(  # noqa: S603  (our own command and numbers of our own)
                command,
                input=content,
                stdout=told,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                env=_ENVIRONMENT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise CountsUnreadable(TOO_MUCH) from None
        if done.returncode != 0:
            raise CountsUnreadable(TOO_MUCH)
        told.seek(0)
        return _understood(told.read(BOUNDS.told + 1))


def _understood(told: bytes) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """What the process said, taken for no more than texts and numbers."""
    try:
        said = json.loads(told)
        if "unreadable" in said:
            raise CountsUnreadable(str(said["unreadable"])[:200])
        return [
            (str(title), [(int(number), [str(cell) for cell in row]) for number, row in rows])
            for title, rows in said["sheets"]
        ]
    except CountsUnreadable:
        raise
    except (LookupError, TypeError, ValueError, RecursionError):
        raise CountsUnreadable(TOO_MUCH) from None


def _page(name: str, place: str, rows: Sequence[tuple[int, list[str]]]) -> Page:
    """A table of texts as a head and lines; blank lines are passed over."""
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Page(name, {}, (), ())
    number, first = filled[0]
    head = [cell.strip().casefold() for cell in first]
    where = f"{place}{number}"
    problems = [
        Problem(where, f"two columns are named {quoted(one)}.", "each column once.")
        for one in dict.fromkeys(head)
        if one and head.count(one) > 1
    ]
    columns = {
        one: f"{where}, column {_letters(index)}" for index, one in enumerate(head, start=1) if one
    }
    lines = []
    for number, row in filled[1:]:
        where = f"{place}{number}"
        lines.append(Line(where, _cells(head, row)))
        problems += [
            Problem(
                where, f"{quoted(cell)} is not in a column.", "a header for it, or nothing in it."
            )
            for index, cell in enumerate(row)
            if cell.strip() and (index >= len(head) or not head[index])
        ]
    return Page(name, columns, tuple(lines), tuple(problems))


def _letters(index: int) -> str:
    """What a spreadsheet calls a column: A to Z, then AA."""
    above, last = divmod(index - 1, 26)
    return (_letters(above) if above else "") + chr(ord("A") + last)


def _cells(head: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {
        name: cell.strip() for name, cell in zip(head, row, strict=False) if name and cell.strip()
    }
