"""Writes a spreadsheet of plain cells: words and whole numbers, no formula ever."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | None
NAME_LENGTH = 31
"""Most characters that spreadsheet programs allow in a sheet's name."""
NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
WIDEST, NARROWEST, PADDING = 60, 9, 2
HEAD_FONT = Font(bold=True)
HEAD_FILL = PatternFill("solid", fgColor="FFE3E8EC")
LINE = Border(bottom=Side(style="thin", color="FF555555"))
BLANK_FILL = PatternFill("solid", fgColor="FFFFF6D6")


@dataclass(frozen=True, slots=True)
class Noted:
    """A word in a cell with a note that explains it: a withheld number."""

    word: str
    note: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that somebody fills in by hand; it is shaded."""

    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines of words above, then a table with a head, or only lines.

    Attributes:
        name: shortened to what spreadsheet programs allow, and made unique in the book.
        above: words over the table, one line each; the first is its heading.
        head: the table's column names; none for a sheet of notes.
    """

    name: str
    above: Sequence[str]
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Value | Noted | Blank]] = ()


def write_workbook(
    sheets: Sequence[Sheet], *, title: str, language: str, author: str, day: date
) -> bytes:
    """The spreadsheet (Office Open XML) with these sheets; the same bytes for the same input.

    Args:
        day: stands as the day of creation; no clock shows in the bytes.
    """
    book = Workbook()
    del book[book.sheetnames[0]]
    made = datetime(day.year, day.month, day.day)  # noqa: DTZ001  (the format knows no zones)
    properties = book.properties
    properties.title, properties.language, properties.creator = title, language, author
    properties.created = properties.modified = made
    for sheet, name in zip(sheets, sheet_names([sheet.name for sheet in sheets]), strict=True):
        _fill(book.create_sheet(name), sheet)
    written = BytesIO()
    book.save(written)
    return _without_clock(written.getvalue(), made)


def sheet_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names that spreadsheet programs allow: short, without their signs, no two alike."""
    found: list[str] = []
    for name in names:
        words = " ".join(NOT_IN_NAMES.sub(" ", name).split())
        plain = words.strip("'")[:NAME_LENGTH].strip() or "-"
        number, unique = 2, plain
        while unique.casefold() in {one.casefold() for one in found}:
            end = f" ({number})"
            unique, number = plain[: NAME_LENGTH - len(end)] + end, number + 1
        found.append(unique)
    return tuple(found)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for number, line in enumerate(sheet.above, start=1):
        cell = _put(page, number, 1, line)
        cell.font = HEAD_FONT if number == 1 else Font()
        cell.alignment = Alignment(wrap_text=not sheet.head, vertical="top")
    head = len(sheet.above) + (2 if sheet.above else 1)
    if sheet.head:
        _fill_table(page, sheet, head)
    else:
        page.column_dimensions["A"].width = 100
    _set_print(page, head if sheet.head else None)


def _fill_table(page: Worksheet, sheet: Sheet, head: int) -> None:
    for column, name in enumerate(sheet.head, start=1):
        cell = _put(page, head, column, name)
        cell.font, cell.fill, cell.border = HEAD_FONT, HEAD_FILL, LINE
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    for number, row in enumerate(sheet.rows, start=head + 1):
        for column, value in enumerate(row, start=1):
            _put(page, number, column, value)
    _set_widths(page, sheet)
    page.freeze_panes = page.cell(head + 1, 1)
    if sheet.rows:
        last = f"{get_column_letter(len(sheet.head))}{head + len(sheet.rows)}"
        page.auto_filter.ref = f"A{head}:{last}"


def _put(page: Worksheet, row: int, column: int, value: Value | Noted | Blank) -> Cell:
    cell = cast(Cell, page.cell(row, column))  # no cells are merged here
    match value:
        case Noted(word, note):
            cell.value, cell.comment = word, Comment(note, "intake", height=110, width=300)
            cell.alignment = Alignment(horizontal="right")
        case Blank(hint):
            cell.value, cell.fill = hint or None, BLANK_FILL
        case int():
            cell.value, cell.number_format = value, "#,##0"
        case _:
            cell.value = value
    if isinstance(cell.value, str):
        # A text stays a text, also where it begins with a sign of formulas.
        cell.data_type = "s"
        cell.quotePrefix = cell.value[:1] in set("=+-@\t\r")
    if isinstance(value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _set_widths(page: Worksheet, sheet: Sheet) -> None:
    for column, name in enumerate(sheet.head):
        longest = max([len(name), *(_length(row[column]) for row in sheet.rows)])
        width = min(max(longest + PADDING, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(column + 1)].width = width


def _length(value: Value | Noted | Blank) -> int:
    match value:
        case Noted(word, _):
            return len(word)
        case Blank(hint):
            return max(len(hint), 24)
        case _:
            return len(str(value or ""))


def _set_print(page: Worksheet, head: int | None) -> None:
    if head is not None:
        page.print_title_rows = f"{head}:{head}"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&A, &P / &N"


def _without_clock(content: bytes, made: datetime) -> bytes:
    """The same archive with one fixed time on every entry, and no time of saving inside."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, body)
            entry = zipfile.ZipInfo(name, date_time=made.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, body)
    return written.getvalue()
