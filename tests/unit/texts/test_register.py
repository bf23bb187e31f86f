"""The register of translations speaks of every file, and a review lapses with a change."""

from datetime import date
from pathlib import Path

import pytest

from intake.texts.register import (
    Author,
    Entry,
    RegisterInvalid,
    Review,
    faults,
    fingerprint,
    read_register,
)

ROOT = Path(__file__).parents[3]


def test_every_translation_file_is_in_the_register() -> None:
    assert list(faults(ROOT)) == []


def test_a_file_that_is_missing_in_it_and_a_review_that_lapsed_are_named(tmp_path: Path) -> None:
    path = tmp_path / "register.toml"
    review = f'review = {{day = 2026-01-31, sha256 = "{"0" * 64}"}}'
    text = f'[[es]]\nfiles = "config/**/*.toml"\nauthor = "native_speaker"\n{review}\n'
    path.write_text(text, encoding="utf-8")
    found = list(faults(ROOT, register=path))
    assert "es: staff.po is not in the register" in found
    assert found[-1] == "es: config/**/*.toml changed since its review"
    assert not any("toml is not" in fault for fault in found)


def test_no_draft_passes_for_reviewed() -> None:
    drafts = [entry for entry in read_register() if entry.author is Author.DRAFT]
    assert drafts
    assert not any(entry.is_reviewed(ROOT) for entry in drafts)


def test_a_review_lapses_when_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text("one", encoding="utf-8")
    review = Review(date(2026, 1, 31), fingerprint((path,)))
    entry = Entry("es", "*.po", Author.NATIVE_SPEAKER, review)
    assert entry.is_reviewed(tmp_path)
    path.write_text("two", encoding="utf-8")
    assert not entry.is_reviewed(tmp_path)


@pytest.mark.parametrize(
    "row", ['author = "draft"', 'files = "*"', 'files = "*"\nauthor = "machine"']
)
def test_an_entry_that_lacks_something_is_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "register.toml"
    path.write_text(f"[[es]]\n{row}\n", encoding="utf-8")
    with pytest.raises(RegisterInvalid):
        read_register(path)
