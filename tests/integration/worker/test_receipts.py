"""The receipts of an import are gone after a day."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from intake.app.receipts import KEPT, receipts_folder, remove_old_receipts
from tests.fixtures.chance import START


def written(folder: Path, name: str, *, age: timedelta) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text('{"code": "SECRET"}\n', "utf-8")
    moment = (START - age).timestamp()
    os.utime(file, (moment, moment))
    return file


def test_receipts_are_gone_after_a_day_and_not_before(tmp_path: Path) -> None:
    folder = receipts_folder(tmp_path)
    old = written(folder, "import-20260301T000000-a.jsonl", age=KEPT)
    fresh = written(folder, "import-20260302T000000-b.jsonl", age=KEPT - timedelta(seconds=1))
    mine = written(folder, "notes.txt", age=KEPT * 9)
    twin = tmp_path / "twin"
    os.link(old, twin)
    assert remove_old_receipts(tmp_path, at=START) == 1
    assert not old.exists()
    assert fresh.exists()
    assert mine.exists()
    assert b"SECRET" not in twin.read_bytes(), "the file is written over first"


def test_without_a_folder_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert remove_old_receipts(tmp_path, at=START) == 0
