"""States of the pages for looking around, which a demonstration alone has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from intake.accounts.roles import Role
from intake.settings import demonstration
from intake.settings.demonstration import Kept, Told
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import PLACE, UNIT, World

PEOPLE = "/staff/demonstration/"


@contextmanager
def everybody(world: World) -> Iterator[None]:
    """With the file that a demonstration's set-up writes; another place is still to come."""
    settings = world.standing.settings
    accounts = (person.account for unit, person in sorted(world.people.items()))
    demonstration.write(
        settings,
        Kept(
            accounts=tuple(one for one in accounts if one.unit.startswith(f"{PLACE}/")),
            complaints=tuple(
                Told(code=told.code, reference=told.reference, jurisdiction=PLACE, path=path)
                for path, told in sorted(world.told.items())
            ),
            to_come=("state-of-ocotillo",),
        ),
    )
    yield
    demonstration.path(settings).unlink()


def press(world: World, hands: Hands, role: Role) -> Hands:
    """Press the button of somebody of the unit."""
    form = next(one for one in hands.forms() if one.action.endswith("/sign-in"))
    email = world.people[(UNIT, role)].account.email
    hands.post(form.action, [*form.fields, ("person", email)])
    return hands


def pressed(world: World, role: Role, *, times: int = 1) -> Hands:
    """Somebody new who pressed a button, and came back to press it again."""
    world.clock.advance(minutes=1)
    hands = world.visitor()
    with everybody(world):
        for _ in range(times):
            press(world, hands.go(PEOPLE), role)
    return hands


@state("demonstration.start", Kind.FULL, "leads to who can be chosen")
def short_address(world: World) -> Hands:
    """The address that the terminal and the README name."""
    with everybody(world):
        return world.visitor().go("/demonstration/")


@state("demonstration.start", Kind.EMPTY, "before anybody is there")
def short_address_early(world: World) -> Hands:
    """While the first place is being made."""
    return world.visitor().go("/demonstration/")


@state("demonstration.start", Kind.ERROR, "a real install has none", status=404)
def no_short_address(world: World) -> Hands:
    """Looks like a page that is not there."""
    with world.in_earnest():
        return world.visitor().go("/demonstration/")


@state("look_around.people", Kind.EMPTY, "before anybody is there")
def nobody(world: World) -> Hands:
    """No person, no code, no mail."""
    return world.visitor().go(PEOPLE)


@state("look_around.people", Kind.FULL, "everybody, and mails", chosen=True)
def people(world: World) -> Hands:
    """All roles of a place, with the notices of everything that happened in the world."""
    with everybody(world), world.mails_sent():
        return world.visitor().go(PEOPLE)


@state("look_around.people", Kind.ERROR, "a real install has none", status=404)
def no_people(world: World) -> Hands:
    """Looks like a page that is not there."""
    with world.in_earnest():
        return world.visitor().go(PEOPLE)


@state("look_around.sign_in", Kind.FULL, "signed in with one press")
def signed_in(world: World) -> Hands:
    """The queue of the office."""
    return pressed(world, Role.INTAKE)


@state("look_around.sign_in", Kind.EMPTY, "nobody was chosen")
def nobody_chosen(world: World) -> Hands:
    """Back to the page."""
    hands = world.visitor()
    with everybody(world):
        form = next(one for one in hands.go(PEOPLE).forms() if one.action.endswith("/sign-in"))
        hands.post(form.action, list(form.fields))
    return hands


@state("look_around.sign_in", Kind.ERROR, "pressed too often")
def pressed_often(world: World) -> Hands:
    """Every code of this half minute is used."""
    return pressed(world, Role.LEAD, times=5)


absent(
    ["demonstration.start", "look_around.people", "look_around.sign_in"],
    Kind.EXPIRED,
    why="it hangs on no visit",
)
