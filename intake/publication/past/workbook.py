"""The process that reads one workbook: the file on standard input, its texts on standard output.

They come as JSON: ``{"sheets": [[title, [[row number, [text, ...]], ...]], ...]}``, or
``{"unreadable": why}``. Its one argument is JSON, the fields of `Bounds`.

A workbook is a foreign file: a small one can unpack to anything, and its readers are large. So it
is read under limits of memory, time and output, by a process that holds no key.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intake.bedrock.bounds import bound_this_process

FORMULA = "a formula, whose result is not read."
NO_MEMORY = "it needs more memory than is allowed"


@dataclass(frozen=True)
class Bounds:
    """What reading a workbook may take: bytes, seconds, and the size of its tables."""

    memory: int = 1024 * 2**20
    cpu_seconds: int = 120
    told: int = 64 * 2**20
    unpacked: int = 400_000_000
    lines: int = 500_000
    columns: int = 120


class Unreadable(Exception):
    """It is no workbook that can be read; the text says why, and quotes nothing of it."""


def main(arguments: Sequence[str]) -> int:
    """Read one workbook and tell what stands in it."""
    bounds = Bounds(**json.loads(arguments[0]))
    bound_this_process(memory=bounds.memory, cpu_seconds=bounds.cpu_seconds, file_size=bounds.told)
    # Whatever a library prints must not run into the answer.
    with contextlib.redirect_stdout(sys.stderr):
        told = json.dumps(_told(bounds)).encode()
    sys.stdout.buffer.write(told)
    return 0


def _told(bounds: Bounds) -> dict[str, Any]:
    try:
        return {"sheets": read_sheets(sys.stdin.buffer.read(), bounds)}
    except Unreadable as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"unreadable": NO_MEMORY}
    except Exception as error:  # a broken workbook can raise anything
        return {"unreadable": f"the workbook can't be read ({type(error).__name__})"}


def read_sheets(content: bytes, bounds: Bounds) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """The sheets with their titles, and the rows in which something stands with their numbers."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > bounds.unpacked:
            raise Unreadable("it unpacks to more than is allowed")
    with warnings.catch_warnings():
        # Of what it passes over: colours, pictures, rules for typing.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        return [(sheet.title, _rows(sheet, bounds)) for sheet in book.worksheets]


def _rows(sheet: Any, bounds: Bounds) -> list[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=bounds.columns), start=1):
        if number > bounds.lines:
            raise Unreadable(f"more than {bounds.lines:,} lines")
        texts = [_text(cell) for cell in row]
        if any(text.strip() for text in texts):
            rows.append((number, texts))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
