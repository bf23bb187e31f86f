"""The figures as text for a person: a line a figure, and below it what is worst."""

from collections.abc import Iterator, Sequence
from typing import Any

MOST_MODULES = 20
"""Modules that a folder may hold."""
MOST_ARGUMENTS = 6
"""Arguments that a call of our own may be given."""
SMALL = 40
"""Lines below which a module with one importer should join it."""
SHOWN = 12

Figures = dict[str, Any]


def report(found: Figures, *, shorten: bool = True) -> str:
    """Return the text; shortened, it lists at most twelve of a kind."""
    limit = SHOWN if shorten else None
    return "\n".join(
        (
            *_modules(found["folders"], found["modules"], limit),
            *_functions(found["functions"], limit),
            *_calls(found["calls"], limit),
            *_copies(found["copies"], limit),
            *_reach(found["reach"]),
        )
    )


def _line(title: str, said: str) -> str:
    return f"{title:26}{said}"


def _listed(template: str, items: Sequence[Figures], limit: int | None) -> Iterator[str]:
    yield from ("    " + template.format(**item) for item in items[:limit])
    if len(items[:limit]) < len(items):
        yield f"          and {len(items) - len(items[:limit])} more"


def _modules(folders: Figures, modules: Figures, limit: int | None) -> Iterator[str]:
    yield _line("modules", f"{modules['count']}, {modules['lines']} lines")
    yield _line("longest module", "{lines} lines, {path}".format(**modules["longest"]))
    yield _line("modules a folder", f"max {folders['max']} (at most {MOST_MODULES})")
    over = [{"name": name, "size": size} for name, size in folders["over"].items()]
    yield from _listed("{size:4}  {name}", over, None)
    small = modules["small"]
    yield _line("small modules", f"{len(small)} under {SMALL} lines with one importer")
    yield from _listed("{lines:4}  {path}  <- {importer}", small, limit)


def _functions(found: Figures, limit: int | None) -> Iterator[str]:
    spread = "median {median:g}, p95 {p95}, max {max}"
    yield _line("functions", f"{found['count']}, {found['inner']} of them inside another")
    yield _line("lines, from def to end", spread.format(**found["lines"]) + " (at most 7, 25, 50)")
    yield _line("  without docstring", spread.format(**found["code"]))
    yield from _listed("{lines:4}  {name}  {where}", found["longest"], limit)
    yield _line("parameters", spread.format(**found["parameters"]))
    yield from _listed("{parameters:4}  {name}  {where}", found["widest"], limit)


def _calls(found: Figures, limit: int | None) -> Iterator[str]:
    for what, about in found.items():
        counts = f"{len(about['over'])} of {about['count']} over {MOST_ARGUMENTS}"
        yield _line("arguments a call", f"max {about['max']}, {counts}: {what}")
        yield from _listed("{arguments:4}  {callee}  {where}", about["over"], limit)


def _copies(found: Sequence[Figures], limit: int | None) -> Iterator[str]:
    lines = sum(copy["lines"] for copy in found)
    yield _line("copied runs", f"{len(found)} of six lines or more, {lines} lines")
    yield from _listed("{lines:4}  {first}  {second}", found, limit)


def _reach(found: Figures) -> Iterator[str]:
    for name, reach in found.items():
        beside = f"and {len(reach['aside'])} of tests and docs"
        counts = f"{len(reach['files'])} for one {name}, {beside}: {reach['example']}"
        yield _line("files a change touches", counts)
        yield from (f"          {path}" for path in reach["files"])
