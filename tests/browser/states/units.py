"""States of the pages on units and their keys."""

from __future__ import annotations

import re

from intake.accounts.roles import Role
from tests.browser.states.entering import newcomer
from tests.browser.states.hands import Hands
from tests.browser.states.people import disabling
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import KEYLESS, KEYLESS_TOO, PLACE, UNIT, World

PRINTED = re.compile(r'<li class="code">([^<]+)</li>')
ASKED = re.compile(r'<label for="(?:first|second)_group">[^<0-9]*(\d+)')
HOME = f"/staff/units/{UNIT}"
BARE = f"/staff/units/{KEYLESS}"
OFFICE = BARE.rpartition("/")[0]


def key_printed(world: World) -> Hands:
    """The lead of an office without keys, at the printed key."""
    hands = world.staff(Role.LEAD, KEYLESS).go(f"{OFFICE}/recovery-key")
    hands.send()
    return hands


def confirm_printed(world: World) -> Hands:
    """The same, and the two groups typed back as they are printed."""
    hands = key_printed(world)
    groups = PRINTED.findall(hands.text)
    first, second = (int(number) for number in ASKED.findall(hands.text))
    hands.send(first_group=groups[first - 1], second_group=groups[second - 1])
    return hands


@state("units.index", Kind.FULL, "own units")
def own_units(world: World) -> Hands:
    """A lead's units."""
    return world.staff(Role.LEAD).go("/staff/units/")


@state("units.index", Kind.FULL, "an administrator's units")
def all_units(world: World) -> Hands:
    """Every unit of the place."""
    return world.administrator.go("/staff/units/")


@state("units.index", Kind.EMPTY, "a unit without keys")
def keyless_units(world: World) -> Hands:
    """What waits for the lead."""
    return world.staff(Role.LEAD, KEYLESS).go("/staff/units/")


@state("units.show", Kind.FULL, "with everybody in it", chosen=True)
def unit(world: World) -> Hands:
    """A unit and its people."""
    return world.staff(Role.LEAD).go(HOME)


@state("units.show", Kind.FULL, "somebody waits")
def unit_with_newcomer(world: World) -> Hands:
    """Somebody is to be let in."""
    newcomer(world)
    return world.staff(Role.LEAD).go(HOME)


@state("units.show", Kind.FULL, "somebody has left")
def unit_left(world: World) -> Hands:
    """New keys are due."""
    hands = disabling(world)
    hands.send(sure="y")
    return world.staff(Role.LEAD).go(HOME)


@state("units.show", Kind.EMPTY, "without keys")
def unit_without_keys(world: World) -> Hands:
    """Before set-up."""
    return world.staff(Role.LEAD, KEYLESS).go(BARE)


@state("units.show", Kind.EMPTY, "without keys, for somebody who may not make them")
def unit_without_keys_for_others(world: World) -> Hands:
    """Waiting for the lead."""
    return world.staff(Role.INVESTIGATOR, KEYLESS).go(BARE)


@state("units.show", Kind.ERROR, "not one's own", status=404)
def other_unit(world: World) -> Hands:
    """Looks like one that is not there."""
    return world.staff(Role.LEAD).go(f"/staff/units/{PLACE}/inspector-general/review")


@state("units.show", Kind.ERROR, "the recovery key is not in the settings")
def unproven(world: World) -> Hands:
    """The administrator has not put the line in place."""
    with world.without_recovery(UNIT):
        return world.staff(Role.LEAD).go(HOME)


@state("units.let_in", Kind.EMPTY, "before comparing", chosen=True)
def letting_in(world: World) -> Hands:
    """The six words."""
    return world.staff(Role.LEAD).go(f"{HOME}/let-in/{newcomer(world)[1]}")


@state("units.let_in", Kind.ERROR, "not compared", status=422)
def letting_in_unsure(world: World) -> Hands:
    """The box was not ticked."""
    hands = letting_in(world)
    hands.send()
    return hands


@state("units.let_in", Kind.FULL, "let in")
def let_in(world: World) -> Hands:
    """One more in the unit."""
    hands = letting_in(world)
    hands.send(same="y")
    return hands


@state("units.let_in", Kind.ERROR, "nobody waits", status=409)
def nobody_waits(world: World) -> Hands:
    """Somebody who is in already."""
    return world.staff(Role.LEAD).go(f"{HOME}/let-in/{world.staff_id(Role.CLERK)}")


