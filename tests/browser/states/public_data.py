"""States of the page about the data, and of charts in frames."""

from __future__ import annotations

from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import PLACE, World
from tests.fixtures.releases_in_store import store_releases

ABOUT, FRAMED = "data_page.about", "data_embed.framed"

absent([ABOUT, FRAMED], Kind.EXPIRED, why="it hangs on no visit")
absent([FRAMED], Kind.EMPTY, why="a table that was published has rows")


def _published(world: World) -> World:
    with world.standing.session() as session:
        store_releases(session, PLACE)
    return world


@state(ABOUT, Kind.EMPTY, "nothing published yet")
def nothing_published(world: World) -> Hands:
    """Before the first release."""
    return world.visitor().go("~/data")


@state(ABOUT, Kind.FULL, "three releases", chosen=True)
def three_releases(world: World) -> Hands:
    """What there is to fetch, and how."""
    return _published(world).visitor().go("~/data")


@state(ABOUT, Kind.ERROR, "a language that the place does not offer", status=404)
def no_such_language(world: World) -> Hands:
    """A page that is not there."""
    return world.visitor().go(f"/{PLACE}/xx/data")


@state(FRAMED, Kind.FULL, "numbers shown and withheld", chosen=True)
def framed_chart(world: World) -> Hands:
    """A chart as another site frames it."""
    address = f"/{PLACE}/data/embed/2026Q1/deadlines-by-timing.html?language={world.language}"
    return _published(world).visitor().go(address)


@state(FRAMED, Kind.ERROR, "no such table", status=404)
def no_such_chart(world: World) -> Hands:
    """A table that the release does not have: an answer for programs."""
    return _published(world).visitor().go(f"/{PLACE}/data/embed/2026Q1/nothing.html")
