"""The lines of recovery.toml are read again when they change, and refused when not right."""

import os

import pytest

from intake.settings import Settings, SettingsInvalid, recovery

ENTITY = "saguaro-city/oversight-board"
FINGERPRINT = "0f" * 32


def test_there_are_none_before_the_first_key_set_up(settings: Settings) -> None:
    assert recovery.fingerprints(settings) == {}


def test_a_line_is_read_as_it_is_printed(settings: Settings) -> None:
    recovery.path(settings).write_text(recovery.line(ENTITY, FINGERPRINT) + "\n")
    assert recovery.fingerprints(settings) == {ENTITY: FINGERPRINT}


def test_a_changed_file_is_read_again_without_a_restart(settings: Settings) -> None:
    path = recovery.path(settings)
    path.write_text(recovery.line(ENTITY, FINGERPRINT))
    assert recovery.fingerprints(settings)[ENTITY] == FINGERPRINT
    path.write_text(recovery.line(ENTITY, "ab" * 32))
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))
    assert recovery.fingerprints(settings)[ENTITY] == "ab" * 32


def test_an_unchanged_file_is_not_read_twice(settings: Settings) -> None:
    recovery.path(settings).write_text(recovery.line(ENTITY, FINGERPRINT))
    assert recovery.fingerprints(settings) is recovery.fingerprints(settings)


def test_writing_keeps_the_other_entities(settings: Settings) -> None:
    recovery.write(settings, ENTITY, FINGERPRINT)
    recovery.write(settings, "saguaro-city/inspector-general", "ab" * 32)
    assert recovery.fingerprints(settings) == {
        ENTITY: FINGERPRINT,
        "saguaro-city/inspector-general": "ab" * 32,
    }
    assert recovery.path(settings).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    [
        '"saguaro-city/board" = "1234"',
        f'board = "{FINGERPRINT}"',
        '"saguaro-city/board" = 7',
        f'["saguaro-city/board"]\nfingerprint = "{FINGERPRINT}"',
        "not toml",
    ],
)
def test_a_line_that_is_not_right_is_refused(settings: Settings, text: str) -> None:
    recovery.path(settings).write_text(text)
    with pytest.raises(SettingsInvalid, match=r"recovery\.toml"):
        recovery.fingerprints(settings)


def test_nobody_changes_the_lines_in_memory(settings: Settings) -> None:
    recovery.path(settings).write_text(recovery.line(ENTITY, FINGERPRINT))
    with pytest.raises(TypeError):
        recovery.fingerprints(settings)[ENTITY] = "ab" * 32  # type: ignore[index]
