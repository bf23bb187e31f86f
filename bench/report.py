"""What a run found, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import releases

FIRST_PAGE_BYTES = 15 * 1024
TARGETS = {"sqlite": 0.60, "postgres": 0.50}
QUEUE_RATIO = 2.0
REPORT_PAGE_RATIO = 0.5
FACTS_RATIO = 3.0
SLOW_RATIO = 2.0
STRANGERS_RATIO = 1.5

Found = Mapping[str, Any]


def write(found: Found, folder: Path) -> Path:
    """Keep everything, the plans too, as JSON; gives the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "results.json"
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
    return path


def show(found: Found, console: Console) -> None:
    """Print one table for each measure, both databases side by side."""
    kinds = list(found["databases"])
    for title, rows in _tables(found, kinds):
        _print(console, title, kinds, rows)
    if made := found.get("releases"):
        title = "Release of a quarter after 24: the year's end, the next (by complaints in all)"
        _print(console, title, list(made), releases.rows(made))


def _print(console: Console, title: str, columns: list[str], rows: list[tuple[str, ...]]) -> None:
    table = Table(title=title, title_justify="left")
    for name in ("", *columns, "target"):
        table.add_column(name, justify="left" if not name else "right")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _tables(found: Found, kinds: list[str]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    by_kind = [found["databases"][kind] for kind in kinds]
    yield "Final filing POST, against a bare one", _final_rows(by_kind, kinds)
    yield "Profile of the final POST (the bare one), share of its time", _profile_rows(by_kind)
    yield "Eight clients at once", _crowd_rows(by_kind)
    yield "60 slow sockets against 20 residents", _slow_rows(by_kind)
    yield "Each page of a filing: statements, bytes", _page_rows(by_kind)
    yield "First screen, bytes over the wire", _first_rows(by_kind)
    yield "Office and complainant, ms (statements)", _office_rows(by_kind)
    yield "Pages about numbers, against the style sheet", _report_page_rows(by_kind)
    yield "Sixteen strangers guess passwords", _stranger_rows(by_kind)
    if all("flood" in one for one in by_kind):
        yield "A flood with fifty true complaints in it", _flood_rows(by_kind)
    if all("queue_pages" in one for one in by_kind):
        title = f"Queue, {found['cases']:,} cases against 1,000: ratio of server time (statements)"
        yield title, _queue_rows(by_kind)
        yield "The same, its first statement alone: ratio, index", _statement_rows(by_kind)
    if all("facts" in one for one in by_kind):
        title = f"Facts of one quarter of 24, {found['cases']:,} cases, against one GROUP BY of all"
        yield title, _facts_rows(by_kind)
    yield "Programs", _program_rows(by_kind)


def _final_rows(by_kind: list[Found], kinds: list[str]) -> list[tuple[str, ...]]:
    posts = [one["final_post"] for one in by_kind]
    targets = " / ".join(f"{TARGETS[kind]:.2f}" for kind in kinds)
    return [
        ("ratio of the medians", *(_two(p["ratio"]) for p in posts), targets),
        ("ratio of the quickest tenths", *(_two(p["ratio_undisturbed"]) for p in posts), targets),
        ("ratio of processor time", *(_two(p["ratio_processor_time"]) for p in posts), ""),
        ("ms, median", *(_two(p["final_ms"]) for p in posts), ""),
        ("ms, quickest tenth", *(_two(p["final_undisturbed_ms"]) for p in posts), ""),
        ("statements", *(f"{p['statements']:.0f}" for p in posts), ""),
    ]


def _profile_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    profiles = [one["profile"] for one in by_kind]
    return [
        ("calls", *(f"{p['final']['calls']:.0f} ({p['bare']['calls']:.0f})" for p in profiles), ""),
        *(
            (
                name,
                *(f"{_share(p['final'], name)} ({_share(p['bare'], name)})" for p in profiles),
                "",
            )
            for name in profiles[0]["final"]["ms"]
        ),
    ]


def _share(profile: Found, name: str) -> str:
    return f"{profile['ms'][name] / sum(profile['ms'].values()):.0%}"


def _crowd_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    crowds = [one["crowd"] for one in by_kind]
    return [
        ("final POSTs a second", *(_two(c["per_second"]) for c in crowds), ""),
        ("p50 ms", *(_two(c["p50_ms"]) for c in crowds), ""),
        ("p99 ms", *(_two(c["p99_ms"]) for c in crowds), ""),
        ("longest wait of a writer, ms",
         *(_two(c["longest_wait_of_a_writer_ms"]) for c in crowds), ""),
        ("whole filings a second",
         *(_two(one["whole_filings"]["filings_per_second"]) for one in by_kind), ""),
    ]  # fmt: skip


def _slow_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    slow = [one["slow"] for one in by_kind]
    return [
        ("slowest page, with them against without",
         *(_two(one["slowest_ratio"]) for one in slow), f"{SLOW_RATIO:.0f}"),
        ("page in the middle", *(_two(one["ratio"]) for one in slow), f"{SLOW_RATIO:.0f}"),
        ("slowest page, ms", *(f"{one['slowest_ms']:.0f}" for one in slow), ""),
    ]  # fmt: skip


def _flood_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    floods = [one["flood"] for one in by_kind]
    return [
        ("junk complaints", *(f"{one['junk']}" for one in floods), ""),
        ("filings a second", *(f"{one['filings_per_second']:.0f}" for one in floods), ""),
        ("true ones refused", *(f"{one['true_refused']}" for one in floods), "0"),
        ("true ones lost", *(f"{one['true_lost']}" for one in floods), "0"),
        ("mails sent", *(f"{one['mails']}" for one in floods), ""),
        ("presses until all true ones are open",
         *(f"{one['presses_folding']}" for one in floods), ""),
        ("the same without folding", *(f"{one['presses']}" for one in floods), ""),
        ("a resident's page, after against before",
         *(_two(one["resident_ratio"]) for one in floods), ""),
        ("the queue, full against empty", *(_two(one["queue_ratio"]) for one in floods), ""),
    ]  # fmt: skip


def _page_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    pages = [one["whole_filings"]["pages"] for one in by_kind]
    return [
        (name, *(f"{p[name]['statements']:.0f}, {p[name]['bytes']:,}" for p in pages), "")
        for name in pages[0]
    ]


def _first_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    first = [one["first_page"] for one in by_kind]
    return [
        ("page", *(f"{one['page_bytes']:,}" for one in first), ""),
        (
            "with its style sheet",
            *(f"{one['with_style_sheet_bytes']:,}" for one in first),
            f"{FIRST_PAGE_BYTES:,}",
        ),
    ]


def _office_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    return [
        (
            name,
            *(
                f"{one[part][name]['undisturbed_ms']:.1f} ({one[part][name]['statements']:.0f})"
                for one in by_kind
            ),
            "",
        )
        for part in ("opening", "following")
        for name in by_kind[0][part]
    ]


def _report_page_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    pages = [one["report_pages"] for one in by_kind]
    return [
        *(
            (name, *(_two(p[name]["ratio"]) for p in pages), f"at least {REPORT_PAGE_RATIO:.2f}")
            for name in pages[0]
        ),
        *(
            (f"{name}, ms when new", *(f"{p[name]['first_ms']:.0f}" for p in pages), "")
            for name in pages[0]
        ),
    ]


def _stranger_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    found = [one["strangers"] for one in by_kind]
    return [row for pace in found[0] for row in _pace_rows(pace, [one[pace] for one in found])]


def _pace_rows(pace: str, found: list[Found]) -> Iterator[tuple[str, ...]]:
    page = (_two(one["page_ratio"]) for one in found)
    yield f"{pace}: a resident's page, against without", *page, f"{STRANGERS_RATIO:.2f}"
    tries = (f"{one['first_try']} of {one['sign_ins']}" for one in found)
    yield f"{pace}: known colleague, first try", *tries, "all"
    seconds = (f"{_two(one['sign_in_seconds'])} ({_two(one['sign_in_alone_seconds'])})"
               for one in found)  # fmt: skip
    yield f"{pace}: seconds to sign in (without)", *seconds, ""


def _queue_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    pages = [one["queue_pages"] for one in by_kind]
    return [
        (
            name,
            *(f"{p[name]['ratio_undisturbed']:.2f} ({_counts(p[name])})" for p in pages),
            f"{QUEUE_RATIO:.0f}",
        )
        for name in pages[0]
    ]


def _counts(page: Found) -> str:
    return " or ".join(f"{count:.0f}" for count in page["statements"])


def _statement_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    found = [one["queue_statements"] for one in by_kind]
    return [
        (name, *(_statement(one[name]) for one in found), f"{QUEUE_RATIO:.0f}") for name in found[0]
    ]


def _statement(one: Found) -> str:
    words = [_two(one["ratio_undisturbed"]), *one.get("indexes", ())]
    return "\n".join([*words, *(f"! {scan}" for scan in one.get("scans", ()))])


def _facts_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    facts = [one["facts"] for one in by_kind]
    return [
        ("ratio of the medians", *(_two(f["ratio"]) for f in facts), f"{FACTS_RATIO:.2f}"),
        ("ms, all facts", *(f"{f['facts_ms']:.0f}" for f in facts), ""),
        ("ms, the GROUP BY", *(f"{f['group_by_ms']:.0f}" for f in facts), ""),
        *(
            (f"ms, {name}", *(f"{f['ms_by_measure'][name]:.0f}" for f in facts), "")
            for name in facts[0]["ms_by_measure"]
        ),
    ]


def _program_rows(by_kind: list[Found]) -> list[tuple[str, ...]]:
    return [
        ("records imported a minute",
         *(f"{one['importing']['records_per_minute']:.0f}" for one in by_kind), ""),
        ("web, most memory, MiB", *(f"{one['web_memory_mib']:.0f}" for one in by_kind), ""),
        ("worker, most memory, MiB",
         *(f"{one['delivering']['peak_memory_mib']:.0f}" for one in by_kind), ""),
        ("import, most memory, MiB",
         *(f"{one['importing']['peak_memory_mib']:.0f}" for one in by_kind), ""),
    ]  # fmt: skip


def _two(value: float) -> str:
    return f"{value:.2f}"
