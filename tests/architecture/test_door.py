"""What a stranger meets first is there, and points at things that exist."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
TEMPLATES = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.md"))
READ_BY_STRANGERS = [
    ROOT / "SECURITY.md",
    GITHUB / "PULL_REQUEST_TEMPLATE.md",
    GITHUB / "CODEOWNERS.example",
    *TEMPLATES,
]


def test_the_workflow_runs_what_this_repository_has() -> None:
    workflow = (GITHUB / "workflows" / "ci.yml").read_text("utf-8")
    scripts = re.findall(r"^ +- run: (\S+)$", workflow, re.MULTILINE)
    assert ".ci/run" in scripts
    assert [name for name in scripts if not os.access(ROOT / name, os.X_OK)] == []
    assert re.findall(r"permissions:\n  (.+)", workflow) == ["contents: read"]


def test_there_is_a_template_for_each_kind_of_issue_and_each_can_be_chosen() -> None:
    assert [path.stem for path in TEMPLATES] == ["bug", "translation", "wish"]
    heads = [path.read_text("utf-8").split("---\n")[1] for path in TEMPLATES]
    assert [head for head in heads if not re.search(r"^name: \S.*\nabout: \S", head)] == []


@pytest.mark.parametrize("path", READ_BY_STRANGERS, ids=lambda path: path.name)
def test_no_mail_address_of_anybody_stands_there(path: Path) -> None:
    assert re.findall(r"\S+@[\w-]+\.\w+", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", READ_BY_STRANGERS, ids=lambda path: path.name)
def test_the_documents_that_they_name_are_there(path: Path) -> None:
    named = re.findall(r"\bdocs/[\w/-]+\.md\b|\b[A-Z]+\.md\b", path.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_example_of_owners_owns_what_exists_and_is_only_an_example() -> None:
    lines = (GITHUB / "CODEOWNERS.example").read_text("utf-8").splitlines()
    patterns = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert [name for name in patterns[1:] if not list(ROOT.glob(name.strip("/")))] == []
    assert not (GITHUB / "CODEOWNERS").exists()


def test_the_address_of_an_installation_is_left_for_who_deploys_it() -> None:
    assert re.search(r"<the office that runs this .+>", (ROOT / "SECURITY.md").read_text("utf-8"))
