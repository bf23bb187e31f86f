"""`intake init`: an install is made once, completed as often as wished, and never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.cli.main import main
from intake.settings.loading import FILE_NAME
from tests.fixtures.databases import Database


@pytest.fixture
def place(empty_database: Database, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder and an empty database."""
    monkeypatch.setenv("INTAKE_DATA", str(data_dir))
    monkeypatch.setenv("INTAKE_DATABASE_URL", empty_database.url)
    return data_dir


def files(folder: Path) -> dict[str, bytes]:
    """All files but the database."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "sqlite" not in path.name
    }


def test_made_once_and_complete_ever_after(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert "made" in capsys.readouterr().out
    made = files(place)
    assert len([name for name in made if name.endswith(".keyring")]) == 4
    assert main(["init"]) == 0
    assert "complete" in capsys.readouterr().out
    assert files(place) == made


def test_a_production_install_asks_for_what_must_be_decided(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--production"]) == 0
    said = capsys.readouterr().out
    for step in ("check-config", "backup --make-key", "staff invite", "doctor"):
        assert step in said
    settings = place / FILE_NAME
    assert settings.stat().st_mode & 0o077 == 0
    assert "demonstration = false" in settings.read_text("utf-8")
    # Nothing starts while a question is unanswered.
    assert main(["serve"]) == 2
    assert "still a placeholder" in capsys.readouterr().err


def test_lost_keys_are_not_made_anew(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    for path in (place / "keys").iterdir():
        path.unlink()
    assert main(["init"]) == 2
    assert "backup" in capsys.readouterr().err


def test_a_demonstration_never_becomes_a_real_install(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTAKE_DEMONSTRATION", "true")
    assert main(["init", "--production"]) == 1
    assert "is a demonstration" in capsys.readouterr().err
    assert files(place) == {}
