"""What a host remembers of units, in a file that several processes write."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.accounts.units.anchors import FILE_NAME, Anchors, Seen, SeenUnits, seen_by
from intake.settings.problems import SettingsInvalid

UNIT, OTHER = "saguaro-city/board/intake", "saguaro-city/board/review"
THIRD, FOURTH = Seen(3, "3" * 64), Seen(4, "4" * 64)


def test_what_is_kept_is_read_by_every_process(tmp_path: Path) -> None:
    web, worker = SeenUnits.in_folder(tmp_path), SeenUnits.in_folder(tmp_path)
    assert web.newest(UNIT) is None
    web.keep(UNIT, THIRD)
    worker.keep(OTHER, FOURTH)
    assert worker.all() == web.all() == {UNIT: THIRD, OTHER: FOURTH}
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_slower_process_undoes_nothing(tmp_path: Path) -> None:
    seen = SeenUnits.in_folder(tmp_path)
    seen.keep(UNIT, FOURTH)
    seen.keep(UNIT, THIRD)
    assert seen.newest(UNIT) == FOURTH
    seen.accept(UNIT, THIRD)
    assert seen.newest(UNIT) == THIRD


@pytest.mark.parametrize("line", ["= no toml", f'"{UNIT}" = "x {"3" * 64}"', f'"{UNIT}" = "3 ab"'])
def test_a_file_that_somebody_changed_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE_NAME).write_text(line)
    with pytest.raises(SettingsInvalid):
        SeenUnits.in_folder(tmp_path).newest(UNIT)


def test_anchors_are_the_fingerprints_and_the_memory(tmp_path: Path) -> None:
    seen = SeenUnits.in_folder(tmp_path)
    anchors = Anchors({"saguaro-city/board": "f" * 64}, seen)
    assert dict(anchors) == {"saguaro-city/board": "f" * 64}
    assert (seen_by(anchors), seen_by(dict(anchors))) == (seen, None)
