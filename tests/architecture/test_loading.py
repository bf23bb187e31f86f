"""What serves does not load what computes: solvers, spreadsheets and paper take memory and time."""

import subprocess
import sys

import pytest

from intake.cli.run import LOADED

HEAVY = {"highspy", "numpy", "openpyxl", "weasyprint"}


@pytest.mark.parametrize("modules", [LOADED, ("intake.cli.demonstration",)])
def test_web_worker_and_demonstration_load_nothing_heavy(modules: tuple[str, ...]) -> None:
    asked = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert set(modules) <= loaded
    assert loaded & HEAVY == set()
