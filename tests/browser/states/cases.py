"""States of the queue and of a case's page."""

from __future__ import annotations

from intake.accounts.roles import Role
from tests.browser.states.entering import newcomer
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, add_state, state
from tests.browser.states.world import REVIEW, World

CASES = "/staff/cases"
CHOSEN = "investigated"


def case(world: World, path: str, role: Role = Role.LEAD) -> Hands:
    """The page of the case that went this path."""
    told = world.told[path]
    return world.staff(role, told.unit).go(f"{CASES}/{told.case_id}")


def opened(world: World, path: str, role: Role = Role.LEAD) -> Hands:
    """The same, opened."""
    hands = case(world, path, role)
    hands.send("/open")
    return hands


@state("queue.index", Kind.FULL, "all open cases", chosen=True)
def queue(world: World) -> Hands:
    """The list."""
    return world.staff(Role.LEAD).go(CASES)


@state("queue.index", Kind.FULL, "narrowed by everything")
def narrowed(world: World) -> Hands:
    """Every filter that leaves something."""
    return world.staff(Role.LEAD).go(f"{CASES}?urgency=critical&assignee=nobody&shown=open")


@state("queue.index", Kind.EMPTY, "no case at all")
def no_case(world: World) -> Hands:
    """A unit without cases."""
    return world.staff(Role.LEAD, REVIEW).go(CASES)


@state("queue.index", Kind.EMPTY, "nothing fits the filters")
def nothing_fits(world: World) -> Hands:
    """Filters that leave nothing."""
    return world.staff(Role.LEAD).go(f"{CASES}?urgency=low&status=suspended&rule=R7")


@state("queue.index", Kind.ERROR, "filters that are none")
def odd_filters(world: World) -> Hands:
    """An address that was tampered with is read leniently."""
    return world.staff(Role.LEAD).go(f"{CASES}?urgency=%00&status=x&after=zzz&unit=/../")


@state("queue.next_case", Kind.FULL, "the next of the list")
def next_case(world: World) -> Hands:
    """Straight from one case to the next."""
    return world.staff(Role.LEAD).go(f"{CASES}/next")


@state("queue.next_case", Kind.EMPTY, "that was the last")
def last_case(world: World) -> Hands:
    """Back at the list."""
    return world.staff(Role.LEAD, REVIEW).go(f"{CASES}/next")


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
        "case.show",
        Kind.FULL,
        _path,
        lambda world, path=_path: case(world, path),
        chosen=_path == CHOSEN,
    )
    if _path != "received":
        add_state(
            "case.open_it",
            Kind.FULL,
            _path,
            lambda world, path=_path: opened(world, path),
            chosen=_path == CHOSEN,
        )


@state("case.show", Kind.EMPTY, "nothing that this reader can do")
def only_to_look_at(world: World) -> Hands:
    """A closed case, for a clerk."""
    return case(world, "duplicate", Role.CLERK)


@state("case.show", Kind.ERROR, "no such case", status=404)
def no_such_case(world: World) -> Hands:
    """An id that is nobody's."""
    return world.staff(Role.LEAD).go(f"{CASES}/{'0' * 32}")


@state("case.show", Kind.ERROR, "another unit's case", status=404)
def not_theirs(world: World) -> Hands:
    """Looks like one that is not there."""
    return world.staff(Role.LEAD, REVIEW).go(f"{CASES}/{world.told['review'].case_id}")


@state("case.open_it", Kind.FULL, "opened first")
def opened_first(world: World) -> Hands:
    """By somebody with the intake role."""
    return opened(world, "received", Role.INTAKE)


@state("case.open_it", Kind.ERROR, "somebody with the intake role opens first", status=403)
def first_opening(world: World) -> Hands:
    """The button is not there; the post is refused too."""
    hands = case(world, "received")
    return _pressed(hands)


@state("case.open_it", Kind.ERROR, "not let in", status=409, chosen=True)
def not_let_in(world: World) -> Hands:
    """Somebody without the unit's key."""
    hands, _ = newcomer(world)
    return _pressed(hands.go(f"{CASES}/{world.told['review'].case_id}"))


@state("case.open_it", Kind.EXPIRED, "erased when its time was over", status=410)
def erased(world: World) -> Hands:
    """The shares are gone."""
    world.sql("DELETE FROM erasable")
    return _pressed(case(world, "review"))


@state("case.open_it", Kind.ERROR, "not what was filed", status=500)
def broken(world: World) -> Hands:
    """A part was changed in the database."""
    world.sql("UPDATE part SET ciphertext = substr(ciphertext, 1, 60) WHERE kind = 'narrative'")
    return _pressed(case(world, "review"))


def _pressed(hands: Hands) -> Hands:
    """Press "open" on the page in front of the hands, whether or not it is there."""
    address = hands.address.partition("?")[0]
    token = next(
        value for form in hands.forms() for name, value in form.fields if name == "csrf_token"
    )
    hands.post(f"{address}/open", [("csrf_token", token)])
    return hands


absent(["queue.next_case"], Kind.ERROR, why="it is only read, and leniently")
absent(["case.open_it"], Kind.EMPTY, why="nothing is filed without a word or an answer")
