"""States of the pages on which a resident tells what happened."""

from __future__ import annotations

from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, add_state, state
from tests.browser.states.world import CLOSED_PLACE, World

LONG = "Una palabra larguísima: " + "Donaudampfschifffahrtsgesellschaft" * 12 + " \u202e<b>😀</b>\n"
FIELDS: dict[int, dict[str, object]] = {
    2: {"common_held_now": "yes", "common_situations": ["kept_in_jail", "bail_not_taken"]},
    3: {"words": LONG},
    4: {
        "agencies": ["police", "holding-center"],
        "other_agency": LONG.strip()[:400],
        "other_kind": "sheriff",
        "common_official": "un sargento",
        "common_federal_agents": "with_local",
        "common_place": LONG.strip()[:300],
        "common_when_from_year": "2026",
        "common_when_from_month": "3",
        "common_when_from_day": "1",
    },
    5: {"common_how_many": "1", "common_age_group": "adult"},
    6: {"mode": "identified", "role": "family", "keep_from": ["inspector-general"]},
    7: {"name": "Ana Álvarez-Iñiguez", "contact": "+1 520 555 0100"},
}
WRONG: dict[int, dict[str, object]] = {
    2: {"common_held_now": "maybe"},
    3: {"words": "a" * 50_017},
    4: {"common_when_from_day": "32", "other_agency": "x" * 600},
    5: {"common_how_many": "many", "common_age_group": "old"},
    6: {"mode": "secret", "keep_from_names": "x" * 6_000},
    7: {"name": "x" * 600},
}


def tell(world: World, *, until: int = 8, mode: str = "identified") -> Hands:
    """Tell everything up to a page, and stand before it."""
    hands = world.visitor().go("~/p/2")
    for number in range(2, until):
        more = {"mode": mode} if number == 6 else {}
        hands.send(**{**FIELDS[number], **more})
    return hands


def sent(world: World, *, mode: str = "anonymous") -> Hands:
    """Tell everything and send it."""
    hands = tell(world, mode=mode)
    hands.send()
    return hands


def draft_over(world: World, number: int) -> Hands:
    """A page sent after its draft has expired."""
    hands = tell(world, until=number).go(f"~/p/{number}")
    world.clock.advance(days=2)
    hands.send(**FIELDS[number])
    return hands


def filled(world: World, number: int) -> Hands:
    """A page as it was saved, shown again."""
    return tell(world).go(f"~/p/{number}")


def refused(world: World, number: int) -> Hands:
    """A page with something that cannot be kept."""
    hands = tell(world, until=number).go(f"~/p/{number}")
    hands.send(**{**FIELDS[number], **WRONG[number]})
    return hands


for _number in FIELDS:
    add_state(
        "resident.step",
        Kind.EMPTY,
        f"page {_number}",
        lambda world, number=_number: world.visitor().go(f"~/p/{number}"),
        chosen=_number == 2,
    )
    add_state(
        "resident.step",
        Kind.FULL,
        f"page {_number}",
        lambda world, number=_number: filled(world, number),
        chosen=_number == 4,
    )
    add_state(
        "resident.step",
        Kind.ERROR,
        f"page {_number}",
        lambda world, number=_number: refused(world, number),
        status=422,
        chosen=_number == 3,
    )
    add_state(
        "resident.step",
        Kind.EXPIRED,
        f"page {_number}",
        lambda world, number=_number: draft_over(world, number),
        chosen=_number == 3,
    )


@state("resident.step", Kind.ERROR, "no such page", status=404)
def no_such_page(world: World) -> Hands:
    """A number that leads nowhere."""
    return world.visitor().go("~/p/99")


@state("resident.start", Kind.EMPTY, "first visit", chosen=True)
def first_screen(world: World) -> Hands:
    """Before anything."""
    return world.visitor().go("~/p/1")


@state("resident.start", Kind.FULL, "with a draft on this device")
def first_screen_again(world: World) -> Hands:
    """With something not sent yet."""
    return tell(world).go("~/p/1")


@state("resident.start", Kind.ERROR, "the form does not open", status=503, chosen=True)
def form_closed(world: World) -> Hands:
    """Nobody holds keys there."""
    return world.visitor(CLOSED_PLACE).go("~/p/1")


@state("resident.start", Kind.EXPIRED, "the draft has expired")
def first_screen_too_late(world: World) -> Hands:
    """After the draft was deleted."""
    hands = tell(world)
    world.clock.advance(days=20)
    return hands.go("~/p/1")


@state("resident.check", Kind.EMPTY, "nothing told")
def nothing_to_check(world: World) -> Hands:
    """Without a draft."""
    return world.visitor().go("~/p/8")


@state("resident.check", Kind.FULL, "everything told", chosen=True)
def everything_to_check(world: World) -> Hands:
    """All pages filled in."""
    return tell(world)


@state("resident.check", Kind.ERROR, "nothing to send yet", status=422)
def too_little(world: World) -> Hands:
    """A draft in which nothing was said."""
    hands = world.visitor().go("~/p/2")
    hands.send()
    hands.go("~/p/8").send()
    return hands


@state("resident.check", Kind.EXPIRED, "sent when the draft had expired")
def checked_too_late(world: World) -> Hands:
    """The draft ended before it was sent."""
    hands = tell(world)
    world.clock.advance(days=20)
    hands.send()
    return hands


@state("resident.receipt", Kind.FULL, "no name, held now", chosen=True)
def receipt(world: World) -> Hands:
    """What was sent."""
    return sent(world)


@state("resident.receipt", Kind.FULL, "with a name")
def receipt_with_name(world: World) -> Hands:
    """Sent with a name."""
    return sent(world, mode="identified")


@state("resident.receipt", Kind.EMPTY, "not sent yet")
def no_receipt(world: World) -> Hands:
    """A draft has no receipt."""
    return tell(world).go("~/p/9")


@state("resident.receipt", Kind.EXPIRED, "the visit has ended")
def receipt_too_late(world: World) -> Hands:
    """After its hour."""
    hands = sent(world)
    world.clock.advance(hours=3)
    return hands.go("~/p/9")


@state("resident.early_code", Kind.EMPTY, "no draft")
def no_early_code(world: World) -> Hands:
    """Nothing to come back to."""
    return world.visitor().go("~/p/10")


@state("resident.early_code", Kind.EMPTY, "not shown yet")
def early_code_offered(world: World) -> Hands:
    """Before the code is shown."""
    return tell(world, until=4).go("~/p/10")


@state("resident.early_code", Kind.FULL, "shown")
def early_code(world: World) -> Hands:
    """The code before sending."""
    hands = tell(world, until=4).go("~/p/10")
    hands.send()
    return hands


@state("resident.early_code", Kind.EXPIRED, "the draft has expired")
def early_code_too_late(world: World) -> Hands:
    """After the draft was deleted."""
    hands = early_code(world)
    world.clock.advance(days=20)
    return hands.go("~/p/10")


@state("resident.end", Kind.EMPTY, "without a visit")
def ended_before(world: World) -> Hands:
    """Nothing was open."""
    return world.visitor().go("~/p/11")


@state("resident.end", Kind.FULL, "after sending")
def ended(world: World) -> Hands:
    """The receipt was saved."""
    hands = sent(world)
    hands.send("/p/11")
    return hands


absent(["resident.receipt"], Kind.ERROR, why="it is only read")
absent(["resident.end"], Kind.EXPIRED, why="it is the page after the end")
