"""The scripted walk through a demonstration with only a browser: told, decided, closed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.prove
def test_the_walk_keeps_a_picture_of_each_step_that_the_tour_shows(tmp_path: Path) -> None:
    command = (sys.executable, "scripts/screenshots.py", str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    tour = (ROOT / "docs" / "tour.md").read_text("utf-8")
    shown = re.findall(r"screenshots/([\w-]+\.png)", tour)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(shown)
    assert all((tmp_path / name).read_bytes().startswith(PNG) for name in shown)
    assert all((ROOT / "docs" / "screenshots" / name).exists() for name in shown)
