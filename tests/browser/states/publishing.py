"""States of the pages of publishing, and of the exact numbers."""

from __future__ import annotations

from sqlalchemy import select

from intake.accounts.roles import Role
from intake.actions.publishing.errors import Outcome
from intake.actions.publishing.requests import finish_request
from intake.db.transaction import transaction
from intake.numbers.quarters import Quarter
from intake.publication.models import Release, ReleaseRequest, ReleaseTrial
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import PLACE, World
from tests.fixtures.closed_quarters import close_made_up

QUARTERS = (Quarter(2024, 1), Quarter(2024, 2), Quarter(2024, 3))
LIST, EXACT = "/staff/publishing", "/staff/exact"
FIRST, SECOND = f"{LIST}/{PLACE}/2024Q1", f"{LIST}/{PLACE}/2024Q2"
TABLES = ("complaints-received", "complaints-by-channel", "complaints-by-role")


def closed(world: World) -> World:
    """The world with three closed quarters."""
    place = world.standing.services.configuration.jurisdiction(PLACE)
    with world.standing.session() as session:
        close_made_up(session, place, QUARTERS)
    return world


def published(world: World) -> World:
    """The world with a quarter published."""
    with closed(world).standing.session() as session, transaction(session):
        session.add(
            Release(
                jurisdiction=PLACE,
                period="2024Q1",
                number=1,
                catalogue_version="1",
                method="S",
                digest=b"\x5a" * 32,
                published_at=world.clock(),
            )
        )
    return world


def tried(world: World, outcome: Outcome) -> Hands:
    """The page of a quarter for which a trial was asked, and came to this."""
    hands = closed(world).staff(Role.CLERK).go(FIRST)
    hands.send("/try")
    with world.standing.session() as session:
        request = session.scalars(select(ReleaseRequest)).one()
        finish_request(session, request.id, at=world.clock(), outcome=outcome)
        if outcome is Outcome.DONE:
            with transaction(session):
                request = session.get_one(ReleaseRequest, request.id)
                request.shown, request.withheld = 61, 33
                session.add_all(
                    ReleaseTrial(
                        request_id=request.id,
                        table=table,
                        shown=3 * place,
                        withheld=place,
                        dropped=place == 2,
                    )
                    for place, table in enumerate(TABLES)
                )
    return hands.go(FIRST)


@state("publishing.index", Kind.EMPTY, "no quarter closed yet")
def nothing_closed(world: World) -> Hands:
    """Before the first quarter is closed."""
    return world.staff(Role.CLERK).go(LIST)


@state("publishing.index", Kind.FULL, "published, next and waiting", chosen=True)
def three_quarters(world: World) -> Hands:
    """A quarter in each state."""
    return published(world).staff(Role.CLERK).go(LIST)


@state("publishing.quarter", Kind.EMPTY, "next, nothing asked for")
def next_quarter(world: World) -> Hands:
    """What can be done."""
    return closed(world).staff(Role.CLERK).go(FIRST)


@state("publishing.quarter", Kind.FULL, "tried out", chosen=True)
def tried_out(world: World) -> Hands:
    """What would be shown and withheld."""
    return tried(world, Outcome.DONE)


@state("publishing.quarter", Kind.FULL, "published")
def published_quarter(world: World) -> Hands:
    """The release."""
    return published(world).staff(Role.CLERK).go(FIRST)


@state("publishing.quarter", Kind.FULL, "waits for an earlier one")
def waiting_quarter(world: World) -> Hands:
    """Nothing can be done yet."""
    return closed(world).staff(Role.CLERK).go(SECOND)


@state("publishing.quarter", Kind.ERROR, "the attack stayed undecided")
def undecided(world: World) -> Hands:
    """What that means."""
    return tried(world, Outcome.ATTACK_UNDECIDED)


@state("publishing.quarter", Kind.ERROR, "no such quarter", status=404)
def no_such_quarter(world: World) -> Hands:
    """A quarter that was never closed."""
    return closed(world).staff(Role.CLERK).go(f"{LIST}/{PLACE}/2031Q1")


@state("publishing.try_out", Kind.FULL, "at work")
def at_work(world: World) -> Hands:
    """A trial was asked for."""
    hands = closed(world).staff(Role.CLERK).go(FIRST)
    hands.send("/try")
    return hands


@state("publishing.try_out", Kind.ERROR, "out of its turn", status=409)
def out_of_turn(world: World) -> Hands:
    """Another quarter goes first."""
    hands = closed(world).staff(Role.CLERK).go(FIRST)
    form = next(one for one in hands.forms() if one.action.endswith("/try"))
    hands.post(f"{SECOND}/try", form.fields)
    return hands


@state("publishing.publish", Kind.EMPTY, "before pressing", chosen=True)
def before_publishing(world: World) -> Hands:
    """What it means."""
    return closed(world).staff(Role.CLERK).go(f"{FIRST}/publish")


@state("publishing.publish", Kind.FULL, "asked for")
def publication_asked(world: World) -> Hands:
    """The worker has it."""
    hands = before_publishing(world)
    hands.send(sure="y")
    return hands


@state("publishing.publish", Kind.ERROR, "not confirmed", status=422)
def not_confirmed(world: World) -> Hands:
    """The box was not ticked."""
    hands = before_publishing(world)
    hands.send()
    return hands


@state("publishing.publish", Kind.ERROR, "something else is at work", status=409)
def busy(world: World) -> Hands:
    """One thing at a time."""
    hands = at_work(world).go(f"{FIRST}/publish")
    hands.send(sure="y")
    return hands


@state("exact.index", Kind.EMPTY, "no quarter closed yet")
def no_exact_numbers(world: World) -> Hands:
    """Before the first quarter is closed."""
    return world.staff(Role.SUPERVISOR).go(EXACT)


@state("exact.index", Kind.FULL, "three quarters")
def exact_quarters(world: World) -> Hands:
    """What can be looked at."""
    return closed(world).staff(Role.SUPERVISOR).go(EXACT)


@state("exact.show", Kind.FULL, "a quarter", chosen=True)
def exact_numbers(world: World) -> Hands:
    """The tables, marked."""
    return closed(world).staff(Role.SUPERVISOR).go(f"{EXACT}/{PLACE}/2024Q1")


@state("exact.show", Kind.ERROR, "no such quarter", status=404)
def no_exact_quarter(world: World) -> Hands:
    """A quarter that was never closed."""
    return closed(world).staff(Role.SUPERVISOR).go(f"{EXACT}/{PLACE}/2031Q1")


absent(["publishing.index", "exact.index"], Kind.ERROR, why="it is only read")
absent(["publishing.try_out"], Kind.EMPTY, why="its form stands on the quarter's page")
absent(["exact.show"], Kind.EMPTY, why="a closed quarter has all tables, zeros too")
