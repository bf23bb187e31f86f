"""The lines of a file of past counts, each with its place: CSV, or the sheets of a workbook."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.bedrock.problems import Problem
from intake.publication.past.problems import quoted

MOST_BYTES = 50_000_000
MOST_UNPACKED = 400_000_000
MOST_LINES = 500_000
MOST_COLUMNS = 120
FORMULA = "a formula, whose result is not read."
_DELIMITERS = ",;\t"


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
            return (_page("", "line {row}", _csv_rows(content)),)
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
            if len(rows) > MOST_LINES:
                raise CountsUnreadable(f"more than {MOST_LINES:,} lines")
    except csv.Error as error:
        raise CountsUnreadable(f"line {reader.line_num}: {error}") from None
    return rows


def _sheets(content: bytes) -> Iterator[Page]:
    # Loaded for a workbook alone: every process knows this module, few of them read one.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise CountsUnreadable("it unpacks to more than is allowed")
        with warnings.catch_warnings():
            # Of what it passes over: colours, pictures, rules for typing.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
            pages = [
                _page(sheet.title, f"{sheet.title}, row {{row}}", _sheet_rows(sheet))
                for sheet in book.worksheets
            ]
    except CountsUnreadable:
        raise
    except Exception as error:
        # A broken workbook can raise anything; its text may quote what stands in it.
        raise CountsUnreadable(f"the workbook can't be read ({type(error).__name__})") from None
    yield from pages


def _sheet_rows(sheet: Any) -> list[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > MOST_LINES:
            raise CountsUnreadable(f"more than {MOST_LINES:,} lines")
        rows.append((number, [_text(cell) for cell in row]))
    return rows


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _page(name: str, place: str, rows: Sequence[tuple[int, list[str]]]) -> Page:
    """A table of texts as a head and lines; blank lines are passed over."""
    from openpyxl.utils import get_column_letter

    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Page(name, {}, (), ())
    number, first = filled[0]
    head = [cell.strip().casefold() for cell in first]
    where = place.format(row=number)
    problems = [
        Problem(where, f"two columns are named {quoted(one)}.", "each column once.")
        for one in dict.fromkeys(head)
        if one and head.count(one) > 1
    ]
    columns = {
        one: f"{where}, column {get_column_letter(index)}"
        for index, one in enumerate(head, start=1)
        if one
    }
    lines = []
    for number, row in filled[1:]:
        where = place.format(row=number)
        lines.append(Line(where, _cells(head, row)))
        problems += [
            Problem(
                where, f"{quoted(cell)} is not in a column.", "a header for it, or nothing in it."
            )
            for index, cell in enumerate(row)
            if cell.strip() and (index >= len(head) or not head[index])
        ]
    return Page(name, columns, tuple(lines), tuple(problems))


def _cells(head: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {
        name: cell.strip() for name, cell in zip(head, row, strict=False) if name and cell.strip()
    }
