"""What gives way really comes after others, also where Linux sorts by session."""

import subprocess
import sys
from pathlib import Path

import pytest

from intake.app import priority
from intake.app.publishing_child import start_command

ASK = """
import os, sys
from intake.app.priority import AUTOGROUP, give_way
os.setsid()
give_way(7)
print(os.nice(0), AUTOGROUP.read_text().split()[-1] if AUTOGROUP.exists() else "7")
"""


def test_it_counts_in_the_session_and_among_sessions() -> None:
    before = subprocess.run(
        [sys.executable, "-c", "import os; print(os.nice(0))"], capture_output=True, check=True
    )
    told = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True)
    reached = min(int(before.stdout) + 7, 19)
    nice, autogroup = map(int, told.stdout.split())
    assert nice == reached
    assert autogroup in {reached, 7}


def test_a_system_that_does_not_sort_by_session_is_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(priority, "AUTOGROUP", tmp_path / "none" / "autogroup")
    priority.give_way(0)


def test_a_release_is_computed_behind_everybody_else() -> None:
    process = start_command(("--help",))
    stat = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    process.wait()
    assert int(stat[16]) >= 10
    assert int(stat[3]) == process.pid
