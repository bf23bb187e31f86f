"""A workbook made to harm is refused in time; the process that reads it is bounded, and alone."""

from __future__ import annotations

import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from intake.publication.past import lines
from intake.publication.past.lines import CountsUnreadable, read_pages
from intake.publication.past.workbook import NO_MEMORY, Bounds
from tests.unit.publication.past.counted import save_book

MIB = 2**20
ENOUGH_FOR_A_SMALL_ONE = 256 * MIB
SMALL = {"long": [["quarter", "measure"], ["2025Q3", "urgent_ended"]]}
SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0"?>'
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return save_book(tmp_path / "small.xlsx", SMALL)


def with_part(book: Path, name: str, content: bytes) -> Path:
    """The workbook with another content of one of its parts."""
    changed = book.with_name("hostile.xlsx")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return changed


def sheet_of(text: bytes, kinds: str = "") -> bytes:
    """A sheet with this text in its one cell."""
    row = b'<row><c t="inlineStr"><is><t>' + text + b"</t></is></c></row>"
    head = f"{HEAD}{kinds}<worksheet {SPACE}><sheetData>"
    return head.encode() + row + b"</sheetData></worksheet>"


def test_it_is_read_by_another_process(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded_here(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a foreign file was parsed in this process")

    monkeypatch.setattr(openpyxl, "load_workbook", loaded_here)
    monkeypatch.setattr(zipfile, "ZipFile", loaded_here)
    (page,) = read_pages(book)
    assert page.lines[0].cells == {"quarter": "2025Q3", "measure": "urgent_ended"}


def test_that_process_is_told_nothing_of_the_install(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    run = subprocess.run

    def noted(command: list[str], **more: Any) -> Any:
        seen.update(more, command=command)
        return run(command, **more)

    monkeypatch.setenv("INTAKE_MAIL__PASSWORD", "correct horse")
    monkeypatch.setattr(subprocess, "run", noted)
    read_pages(book)
    assert set(seen["env"]) == {"PYTHONPATH", "LC_ALL", "OPENBLAS_NUM_THREADS"}
    assert str(book) not in " ".join(seen["command"])
    assert seen["stderr"] == subprocess.DEVNULL


def test_what_unpacks_to_too_much_memory_is_refused(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = with_part(book, SHEET, sheet_of(b"a" * 40 * MIB))
    assert bomb.stat().st_size < MIB
    assert len(read_pages(bomb)) == 1, "it is the memory alone"
    monkeypatch.setattr(lines, "BOUNDS", Bounds(memory=ENOUGH_FOR_A_SMALL_ONE))
    assert len(read_pages(book)) == 1
    with pytest.raises(CountsUnreadable, match=f"{NO_MEMORY}|{lines.TOO_MUCH}"):
        read_pages(bomb)


def test_entities_that_multiply_are_refused(book: Path) -> None:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    kinds = f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]>'
    begun = time.monotonic()
    with pytest.raises(CountsUnreadable):
        read_pages(with_part(book, SHEET, sheet_of(b"&e12;", kinds)))
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("bound", ["cpu", "wall"])
def test_what_takes_too_long_is_stopped(
    bound: str, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    between = b'</t></is></c></row><row><c t="inlineStr"><is><t>'
    sheet = sheet_of(between * 400_000)
    if bound == "cpu":
        monkeypatch.setattr(lines, "BOUNDS", Bounds(cpu_seconds=1))
    else:
        monkeypatch.setattr(lines, "SECONDS", 0.1)
    with pytest.raises(CountsUnreadable, match=lines.TOO_MUCH):
        read_pages(with_part(book, SHEET, sheet))


def test_what_tells_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_book(tmp_path / "a.xlsx", {"long": [["quarter"], *[["a" * 100]] * 900]})
    monkeypatch.setattr(lines, "BOUNDS", Bounds(told=50_000))
    with pytest.raises(CountsUnreadable, match=lines.TOO_MUCH):
        read_pages(path)


@pytest.mark.parametrize(
    "said",
    [
        *(b"", b"[]", b"no JSON", b"{}", b'{"sheets": 1}', b'{"sheets": [["a"]]}', b"[" * 90_000),
        *(b'{"sheets": [["a", [["x", []]]]]}', b'{"sheets": [["a", [[1, 5]]]]}', b"\xff"),
    ],
)
def test_an_answer_that_is_none_is_refused(said: bytes) -> None:
    with pytest.raises(CountsUnreadable):
        lines._understood(said)


def test_a_sheet_s_name_is_only_a_name(tmp_path: Path) -> None:
    (page,) = read_pages(save_book(tmp_path / "a.xlsx", {"{row.x} {0}": [["quarter"], ["x"]]}))
    assert page.lines[0].place == "{row.x} {0}, row 2"


def test_columns_have_the_names_that_a_spreadsheet_gives_them() -> None:
    found = [lines._letters(n) for n in (1, 26, 27, 52, 53, 702, 703)]
    assert found == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_nothing_is_left_behind(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    read_pages(book)
    assert list(folder.iterdir()) == []
