"""States of the pages on which a complaint is taken by telephone or at the counter."""

from __future__ import annotations

from sqlalchemy import update

from intake.accounts.roles import Role
from intake.complaints.models import Draft
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.resident import LONG
from tests.browser.states.world import World

CALLS = "/staff/calls"


def new(world: World, **changes: object) -> Hands:
    """Begin a call."""
    hands = world.staff(Role.CLERK).go(f"{CALLS}/new")
    begun = {"agencies": ["holding-center"], "channel": "phone", "language": "es"}
    hands.send("", **{**begun, **changes})
    return hands


def half(world: World) -> Hands:
    """A call that is half told."""
    hands = new(world)
    hands.send(words=LONG, common_held_now="yes", save="told")
    return hands


def about_to_send(world: World) -> Hands:
    """The page before sending."""
    hands = new(world)
    hands.send(words=LONG, common_held_now="yes", mode="identified", name="Ana", send="1")
    return hands


def receipt_of(world: World) -> Hands:
    """The code, to be read aloud."""
    hands = about_to_send(world)
    hands.send()
    return hands


@state("calls.index", Kind.EMPTY, "no call kept")
def no_call(world: World) -> Hands:
    """Nothing half told."""
    return world.staff(Role.CLERK).go(f"{CALLS}/")


@state("calls.index", Kind.FULL, "a call kept")
def kept(world: World) -> Hands:
    """One to go on with."""
    return half(world).go(f"{CALLS}/")


@state("calls.new", Kind.EMPTY, "before choosing", chosen=True)
def beginning(world: World) -> Hands:
    """The employer first."""
    return world.staff(Role.CLERK).go(f"{CALLS}/new")


@state("calls.new", Kind.ERROR, "something chosen that is none", status=422)
def wrong_choice(world: World) -> Hands:
    """A form that was tampered with."""
    return new(world, channel="pigeon", agencies=["nowhere"])


@state("calls.new", Kind.FULL, "this office must not hear it", status=409)
def refused(world: World) -> Hands:
    """A complaint about the office itself."""
    return new(world, agencies=["oversight-staff"])


@state("calls.call", Kind.EMPTY, "just begun")
def begun(world: World) -> Hands:
    """Nothing told yet."""
    return new(world)


@state("calls.call", Kind.FULL, "half told", chosen=True)
def half_told(world: World) -> Hands:
    """Kept, to go on later."""
    return half(world)


@state("calls.call", Kind.ERROR, "too long and tampered with", status=422)
def too_long(world: World) -> Hands:
    """Something that cannot be kept."""
    hands = new(world)
    hands.send(words="a" * 50_017, common_held_now="maybe")
    return hands


@state("calls.call", Kind.ERROR, "somebody else's call", status=404)
def not_theirs(world: World) -> Hands:
    """Looks like one that is not there."""
    hands = half(world)
    address = hands.address
    return world.staff(Role.INTAKE).go(address)


@state("calls.call", Kind.EXPIRED, "kept too long", status=404)
def gone(world: World) -> Hands:
    """Half told, and deleted after its time."""
    hands = half(world)
    address = hands.address
    with world.standing.session() as session:
        session.execute(update(Draft).values(expires_at=world.clock()))
        session.commit()
    return world.staff(Role.CLERK).go(address)


@state("calls.send", Kind.FULL, "before sending")
def sending(world: World) -> Hands:
    """Who gets it."""
    return about_to_send(world)


@state("calls.send", Kind.ERROR, "nothing told", status=422)
def nothing_told(world: World) -> Hands:
    """Not a word."""
    hands = new(world, agencies=[])
    hands.send(send="1")
    hands.send()
    return hands


@state("calls.send", Kind.ERROR, "a day that has not come", status=422)
def not_yet(world: World) -> Hands:
    """Received in the future."""
    hands = about_to_send(world)
    hands.send(received="2031-01-01")
    return hands


@state("calls.receipt", Kind.FULL, "the code", chosen=True)
def receipt(world: World) -> Hands:
    """To be read aloud or printed."""
    return receipt_of(world)


@state("calls.receipt", Kind.FULL, "in the person's language")
def receipt_in(world: World) -> Hands:
    """The same in Spanish."""
    hands = receipt_of(world)
    return hands.go(f"{hands.address.partition('?')[0]}?in=es")


@state("calls.receipt", Kind.ERROR, "no such call", status=404)
def no_receipt(world: World) -> Hands:
    """Nothing was sent under this id."""
    return world.staff(Role.CLERK).go(f"{CALLS}/{'0' * 32}/receipt")


@state("calls.done", Kind.FULL, "the code is shown no more")
def done(world: World) -> Hands:
    """Finished."""
    hands = receipt_of(world)
    hands.send("/done")
    return hands


@state("calls.drop", Kind.EMPTY, "before pressing")
def dropping(world: World) -> Hands:
    """What deleting means."""
    hands = half(world)
    return hands.go(f"{hands.address.partition('?')[0]}/drop")


@state("calls.drop", Kind.FULL, "deleted")
def dropped(world: World) -> Hands:
    """Gone."""
    hands = dropping(world)
    hands.send()
    return hands


@state("lost_code.new", Kind.EMPTY, "before checking")
def lost_code(world: World) -> Hands:
    """Who asks is checked first."""
    return asked_for_code(world, "closed_with_findings")


@state("lost_code.new", Kind.EMPTY, "nobody gave a name")
def nameless(world: World) -> Hands:
    """It cannot be replaced."""
    return asked_for_code(world, "duplicate")


@state("lost_code.new", Kind.ERROR, "not checked", status=422)
def unchecked(world: World) -> Hands:
    """The box was not ticked."""
    hands = lost_code(world)
    hands.send()
    return hands


@state("lost_code.new", Kind.FULL, "the new code", chosen=True)
def new_code(world: World) -> Hands:
    """Shown in this answer alone."""
    hands = lost_code(world)
    hands.send(checked="y")
    return hands


def asked_for_code(world: World, path: str) -> Hands:
    """Somebody who told this lost the code."""
    told = world.told[path]
    return world.staff(Role.INTAKE, told.unit).go(f"/staff/cases/{told.case_id}/code")


absent(["calls.index"], Kind.ERROR, why="it is only read")
absent(["calls.send"], Kind.EMPTY, why="it shows what was told")
absent(["calls.receipt"], Kind.EMPTY, why="there is none before sending")
absent(["calls.done"], Kind.EMPTY, why="its button stands on the receipt")
