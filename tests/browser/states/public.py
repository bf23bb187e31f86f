"""States of the pages for everyone."""

from __future__ import annotations

from intake.rules.codes import RuleCode
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, add_state, state
from tests.browser.states.world import CLOSED_PLACE, World

PLAIN = ("home", "rules", "who", "privacy")

absent(
    [*(f"public.{name}" for name in PLAIN), "public.rule", "entrance.choose_language"],
    Kind.EMPTY,
    why="what stands there comes from the configuration, which is never empty",
)
absent(
    [f"public.{name}" for name in PLAIN],
    Kind.EXPIRED,
    why="it hangs on no visit",
)
absent(
    ["public.rule", "entrance.start", "entrance.choose_language"],
    Kind.EXPIRED,
    why="it hangs on no visit",
)
absent(["entrance.start"], Kind.ERROR, why="nothing is asked, and its address has no parts")


def _load(path: str, world: World) -> Hands:
    return world.visitor().go(path)


for _name in PLAIN:
    _path = "~/" if _name == "home" else f"~/{_name}"
    add_state(
        f"public.{_name}",
        Kind.FULL,
        "as configured",
        lambda world, path=_path: _load(path, world),
        chosen=_name == "home",
    )
    add_state(
        f"public.{_name}",
        Kind.ERROR,
        "a language that the place does not offer",
        lambda world, path=_path: _load(path.replace("~", "/saguaro-city/xx"), world),
        status=404,
    )


for _code in RuleCode:
    add_state(
        "public.rule",
        Kind.FULL,
        _code.value,
        lambda world, code=_code.value: _load(f"~/rules/{code}", world),
        chosen=_code is RuleCode.R5,
    )


@state("public.rule", Kind.ERROR, "no such rule", status=404)
def no_such_rule(world: World) -> Hands:
    """A rule that there is not."""
    return world.visitor().go("~/rules/R99")


@state("public.home", Kind.FULL, "a place whose form does not open")
def home_of_closed_place(world: World) -> Hands:
    """The first page where nothing can be told yet."""
    return world.visitor(CLOSED_PLACE).go("~/")


@state("entrance.start", Kind.FULL, "several places")
def several_places(world: World) -> Hands:
    """The list of places."""
    return world.visitor().go("/")


@state("entrance.start", Kind.EMPTY, "one place, so no list")
def one_place(world: World) -> Hands:
    """Straight to the only place."""
    with world.only_one_place():
        return world.visitor().go("/")


@state("entrance.choose_language", Kind.FULL, "all languages")
def choose_language(world: World) -> Hands:
    """The languages of a place."""
    return world.visitor().go("/saguaro-city/")


@state("entrance.choose_language", Kind.ERROR, "no such place", status=404)
def no_such_place(world: World) -> Hands:
    """A place that this install does not serve."""
    return world.visitor().go("/nowhere/")
