"""A TOML file is read, or what is wrong with it is one problem that quotes no value."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.toml"


def test_a_file_gives_its_content(path: Path) -> None:
    path.write_text('name = "Oficina de quejas año"\n[mail]\nport = 25\n', "utf-8")
    assert read_toml(path) == {"name": "Oficina de quejas año", "mail": {"port": 25}}


def test_a_missing_file_is_named_as_its_reader_calls_it(path: Path) -> None:
    right = "a file named some.toml in this folder"
    assert read_toml(path, place="x/some.toml") == Problem(
        "x/some.toml", "The file is missing.", right
    )
    assert read_toml(path) == Problem(str(path), "The file is missing.", right)


@pytest.mark.parametrize("content", [b'name = "\xe9"\n', b"\xff\xfe"])
def test_what_is_no_utf_8_cannot_be_read(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    found = read_toml(path)
    assert isinstance(found, Problem)
    assert found.wrong == "The file can't be read."


def test_a_folder_cannot_be_read(path: Path) -> None:
    path.mkdir()
    assert isinstance(read_toml(path), Problem)


@pytest.mark.parametrize("line", ["password = hunter2", 'password = "hunter2', "[hunter2"])
def test_what_is_no_toml_is_told_by_line_and_quotes_nothing(path: Path, line: str) -> None:
    path.write_text(f"port = 25\n{line}\n", "utf-8")
    found = read_toml(path)
    assert isinstance(found, Problem)
    assert "line 2" in found.wrong
    assert "hunter2" not in str(found)
