"""States of the pages on who can read a case."""

from __future__ import annotations

from intake.accounts.roles import Role
from tests.browser.states.cases import CASES, case
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import World


def letting_in(world: World) -> Hands:
    """The form, before somebody who may let units in."""
    hands = case(world, "review", Role.SUPERVISOR)
    return hands.go(f"{hands.address}/access/new")


def let_in(world: World) -> Hands:
    """A unit that was let in."""
    hands = letting_in(world)
    hands.send(unit=hands.value("unit"), letters=[hands.value("letters")])
    return hands


@state("sharing.access", Kind.EMPTY, "only the unit that has it")
def only_holder(world: World) -> Hands:
    """Nobody else."""
    hands = case(world, "review", Role.SUPERVISOR)
    return hands.go(f"{hands.address}/access")


@state("sharing.access", Kind.FULL, "one more let in")
def one_more(world: World) -> Hands:
    """Two units."""
    return let_in(world)


@state("sharing.access", Kind.ERROR, "no such case", status=404)
def no_such_case(world: World) -> Hands:
    """An id that is nobody's."""
    return world.staff(Role.SUPERVISOR).go(f"{CASES}/{'0' * 32}/access")


@state("sharing.let_in", Kind.EMPTY, "before choosing", chosen=True)
def before(world: World) -> Hands:
    """Which unit, and what it can open."""
    return letting_in(world)


@state("sharing.let_in", Kind.ERROR, "nothing chosen", status=422)
def nothing_chosen(world: World) -> Hands:
    """An empty form."""
    hands = letting_in(world)
    hands.send()
    return hands


@state("sharing.let_in", Kind.FULL, "let in")
def done(world: World) -> Hands:
    """What follows is the list."""
    return let_in(world)


@state("sharing.let_out", Kind.FULL, "let out")
def let_out(world: World) -> Hands:
    """Its access has ended."""
    hands = let_in(world)
    hands.send("/access/end")
    return hands


@state("shared.index", Kind.EMPTY, "nothing shared")
def nothing_shared(world: World) -> Hands:
    """No unit let this one in."""
    return world.staff(Role.LEAD).go("/staff/shared")


@state("shared.index", Kind.FULL, "something shared")
def something_shared(world: World) -> Hands:
    """A unit that was let in sees the case there."""
    hands = letting_in(world)
    chosen = hands.value("unit")
    hands.send(unit=chosen, letters=[hands.value("letters")])
    let_in_unit = chosen.partition("|")[0]
    return world.staff(Role.LEAD, let_in_unit).go("/staff/shared")


absent(["shared.index"], Kind.ERROR, why="it is only read")
absent(["sharing.let_out"], Kind.EMPTY, why="its button stands on the list of units")
