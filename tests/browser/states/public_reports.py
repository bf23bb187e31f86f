"""States of the pages about published numbers."""

from __future__ import annotations

from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, add_state, state
from tests.browser.states.world import PLACE, World
from tests.fixtures.releases_in_store import store_releases

LIST, RELEASE, RULE, AGENCY, COMPARE = (
    f"reports.{name}" for name in ("releases", "release", "rule", "agency", "compare")
)
NEWEST = "2026Q1"
PAIR = "agencies=police&agencies=library"

absent([LIST, RELEASE, RULE, AGENCY, COMPARE], Kind.EXPIRED, why="it hangs on no visit")


def _load(world: World, path: str, *, scale: int = 3) -> Hands:
    with world.standing.session() as session:
        store_releases(session, PLACE, scale=scale)
    return world.visitor().go(path)


@state(LIST, Kind.EMPTY, "nothing published yet")
def nothing_published(world: World) -> Hands:
    """Before the first release."""
    return world.visitor().go("~/reports")


@state(LIST, Kind.ERROR, "a language that the place does not offer", status=404)
def no_such_language(world: World) -> Hands:
    """A page that is not there."""
    return world.visitor().go(f"/{PLACE}/xx/reports")


for _endpoint, _path in (
    (LIST, "~/reports"),
    (RELEASE, f"~/reports/{NEWEST}"),
    (RULE, f"~/reports/{NEWEST}/rules/R5"),
    (AGENCY, f"~/reports/{NEWEST}/agencies/police"),
    (COMPARE, f"~/reports/compare?{PAIR}"),
):
    add_state(
        _endpoint,
        Kind.FULL,
        "numbers shown and withheld",
        lambda world, path=_path: _load(world, path),
        chosen=_endpoint in {RELEASE, RULE, COMPARE},
    )

add_state(
    RELEASE,
    Kind.FULL,
    "the fourth quarter, with the tables of the year",
    lambda world: _load(world, "~/reports/2025Q4"),
)
for _endpoint, _path in (
    (RELEASE, f"~/reports/{NEWEST}"),
    (RULE, f"~/reports/{NEWEST}/rules/R5"),
    (AGENCY, f"~/reports/{NEWEST}/agencies/police"),
):
    add_state(
        _endpoint,
        Kind.EMPTY,
        "quarters in which nothing happened",
        lambda world, path=_path: _load(world, path, scale=0),
    )
for _endpoint, _path in (
    (RELEASE, "~/reports/1999Q1"),
    (RULE, f"~/reports/{NEWEST}/rules/R99"),
    (AGENCY, f"~/reports/{NEWEST}/agencies/nobody"),
    (COMPARE, "~/reports/compare?agencies=police&agencies=nobody"),
):
    add_state(
        _endpoint,
        Kind.ERROR,
        "nothing of this name",
        lambda world, path=_path: _load(world, path),
        status=404,
    )


@state(COMPARE, Kind.EMPTY, "nothing chosen yet")
def nothing_chosen(world: World) -> Hands:
    """The form alone."""
    return _load(world, "~/reports/compare")


@state(COMPARE, Kind.EMPTY, "nothing published yet")
def nothing_to_compare(world: World) -> Hands:
    """Before the first release."""
    return world.visitor().go("~/reports/compare")


@state(COMPARE, Kind.ERROR, "the same agency twice")
def same_twice(world: World) -> Hands:
    """The form again, with a word about it."""
    return _load(world, "~/reports/compare?agencies=police&agencies=police")
