"""Commit messages say what in sixty characters, and why below, from CONTRIBUTING.md on."""

import subprocess
from pathlib import Path

import pytest

from scripts import commits
from scripts.commits import BEGINNING, faults

GOOD = "Add a site visit to the workflow\n\nInvestigators had no event for it."


@pytest.mark.parametrize(
    "message",
    [
        GOOD,
        "Bring in past years\n\nWhy.",
        "Pass the clock in\n\nWhy.",
        "Address residents by name\n\nhttps://" + "x" * 90,
        'Revert "' + "x" * 80 + '"',
    ],
)
def test_a_good_message_has_no_fault(message: str) -> None:
    assert list(faults(message)) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("Add " + "x" * 57 + "\n\nWhy.", "61 characters, at most 60"),
        ("add a visit\n\nWhy.", "begins with a capital"),
        ("Add a visit.\n\nWhy.", "without a period"),
        ("Added a visit\n\nWhy.", "says what to do"),
        ("Adds a visit\n\nWhy.", "says what to do"),
        ("Adding a visit\n\nWhy.", "says what to do"),
        ("Add a visit", "the body has to say why"),
        ("Add a visit\n\n  \n", "the body has to say why"),
        ("Add a visit\nWhy.", "an empty line"),
        ("Add a visit\n\nwhy " + "x" * 73, "77 characters, at most 76"),
    ],
)
def test_each_fault_is_said(message: str, fault: str) -> None:
    (said,) = faults(message)
    assert fault in said


def git(root: Path, *words: str) -> None:
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *person, *words], cwd=root, check=True, capture_output=True)


def commit(root: Path, message: str, name: str) -> None:
    (root / name).write_text(message, "utf-8")
    git(root, "add", name)
    git(root, "commit", "-q", "-m", message)


def test_only_commits_since_the_rule_are_looked_at(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "old ways", "a")
    assert commits.check(tmp_path) == (True, "")
    commit(tmp_path, "the rule itself, told of in the old way", BEGINNING)
    commit(tmp_path, GOOD, "b")
    assert commits.check(tmp_path) == (True, "")
    commit(tmp_path, "Fixed stuff", "c")
    passed, said = commits.check(tmp_path)
    assert not passed
    assert [line.partition(": ")[2] for line in said.splitlines()] == [
        'a subject says what to do, as in "Add" and not "Added" or "Adds": Fixed stuff',
        "the body has to say why: Fixed stuff",
    ]


def test_a_merge_and_a_checkout_without_history_are_fine(tmp_path: Path) -> None:
    assert commits.check(tmp_path) == (True, "")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, GOOD, BEGINNING)
    git(tmp_path, "checkout", "-q", "-b", "side")
    commit(tmp_path, GOOD, "a")
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "merged side, said badly", "side")
    assert commits.check(tmp_path) == (True, "")
