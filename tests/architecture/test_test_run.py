"""A test run counts honestly: what was left out is said, and under CI=true is no success."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fixtures.chance import START, Clock, repeatable_random
from tests.fixtures.network import NetworkRefused

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "def test_it(): pass\n"
DATABASE = "import pytest\n@pytest.mark.{lane}\ndef test_it(): pass\n"
BROWSER = "def test_it(browser): assert browser.version\n"
SKIPPED = "import pytest\n@pytest.mark.skip(reason='no such file')\ndef test_it(): pass\n"
SLOW = "import time\ndef test_it(): time.sleep(1.1)\n"

# The plugins that these little runs do without take longer to load than the tests take.
UNUSED = ("cacheprovider", "hypothesispytest", "randomly")
QUICK = [word for name in UNUSED for word in ("-p", f"no:{name}")]

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    tests = tmp_path / "tests"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tests" / "fixtures", tests / "fixtures", ignore=ignored)
    for name in ("__init__.py", "conftest.py", "budget.toml"):
        shutil.copyfile(ROOT / "tests" / name, tests / name)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")

    def begin(
        files: dict[str, str], *words: str, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            (tests / name).parent.mkdir(parents=True, exist_ok=True)
            (tests / name).write_text(text, "utf-8")
        return subprocess.run(
            [sys.executable, "-m", "pytest", *QUICK, *words],
            cwd=tmp_path,
            env={**os.environ, "CI": "", **environ},
            capture_output=True,
            text=True,
            check=False,
        )

    return begin


ALL = {
    "unit/test_a.py": PLAIN,
    "integration/test_b.py": DATABASE.format(lane="sqlite"),
    "integration/test_c.py": DATABASE.format(lane="postgres"),
    "browser/test_d.py": PLAIN,
}


@pytest.mark.parametrize("words", [(), ("-n", "2", "--dist", "loadfile")])
def test_the_summary_counts_what_ran_on_each_lane(run: Run, words: tuple[str, ...]) -> None:
    done = run(ALL, *words, CI="true")
    assert done.returncode == 0, done.stdout
    assert "tests executed: SQLite 1, PostgreSQL 1, browser 1" in done.stdout
    assert "seconds used, of the budget" in done.stdout
    assert done.stdout.splitlines()[-1].strip("= ").startswith("4 passed")


def test_a_lane_without_any_test_fails_under_ci(run: Run) -> None:
    files = {name: text for name, text in ALL.items() if not name.endswith("test_c.py")}
    done = run(files, CI="true")
    assert done.returncode == 1
    assert "FAILED under CI=true: no PostgreSQL test ran" in done.stdout


def test_a_missing_browser_is_said_loudly_and_fails_under_ci(run: Run) -> None:
    files = {**ALL, "browser/test_e.py": BROWSER}
    missing = {"CHROMIUM": "", "PATH": "/nowhere", "PLAYWRIGHT_BROWSERS_PATH": "/nowhere"}
    done = run(files, CI="true", **missing)
    assert done.returncode == 1
    assert "NOT RUN: browser tests: Skipped: no Chromium" in done.stdout
    assert "apt-get install" in done.stdout
    assert "FAILED under CI=true: browser tests were left out" in done.stdout


def test_any_test_that_was_left_out_fails_under_ci(run: Run) -> None:
    done = run({**ALL, "unit/test_e.py": SKIPPED}, CI="true")
    assert done.returncode == 1
    assert "NOT RUN: other tests: Skipped: no such file" in done.stdout
    assert "FAILED under CI=true: other tests were left out" in done.stdout


def test_a_run_over_its_budget_says_so_and_does_not_fail(run: Run, tmp_path: Path) -> None:
    budget = "total = 1\n[folders]\nunit = 1\n"
    done = run({**ALL, "unit/test_a.py": SLOW, "budget.toml": budget})
    assert done.returncode == 0
    assert done.stdout.count("OVER") == 2


def test_tests_that_a_person_picked_have_no_budget_and_no_lanes(run: Run) -> None:
    budget = "total = 1\n[folders]\nunit = 1\n"
    done = run({"unit/test_a.py": SLOW, "budget.toml": budget}, "tests/unit", CI="true")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_no_test_reaches_another_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as sock:
        with pytest.raises(NetworkRefused):
            sock.connect(address)
        with pytest.raises(NetworkRefused):
            sock.connect_ex(address)
    with pytest.raises(NetworkRefused):
        socket.create_connection(("intake.test", 80))


def test_a_test_reaches_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_the_clock_stands_until_it_is_moved() -> None:
    clock = Clock()
    assert clock() == clock() == START
    assert clock.advance(days=2) == START + timedelta(days=2) == clock()


def test_repeatable_randomness_repeats_over_runs_and_never_within_one() -> None:
    one, two, other = (repeatable_random(seed) for seed in ("a", "a", "b"))
    assert one(16) == two(16)
    assert one(16) != one(16)
    assert other(16) != repeatable_random("a")(16)
    assert len(one(7)) == 7
