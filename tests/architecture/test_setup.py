"""`scripts/setup` removes nothing that is not its own, and says how it is called."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def setup(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "scripts" / "setup", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_folder_that_holds_files_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("words", "utf-8")
    done = setup("--run", tmp_path)
    assert done.returncode == 1
    assert "holds files and is no environment" in done.stderr
    assert kept.read_text("utf-8") == "words"


@pytest.mark.parametrize("words", [("--run",), ("--other", "x"), ("one",), ("--run", "a", "b")])
def test_a_call_that_it_does_not_know_is_answered_with_how_to_call_it(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    done = setup(*words)
    assert done.returncode == 2
    assert "scripts/setup --run DIR" in done.stderr


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes_and_one_version(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(entries) > 30
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ;]+ ", entry), entry[:60]
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", entry), entry[:60]


def test_nothing_is_installed_without_its_hash() -> None:
    script = (ROOT / "scripts" / "setup").read_text("utf-8")
    calls = re.findall(r"^ *pip (?:install .*)$", script, re.MULTILINE)
    assert calls
    for call in calls:
        assert "--require-hashes" in call or "--no-deps" in call, call
    assert "scripts/setup --run" in (ROOT / ".ci" / "install").read_text("utf-8")
