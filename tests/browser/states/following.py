"""States of the pages on which a resident follows a complaint."""

from __future__ import annotations

from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, add_state, state
from tests.browser.states.resident import LONG, sent, tell
from tests.browser.states.world import World


@state("resident.follow", Kind.EMPTY, "before typing")
def ask_code(world: World) -> Hands:
    """The field for the code."""
    return world.visitor().go("~/f/1")


@state("resident.follow", Kind.FULL, "with a draft on this device")
def ask_code_beside_draft(world: World) -> Hands:
    """Something is not sent yet."""
    return tell(world, until=4).go("~/f/1")


def _typed(world: World, code: str) -> Hands:
    hands = world.visitor().go("~/f/1")
    hands.send(code=code)
    return hands


for _name, _code in {
    "nothing typed": "",
    "not a whole code": "7K2",
    "a slip": "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA",
}.items():
    add_state(
        "resident.follow",
        Kind.ERROR,
        _name,
        lambda world, code=_code: _typed(world, code),
        status=422,
        chosen=_name == "a slip",
    )


@state("resident.follow", Kind.ERROR, "too many wrong codes", status=429)
def too_many_codes(world: World) -> Hands:
    """Every failure that the limit allows, and one more."""
    hands = world.visitor().go("~/f/1")
    for _ in range(500):
        hands.send(code="00000-00000-00000-00000-00000")
        assert hands.page is not None
        if hands.page.status_code == 429:
            break
        hands.go("~/f/1")
    return hands


@state("resident.follow", Kind.EXPIRED, "the visit has ended")
def visit_over(world: World) -> Hands:
    """Two idle hours later."""
    hands = world.follower("asked")
    world.clock.advance(hours=3)
    return hands.go("~/f/2")


for _path in (
    "received",
    "review",
    "asked",
    "mediation",
    "offered",
    "investigated",
    "suspended",
    "submitted",
    "issued",
    "appealed",
    "referred",
    "withdrawn",
    "wants_to_stop",
    "duplicate",
    "closed_with_findings",
    "urgent",
):
    add_state(
        "resident.status",
        Kind.FULL,
        _path,
        lambda world, path=_path: world.follower(path),
        chosen=_path == "issued",
    )


@state("resident.status", Kind.EMPTY, "just sent, no message")
def status_at_first(world: World) -> Hands:
    """Straight from the receipt."""
    return sent(world).go("~/f/2")


@state("resident.status", Kind.FULL, "written to")
def written(world: World) -> Hands:
    """After a message with everything in it."""
    hands = world.follower("asked")
    hands.send("/f/3", text=LONG)
    return hands


@state("resident.message", Kind.FULL, "looked at instead of sent")
def message_looked_at(world: World) -> Hands:
    """The address of sending, in an address bar."""
    return world.follower("asked").go("~/f/3")


@state("resident.message", Kind.ERROR, "nothing written", status=422)
def nothing_written(world: World) -> Hands:
    """An empty message."""
    hands = world.follower("asked")
    hands.send("/f/3", text="")
    return hands


@state("resident.message", Kind.ERROR, "too long", status=422)
def too_much_written(world: World) -> Hands:
    """A message over the limit."""
    hands = world.follower("asked")
    hands.send("/f/3", text="é" * 20_017)
    return hands


@state("resident.withdraw", Kind.EMPTY, "before pressing")
def stopping(world: World) -> Hands:
    """What stopping means."""
    return world.follower("review").go("~/f/4")


@state("resident.withdraw", Kind.FULL, "asked to stop")
def stopped(world: World) -> Hands:
    """It was noted."""
    hands = world.follower("review").go("~/f/4")
    hands.send()
    return hands


@state("resident.withdraw", Kind.FULL, "nothing left to stop")
def nothing_to_stop(world: World) -> Hands:
    """A closed case."""
    return world.follower("duplicate").go("~/f/4")


@state("resident.new_code", Kind.EMPTY, "before pressing")
def new_code_offered(world: World) -> Hands:
    """What a new code is for."""
    return world.follower("review").go("~/f/5")


@state("resident.new_code", Kind.FULL, "shown, not saved yet")
def new_code(world: World) -> Hands:
    """The new code."""
    hands = world.follower("review").go("~/f/5")
    hands.send()
    return hands


@state("resident.keep_new_code", Kind.FULL, "saved")
def new_code_saved(world: World) -> Hands:
    """The new code is the only one."""
    hands = new_code(world)
    hands.send("/f/6")
    return hands


@state("resident.own_words", Kind.FULL, "what was told", chosen=True)
def told(world: World) -> Hands:
    """One's own words again."""
    return world.follower("asked").go("~/f/8")


@state("resident.own_words", Kind.EXPIRED, "erased when its time was over", status=410)
def erased(world: World) -> Hands:
    """The shares are gone."""
    hands = world.follower("asked")
    world.sql("DELETE FROM erasable")
    return hands.go("~/f/8")


@state("resident.another_office", Kind.EMPTY, "before pressing")
def another_office(world: World) -> Hands:
    """Who would get it."""
    return world.follower("asked").go("~/f/7/1")


@state("resident.another_office", Kind.FULL, "moved")
def moved(world: World) -> Hands:
    """After it went to the other office."""
    hands = world.follower("asked").go("~/f/7/1")
    hands.send()
    return hands


@state("resident.another_office", Kind.ERROR, "no such part", status=404)
def no_such_part(world: World) -> Hands:
    """A part that there is not."""
    return world.follower("asked").go("~/f/7/9")


absent(["resident.status", "resident.own_words"], Kind.ERROR, why="it is only read")
absent(["resident.own_words"], Kind.EMPTY, why="nothing is filed without a word or an answer")
absent(["resident.message", "resident.keep_new_code"], Kind.EMPTY, why="it is only sent to")
