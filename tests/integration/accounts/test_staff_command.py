"""`intake staff` on a real install: invite, list, disable, reset."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.app.install import prepare
from intake.cli.main import main
from intake.settings import Settings, load_settings
from tests.fixtures.chance import START
from tests.fixtures.databases import Database

UNIT = "saguaro-city/oversight-board/investigations"
LINK = "/staff/join/"


@pytest.fixture
def install(
    empty_database: Database,
    data_dir: Path,
    random: Callable[[int], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """A prepared install that the command line finds by its environment."""
    environ = {"INTAKE_DATA": str(data_dir), "INTAKE_DATABASE_URL": empty_database.url}
    settings = load_settings(environ)
    prepare(settings, random=random, at=START)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return settings


@pytest.fixture
def run(install: Settings, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run one verb; gives the exit code and all that was printed."""

    def call(*words: str) -> tuple[int, str]:
        code = main(["staff", *words])
        found = capsys.readouterr()
        return code, found.out + found.err

    return call


def test_a_person_from_invitation_to_reset(run: Callable[..., tuple[int, str]]) -> None:
    code, out = run("invite", "ada@office.example", "--name", "Ada", "--role", f"{UNIT}=lead")
    assert code == 0
    assert LINK in out
    code, listed = run("list")
    assert code == 0
    assert "invited" in listed
    assert f"ada@office.example{' ' * 19}Ada ({UNIT}: lead)" in listed
    assert run("unlock", "Ada@office.example") == (0, "unlocked\n")
    code, out = run("disable", "ADA@office.example")
    assert code == 1
    assert "--yes" in out
    assert run("disable", "ADA@office.example", "--yes")[0] == 0
    code, listed = run("list", "--json")
    assert json.loads(listed) == {
        "state": "disabled",
        "email": "ada@office.example",
        "name": "Ada",
        "roles": {UNIT: ["lead"]},
    }
    code, out = run("reset", "ada@office.example", "--yes")
    assert code == 0
    assert LINK in out


def test_what_cannot_be_done_is_said_in_a_sentence(run: Callable[..., tuple[int, str]]) -> None:
    assert (
        run("invite", "ada@office.example", "--name", "Ada", "--administrator", "saguaro-city")[0]
        == 0
    )
    for words, sentence in (
        (
            ("invite", "ada@office.example", "--name", "A", "--role", f"{UNIT}=lead"),
            "someone already has",
        ),
        (
            ("invite", "no address", "--name", "A", "--role", f"{UNIT}=lead"),
            "enter an email address",
        ),
        (("invite", "b@x.example", "--name", "B"), "at least one role"),
        (("invite", "b@x.example", "--name", "B", "--administrator", "atlantis"), "configuration"),
        (
            (
                "invite",
                "b@x.example",
                "--name",
                "B",
                "--role",
                f"{UNIT}=lead",
                "--role",
                "saguaro-city/inspector-general/review=lead",
            ),
            "stand-in",
        ),
        (("reset", "nobody@x.example", "--yes"), "nobody has an account"),
    ):
        code, out = run(*words)
        assert (code, sentence in out) == (1, True), (words, out)
        assert "Traceback" not in out


def test_a_terminal_is_not_given_control_characters(run: Callable[..., tuple[int, str]]) -> None:
    run("invite", "ada@office.example", "--name", "A\x1b[31mda", "--role", f"{UNIT}=lead")
    assert "\x1b" not in run("list")[1]


@pytest.mark.parametrize(
    "name", ["Ada \udcff", "", " ", "\u200b\u3164", "A\nB", "A\u2028B", "x" * 121]
)
def test_a_name_that_cannot_be_kept_is_refused_in_words(
    run: Callable[..., tuple[int, str]], name: str
) -> None:
    code, out = run("invite", "ada@office.example", "--name", name, "--role", f"{UNIT}=lead")
    assert code == 1
    assert "enter a name" in out
    assert run("list") == (0, "")