@state("units.let_in", Kind.ERROR, "not let in oneself", status=409)
def not_in_oneself(world: World) -> Hands:
    """Whoever holds no key lets nobody in."""
    return world.staff(Role.INVESTIGATOR, KEYLESS).go(f"{BARE}/let-in/{'0' * 32}")


@state("units.renew", Kind.EMPTY, "before pressing")
def renewing(world: World) -> Hands:
    """What new keys mean."""
    hands = disabling(world)
    hands.send(sure="y")
    return world.staff(Role.LEAD).go(f"{HOME}/renew")


@state("units.renew", Kind.ERROR, "not confirmed", status=422)
def renewing_unsure(world: World) -> Hands:
    """The box was not ticked."""
    hands = renewing(world)
    hands.send()
    return hands


@state("units.renew", Kind.ERROR, "nothing to renew", status=404)
def nothing_to_renew(world: World) -> Hands:
    """The keys are good."""
    return world.staff(Role.LEAD).go(f"{HOME}/renew")


@state("units.renew", Kind.FULL, "renewed")
def renewed(world: World) -> Hands:
    """New keys."""
    hands = renewing(world)
    hands.send(sure="y")
    return hands


@state("keys.recovery", Kind.EMPTY, "before pressing")
def recovery_key(world: World) -> Hands:
    """What to have at hand."""
    return world.staff(Role.LEAD, KEYLESS).go(f"{OFFICE}/recovery-key")


@state("keys.recovery", Kind.ERROR, "the office has one", status=404)
def recovery_key_again(world: World) -> Hands:
    """Not twice, and not by others."""
    return world.staff(Role.INVESTIGATOR).go(f"{HOME.rpartition('/')[0]}/recovery-key")


@state("keys.printed", Kind.FULL, "to be printed", chosen=True)
def printed(world: World) -> Hands:
    """The key, once."""
    return key_printed(world)


@state("keys.printed", Kind.FULL, "typed back rightly")
def printed_right(world: World) -> Hands:
    """The unit has keys, and waits for the line in the settings."""
    return confirm_printed(world)


@state("keys.printed", Kind.ERROR, "wrong groups", status=422)
def printed_wrong(world: World) -> Hands:
    """Typed back wrongly."""
    hands = key_printed(world)
    hands.send(first_group="AAAAA", second_group="BBBBB")
    return hands


@state("keys.printed", Kind.EMPTY, "no key waits", status=404)
def nothing_printed(world: World) -> Hands:
    """Nothing to print."""
    return world.staff(Role.LEAD).go("/staff/units/recovery-key")


@state("keys.set_up", Kind.ERROR, "it has keys", status=404)
def set_up_again(world: World) -> Hands:
    """Not twice."""
    return world.staff(Role.LEAD).go(f"{HOME}/set-up")


@state("keys.set_up", Kind.EMPTY, "before typing")
def setting_up(world: World) -> Hands:
    """One more unit of an office that has a printed key."""
    return world.staff(Role.LEAD, KEYLESS).go(f"{BARE}/set-up")


@state("keys.set_up", Kind.ERROR, "the office has no printed key yet", status=409)
def setting_up_too_early(world: World) -> Hands:
    """Another unit's lead has to make it first."""
    hands = setting_up(world)
    hands.send(recovery_key="AAAAA")
    return hands


@state("keys.set_up", Kind.ERROR, "a key that is none", status=422)
def setting_up_wrong(world: World) -> Hands:
    """Not the printed key."""
    confirm_printed(world)
    hands = world.staff(Role.LEAD, KEYLESS_TOO).go(f"/staff/units/{KEYLESS_TOO}/set-up")
    hands.send(recovery_key="AAAAA")
    return hands


@state("keys.recover", Kind.EMPTY, "before typing")
def recovering(world: World) -> Hands:
    """A lead who holds no key, and nobody to ask."""
    hands, _ = newcomer(world, Role.LEAD)
    return hands.go(f"{HOME}/recover")


@state("keys.recover", Kind.ERROR, "another key typed", status=422)
def recovering_wrong(world: World) -> Hands:
    """Not the printed key."""
    hands = recovering(world)
    hands.send(recovery_key="AAAAA-AAAAA")
    return hands


absent(
    ["keys.recovery", "keys.set_up", "keys.recover"],
    Kind.FULL,
    why="a printed key is never shown again, and what follows is another page",
)
