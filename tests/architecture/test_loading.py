"""What serves does not load what computes: solvers, spreadsheets and paper take memory and time."""

import subprocess
import sys

import pytest

from intake.cli.run import SHARED

HEAVY = {"highspy", "numpy", "openpyxl", "weasyprint"}
WEB = (
    "intake.cli.serve",
    *(f"intake.web.{one}.blueprint" for one in ("public", "resident", "staff")),
)


@pytest.mark.parametrize("modules", [SHARED, WEB, ("intake.cli.demonstration",)])
def test_web_worker_and_demonstration_load_nothing_heavy(modules: tuple[str, ...]) -> None:
    asked = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert set(modules) <= loaded
    assert loaded & HEAVY == set()


def test_what_the_parts_share_holds_no_pages() -> None:
    asked = f"import sys, {', '.join(SHARED)}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not any(name.startswith("intake.web.staff") for name in told.stdout.split())
