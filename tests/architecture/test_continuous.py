"""Continuous integration runs in a clone whose path is awkward, and its exit code is honest."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = '#!/bin/bash\necho "$PWD CI=$CI make $*"\n[ "$1" != "$FAILING" ]\n'
# Clones as git does, a repository and nothing else.
GIT = '#!/bin/bash\n[ "$1" = status ] || { [ -e .git ] && mkdir -p "${@: -1}"; }\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing but the script, and stand-ins for make and git in front of it."""
    folder = tmp_path / "some-folder"
    for name, text in {"make": MAKE, "git": GIT}.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text, "utf-8")
        program.chmod(0o755)
    (folder / ".ci").mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    return folder


def run(checkout: Path, *, failing: str = "") -> tuple[int, list[str]]:
    """The exit code and the lines that were said."""
    done = subprocess.run(
        [checkout / ".ci" / "run"],
        cwd="/",
        env={
            "PATH": f"{checkout.parent / 'bin'}:{os.environ['PATH']}",
            "TMPDIR": str(checkout.parent / "temporary"),
            "FAILING": failing,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def test_a_repository_is_tested_in_a_clone_with_an_awkward_path(checkout: Path) -> None:
    (checkout / ".git").mkdir()
    code, said = run(checkout)
    assert code == 0
    assert [line.split("/a path with café/intake ")[1:] for line in said] == [
        ["CI=true make test"],
        ["CI=true make check"],
    ]
    assert list((checkout.parent / "temporary").iterdir()) == []


def test_what_is_no_repository_is_tested_where_it_lies(checkout: Path) -> None:
    code, said = run(checkout)
    assert code == 0
    assert said[1:] == [f"{checkout} CI=true make test", f"{checkout} CI=true make check"]


@pytest.mark.parametrize("failing", ["test", "check"])
def test_one_failure_fails_the_run_and_the_rest_still_runs(checkout: Path, failing: str) -> None:
    (checkout / ".git").mkdir()
    code, said = run(checkout, failing=failing)
    assert code == 1
    assert len(said) == 2
