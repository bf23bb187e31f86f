"""`scripts/setup` removes nothing that is not its own, and says how it is called."""

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
