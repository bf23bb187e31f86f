"""`make bench`: measure on both databases, print the tables, keep the JSON under var/bench.

BENCH_CASES=1000000     cases of the large installs (0 leaves queue and facts out)
BENCH_ONLY=sqlite       one database alone
BENCH_FLOOD=300         junk complaints with fifty true ones among them (0 leaves the flood out)
BENCH_RELEASES=300,20000  complaints of the bodies whose releases are made (empty: none)
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import (
    facts,
    filing,
    flood,
    office,
    profile,
    programs,
    queues,
    releases,
    report,
    report_pages,
    slow,
    strangers,
)
from bench.client import free_port, served
from bench.installs import KINDS, Postgres, make_install, start_postgres

FOLDER = Path("var") / "bench"


def measure(kind: str, postgres: Postgres, console: Console) -> dict[str, Any]:
    """Everything on one database."""
    found: dict[str, Any] = {}
    console.print(f"{kind}: filing")
    install = make_install(kind, "filing", postgres, port=free_port())
    with served(install) as port:
        found["final_post"] = filing.final_post(install, port)
        found["crowd"] = filing.crowd(install, port)
        found["whole_filings"] = filing.whole_filings(install, port)
        found["first_page"] = filing.first_page(port)
        console.print(f"{kind}: slow sockets")
        found["slow"] = slow.pages(port)
        console.print(f"{kind}: office")
        found["opening"] = office.opening(install, port)
        found["following"] = office.following(install, port)
        found["report_pages"] = report_pages.pages(install, port)
        console.print(f"{kind}: sixteen strangers")
        found["strangers"] = strangers.guessing(install, port)
        found["web_memory_mib"] = programs.peak_memory(found["whole_filings"]["server_pid"])
    found["profile"] = profile.final_post(install)
    console.print(f"{kind}: import and worker")
    found["importing"] = programs.importing(install)
    found["delivering"] = programs.delivering(install)
    install.close()
    if flood.wanted():
        console.print(f"{kind}: flood")
        install = make_install(kind, "flood", postgres, port=free_port())
        with served(install) as port:
            found["flood"] = flood.flooding(install, port)
        install.close()
    if queues.cases_wanted():
        console.print(f"{kind}: queue")
        pair = queues.prepare(kind, postgres, console.print)
        found["queue_pages"] = queues.pages(pair)
        found["queue_statements"] = queues.statements(pair)
        for one in pair:
            one.close()
    if facts.cases_wanted():
        console.print(f"{kind}: facts of a quarter")
        install = facts.prepare(kind, postgres, console.print)
        found["facts"] = facts.building(install)
        install.close()
    return found


def main() -> int:
    """Measure, print, keep."""
    console = Console(width=110 if not sys.stdout.isatty() else None)
    since = time.monotonic()
    load = os.getloadavg()[0]
    postgres = start_postgres()
    kinds = [kind for kind in KINDS if kind == os.environ.get("BENCH_ONLY", kind)]
    databases = {kind: measure(kind, postgres, console) for kind in kinds}
    made = releases.releasing(console.print) if releases.sizes_wanted() else {}
    found = {
        "releases": made,
        "databases": databases,
        "cases": queues.cases_wanted(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_before": load,
        "load_after": os.getloadavg()[0],
        "seconds": time.monotonic() - since,
    }
    report.show(found, console)
    path = report.write(found, FOLDER)
    busy = max(found["load_before"], 0.0)
    console.print(f"{found['seconds']:.0f} s; the machine's load before was {busy:.1f}; {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
