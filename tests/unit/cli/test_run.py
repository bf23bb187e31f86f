"""Only a first run in an untouched place becomes a demonstration."""

from pathlib import Path

import pytest

from intake.cli.run import is_untouched, make_demonstration, parts_of
from intake.settings import Settings, SettingsInvalid, load_settings


@pytest.fixture
def empty(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("INTAKE_DATA", str(data_dir))
    return load_settings({"INTAKE_DATA": str(data_dir)})


def test_an_empty_place_becomes_a_demonstration_and_stays_one(empty: Settings) -> None:
    assert is_untouched(empty)
    assert make_demonstration(empty).demonstration
    assert load_settings({"INTAKE_DATA": str(empty.data_dir)}).demonstration
    assert not is_untouched(empty)
    assert (empty.data_dir / "intake.toml").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_yet_is_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(tmp_path / "new"))
    settings = load_settings({"INTAKE_DATA": str(tmp_path / "new")})
    assert is_untouched(settings)
    assert make_demonstration(settings).demonstration
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_behind_a_proxy_no_demonstration_is_made(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_BEHIND_TLS", "true")
    monkeypatch.setenv("INTAKE_PUBLIC_URL", "https://city.gov")
    with pytest.raises(SettingsInvalid, match="anyone may sign in as anyone"):
        make_demonstration(empty)
    assert list(empty.data_dir.iterdir()) == []


def test_a_place_with_anything_in_it_is_left_as_it_is(empty: Settings) -> None:
    (empty.data_dir / "intake.sqlite").touch()
    assert not is_untouched(empty)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTAKE_DEMONSTRATION", "false"),
        ("INTAKE_DATABASE_URL", "postgresql://intake@127.0.0.1/intake"),
    ],
)
def test_a_variable_that_settles_it_is_obeyed(
    empty: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert not is_untouched(empty)


def test_a_real_install_runs_web_and_worker_side_by_side(empty: Settings) -> None:
    parts = parts_of(empty)
    assert set(parts) == {"serve", "worker"}
    assert not any(part.after or part.ends or part.before_ready for part in parts.values())


def test_a_demonstration_is_made_beside_the_pages_and_the_worker_comes_last(
    empty: Settings,
) -> None:
    parts = parts_of(empty.model_copy(update={"demonstration": True}))
    first, rest = (name for name, part in parts.items() if part.ends)
    assert parts["serve"].after is None
    assert (parts[first].after, parts[first].before_ready) == (None, True)
    assert (parts[rest].after, parts[rest].before_ready) == (first, False)
    assert parts[rest].niceness > parts[first].niceness == 0
    assert parts["worker"].after == rest
