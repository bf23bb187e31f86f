"""The table of commands names every command there is, and loads only the one that is asked for."""

import argparse
import importlib
from pathlib import Path

import pytest

import intake.cli
from intake.bedrock.problems import Problem
from intake.cli.main import COMMANDS, main, make_parser, tell
from intake.settings import SettingsInvalid

MODULES = Path(intake.cli.__file__).parent.glob("*.py")


def test_every_module_with_a_command_is_in_the_table() -> None:
    offering = {path.stem for path in MODULES if "\ndef register(" in path.read_text("utf-8")}
    assert offering == {command.module for command in COMMANDS.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_registers_under_its_name_and_has_a_handler(name: str) -> None:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    importlib.import_module(f"intake.cli.{COMMANDS[name].module}").register(subparsers)
    assert name in subparsers.choices


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(f"    {name}" in said for name in COMMANDS)


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["frobnicate"])
    assert left.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


def test_only_the_chosen_command_takes_its_arguments() -> None:
    parsed = make_parser(["check-config"]).parse_args(["check-config", "somewhere"])
    assert parsed.folder == Path("somewhere")


def test_each_problem_is_told_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    tell(SettingsInvalid(Problem("here", "is wrong.", "mended", key=n) for n in "ab"))
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "intake can't start. Problems to fix: 2",
        "  here: a: is wrong. Expected: mended",
        "  here: b: is wrong. Expected: mended",
    ]
