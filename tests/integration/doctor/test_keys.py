"""`intake keys`: what there is, and that a rotation breaks nothing that was sealed before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from intake.accounts.roles import Role
from intake.accounts.second_factor import current_code
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.sign_in import begin_sign_in
from intake.app.services import keyring_folder
from intake.cli.main import make_parser
from intake.settings import Settings
from intake.vault.server.files import HOLDS, Process, Purpose, create_keyrings
from tests.fixtures.standing import Standing
from tests.integration.importing.ready import as_lines

UNIT = "saguaro-city/oversight-board/intake"


def run(settings: Settings, *words: str) -> int:
    arguments = make_parser(words[:1]).parse_args(words)
    code: int = arguments.handler(arguments, settings)
    return code


def listed(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> dict[tuple[str, str], list[str]]:
    capsys.readouterr()
    assert run(settings, "keys", "list", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {(line["file"], line["purpose"]): line["ids"] for line in lines}


@pytest.fixture
def keys(settings: Settings, random: Callable[[int], bytes]) -> Path:
    """The keyrings of an install, without a database."""
    folder = keyring_folder(settings)
    folder.mkdir(mode=0o700)
    create_keyrings(folder, random)
    return folder


def test_every_purpose_of_every_file_is_shown_and_no_key(
    settings: Settings, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = listed(settings, capsys)
    assert set(shown) == {
        (process.value, purpose.value) for process in Process for purpose in HOLDS[process]
    }
    assert {len(key) for ids in shown.values() for key in ids} == {8}
    assert run(settings, "keys", "list") == 0
    words = capsys.readouterr().out
    assert "residents' addresses for updates" in words
    assert max(len(word) for word in words.split()) < 40


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_rotation_reaches_every_file_that_holds_the_purpose(
    settings: Settings, keys: Path, capsys: pytest.CaptureFixture[str], purpose: Purpose
) -> None:
    before = listed(settings, capsys)
    assert run(settings, "keys", "rotate", purpose.value) == 0
    said = capsys.readouterr()
    assert "restart web and worker" in said.err
    after = listed(settings, capsys)
    changed = {place for place in after if after[place] != before[place]}
    assert changed == {
        (process.value, purpose.value) for process in Process if purpose in HOLDS[process]
    }
    (new,) = {after[place][-1] for place in changed}
    assert f"{purpose.value}: the current key is now {new}" in said.out
    assert all(after[place][:-1] == before[place] for place in changed)
    assert all(path.stat().st_mode & 0o077 == 0 for path in keys.iterdir())


def test_without_files_there_is_nothing_to_rotate(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(settings, "keys", "rotate", "pepper") == 1
    assert "no keyring" in capsys.readouterr().err
    assert run(settings, "keys", "list") == 0
    with pytest.raises(SystemExit):
        make_parser(["keys"]).parse_args(["keys", "rotate", "no-such-purpose"])


def test_after_a_rotation_of_all_people_sign_in_and_imports_know_what_came_in(
    standing: Standing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given.jsonl"
    given.write_bytes(as_lines({"id": "1", "narrative": "x"}))
    words = ("import", str(given), "--jurisdiction", "saguaro-city", "--json")
    assert run(standing.settings, *words) == 0
    first = json.loads(capsys.readouterr().out)
    for purpose in Purpose:
        assert run(standing.settings, "keys", "rotate", purpose.value) == 0
    capsys.readouterr()
    assert run(standing.settings, *words) == 0
    assert json.loads(capsys.readouterr().out) == first
    account = standing.person(UNIT, Role.INTAKE).account
    context = standing.context()
    context = replace(context, at=context.at + timedelta(hours=1))
    with standing.session() as session:
        visit = begin_sign_in(
            session, context=context, address=account.email, password=account.password
        )
        code = current_code(account.second_factor, at=context.at)
        assert complete_sign_in(session, context=context, visit=visit, code=code).seed()
