"""A folder is read once, until anything in it is another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intake.rules.unchanged import read_once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "one.toml").write_text("a = 1")
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "places" / "one.toml").write_text("a = 2"),
        lambda folder: (folder / "two.toml").write_text(""),
        lambda folder: (folder / "places" / "one.toml").unlink(),
        lambda folder: (folder / "places" / "one.toml").rename(folder / "one.toml"),
        lambda folder: (folder / "an-empty-folder").mkdir(),
    ],
)
def test_it_is_read_again_after_a_change(folder: Path, change: Callable[[Path], object]) -> None:
    readings: list[Path] = []
    read = read_once(lambda one: readings.append(one) or len(readings))
    assert [read(folder), read(folder)] == [1, 1]
    change(folder)
    assert [read(folder), read(folder)] == [2, 2]


def test_two_folders_of_one_content_are_two(folder: Path) -> None:
    other = folder.parent / f"{folder.name}-other"
    (other / "places").mkdir(parents=True)
    (other / "places" / "one.toml").write_text("a = 1")
    read = read_once(lambda one: one)
    assert (read(folder), read(other)) == (folder, other)


def test_a_refusal_is_not_kept(folder: Path) -> None:
    refusals = [LookupError(), LookupError()]

    def refuse(_: Path) -> None:
        raise refusals.pop()

    read = read_once(refuse)
    for _ in range(2):
        with pytest.raises(LookupError):
            read(folder)
    assert refusals == []
