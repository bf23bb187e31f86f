"""The release of a quarter with six years behind it: protecting, writing and attacking it.

BENCH_RELEASES=300,20000   complaints in all quarters together (empty leaves releases out)

Each size runs in a process of its own, so that its memory is its own; so does the attack, as it
does in the product.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.programs import peak_memory

CATALOGUE = "wide"
HISTORY = 24
MOST_SECONDS = 300
MOST_MIB = 1024
_RUN = "import sys; from bench.releases import run_here; run_here(int(sys.argv[1]), sys.argv[2])"
_ATTACK = "import sys; from bench.releases import attack_here; attack_here(sys.argv[1])"


def sizes_wanted() -> tuple[int, ...]:
    """How many complaints the bodies have."""
    given = os.environ.get("BENCH_RELEASES", "300,20000")
    return tuple(int(size) for size in given.split(",") if size)


def releasing(say: Callable[[str], None]) -> dict[str, Any]:
    """Every size's figures: of the release that ends the sixth year, and of the next one."""
    found = {}
    for complaints in sizes_wanted():
        say(f"releases of a body with {complaints:,} complaints")
        with TemporaryDirectory(prefix="intake-releases-") as folder:
            found[str(complaints)] = _python(_RUN, str(complaints), folder)
    return found


def run_here(complaints: int, folder: str) -> None:
    """Publish one quarter more than the history; print the last two releases' figures as JSON."""
    from tests.fixtures.bodies import make_body
    from tests.fixtures.simulated import Simulation, shipped_catalogue

    catalogue = shipped_catalogue(CATALOGUE)
    body = make_body(catalogue, complaints=complaints, quarters=HISTORY + 1)
    simulation = Simulation(catalogue, body, Path(folder))
    figures = {}
    for number, quarter in enumerate(body.quarters, start=1):
        if number == HISTORY:
            simulation.proofs = None  # as in the product, which remembers no moves
        began = time.monotonic()
        simulation.publish(quarter)
        if number >= HISTORY:
            protected = time.monotonic() - began
            attack = _python(_ATTACK, folder)
            figures["year_end" if number == HISTORY else "next"] = {
                "protect_seconds": protected,
                "attack_seconds": attack["seconds"],
                "seconds": protected + attack["seconds"],
                "attack_mib": attack["mib"],
                "protect_mib": peak_memory(os.getpid()),
                "shown": simulation.shown,
                "clean": attack["clean"],
            }
    print(json.dumps(figures))


def rows(found: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """A line a figure; the column of each size holds the year's end, and the next quarter."""
    sizes = list(found)
    lines = (
        ("s, in all", "seconds", str(MOST_SECONDS)),
        ("s, protecting and writing", "protect_seconds", ""),
        ("s, the attack", "attack_seconds", ""),
        ("MiB, protecting", "protect_mib", str(MOST_MIB)),
        ("MiB, the attack", "attack_mib", str(MOST_MIB)),
    )
    return [
        (words, *(_both(found[size], key) for size in sizes), most) for words, key, most in lines
    ]


def _both(one: Mapping[str, Any], key: str) -> str:
    return f"{one['year_end'][key]:.0f}, {one['next'][key]:.0f}"


def attack_here(folder: str) -> None:
    """Attack a folder of releases; print what it took as JSON."""
    from intake.attack import attack_folder

    began = time.monotonic()
    clean = attack_folder(Path(folder)).is_clean
    seconds = time.monotonic() - began
    print(json.dumps({"seconds": seconds, "clean": clean, "mib": peak_memory(os.getpid())}))


def _python(code: str, *words: str) -> Any:
    """What a process of its own printed last, as JSON. Raises CalledProcessError."""
    done = subprocess.run(  # noqa: S603  (words of this module)
        [sys.executable, "-c", code, *words], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])
