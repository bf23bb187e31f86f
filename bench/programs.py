"""The programs beside the pages: import by the minute, and the most memory that each one took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.drafts import STORY
from bench.installs import PLACE, Install

RECORDS = 200
_RUN = "import sys; from bench.programs import run_here; sys.exit(run_here(*sys.argv[1:]))"


def importing(install: Install) -> dict[str, Any]:
    """Bring in a file by the command line, as an office would."""
    file = install.folder / "import.jsonl"
    # Another run must not find its records brought in already.
    mark = os.urandom(4).hex()
    lines = (json.dumps(_record(f"{mark}-{number}")) for number in range(RECORDS))
    file.write_text("\n".join(lines) + "\n", "utf-8")
    began = time.monotonic()
    peak = _run(install, "import", str(file), "--jurisdiction", PLACE, "--json")
    seconds = time.monotonic() - began
    return {"records_per_minute": RECORDS / seconds * 60, "peak_memory_mib": peak}


def delivering(install: Install) -> dict[str, Any]:
    """One round of the worker with all the notices that the other measures left behind."""
    return {"peak_memory_mib": _run(install, "worker", "--once")}


def peak_memory(pid: int) -> float:
    """The most memory that a running process ever had resident, in MiB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def run_here(told: str, *words: str) -> int:
    """Run the product's command with one jurisdiction, as the pages are measured with.

    The peak memory of this process goes into the file `told`.
    """
    from bench import installs
    from intake.app import services as services_module
    from intake.cli import import_file, main, worker

    build = services_module.build_services

    def in_one_place(*args: Any, **options: Any) -> Any:
        return installs.in_one_place(build(*args, **options))

    for module in (import_file, worker):
        module.build_services = in_one_place  # type: ignore[attr-defined]
    code: int = main.main(list(words))
    Path(told).write_text(str(peak_memory(os.getpid())), "ascii")
    return code


def _run(install: Install, *words: str) -> float:
    """Run a command to its end; its peak memory in MiB. Raises CalledProcessError."""
    told = install.folder / "peak"
    environ = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_") and k != "PORT"}
    subprocess.run(  # noqa: S603  (words of this package)
        [sys.executable, "-c", _RUN, str(told), *words],
        env={**environ, **install.environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return float(told.read_text("ascii"))


def _record(record_id: str) -> dict[str, Any]:
    return {
        "id": record_id,
        "language": "en",
        "channel": "phone",
        "complainant_role": "family",
        "identity_mode": "confidential",
        "narrative": STORY,
        "agencies": [
            {"name": "Saguaro City Jail", "kind": "jail", "official_described": "a sergeant"}
        ],
        "incident": {"from": "now-9h", "to": "now-0h", "ongoing": True, "place": "Quail Road"},
        "answers": {
            "R1": {"custody_type": "jail", "release_reason": "bail", "now_in_custody": "yes"}
        },
    }
