"""The bench is run by hand: what moves in the product must not leave it behind unseen."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
MODULES = sorted(path.stem for path in BENCH.glob("*.py") if path.stem != "__main__")


def test_there_are_modules_to_look_at() -> None:
    assert "filing" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_every_module_of_the_bench_can_be_imported(name: str) -> None:
    import_module(f"bench.{name}")
