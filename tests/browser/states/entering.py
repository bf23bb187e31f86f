"""States of the pages on the way in: signing in, and joining by an invitation."""

from __future__ import annotations

import re

from intake.accounts.profiles import Profile
from intake.accounts.roles import Role
from intake.accounts.second_factor import current_code
from intake.actions.people.invite import Invited, invite_person
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import UNIT, World

SECRET = re.compile(r'<p class="code">([A-Z2-7 ]+)</p>')
GOOD = "six words that nobody else has chosen"


def lead(world: World) -> Hands:
    """The lead of the unit."""
    return world.staff(Role.LEAD)


def half_signed_in(world: World) -> Hands:
    """After the passphrase, before the code."""
    account = world.people[(UNIT, Role.LEAD)].account
    world.clock.advance(minutes=1)
    hands = world.visitor().go("/staff/sign-in")
    hands.send(address=account.email, password=account.password)
    return hands


def invite(world: World, role: Role = Role.INTAKE) -> Invited:
    """Invite somebody into the unit."""
    with world.standing.session() as session:
        return invite_person(
            session,
            context=world.standing.context(),
            by=None,
            profile=Profile("Ximena Nueva", "ximena@office.example"),
            language=world.language,
            roles={UNIT: frozenset({role})},
        )


def invited(world: World, *, days: int = 0) -> Hands:
    """At the link of an invitation, some days after it was sent."""
    made = invite(world)
    world.clock.advance(days=days)
    return world.visitor().go(f"/staff/join/{made.token}")


def newcomer(world: World, role: Role = Role.INTAKE) -> tuple[Hands, str]:
    """Somebody who has joined and waits to be let in, signed in; and the id."""
    made = invite(world, role)
    hands = world.visitor().go(f"/staff/join/{made.token}")
    hands.send(new_password=GOOD, password_again=GOOD)
    secret = SECRET.search(hands.text)
    assert secret is not None, hands.words
    hands.send(code=current_code(secret[1].replace(" ", ""), at=world.clock()))
    return hands, made.staff_id


@state("signin.password", Kind.EMPTY, "before typing")
def sign_in(world: World) -> Hands:
    """The first page for staff."""
    return world.visitor().go("/staff/sign-in")


@state("signin.password", Kind.ERROR, "refused", status=422, chosen=True)
def sign_in_refused(world: World) -> Hands:
    """A wrong passphrase."""
    hands = world.visitor().go("/staff/sign-in")
    hands.send(address="nobody@office.example", password="wrong")
    return hands


@state("signin.password", Kind.ERROR, "too many tries", status=429)
def sign_in_paused(world: World) -> Hands:
    """The limit over all accounts together."""
    hands = world.visitor()
    for _ in range(80):
        hands.go("/staff/sign-in").send(address="nobody@office.example", password="wrong")
        if hands.capture.status == 429:
            break
    return hands


@state("signin.password", Kind.FULL, "after signing out")
def signed_out(world: World) -> Hands:
    """Signed out a moment ago."""
    hands = lead(world).go("/staff/account")
    form = next(one for one in hands.forms() if one.action.endswith("/sign-out"))
    hands.post(form.action, form.fields)
    return hands


@state("signin.leave", Kind.FULL, "signed out")
def left(world: World) -> Hands:
    """The same, seen from the button."""
    return signed_out(world)


@state("signin.code", Kind.EMPTY, "before typing", chosen=True)
def code(world: World) -> Hands:
    """The second page of signing in, with the demonstration's help."""
    return half_signed_in(world)


@state("signin.code", Kind.ERROR, "refused", status=422)
def code_refused(world: World) -> Hands:
    """A wrong code."""
    hands = half_signed_in(world)
    hands.send(code="000000")
    return hands


@state("signin.code", Kind.ERROR, "too many wrong codes", status=429)
def code_paused(world: World) -> Hands:
    """No code is tried for a while."""
    hands = half_signed_in(world)
    for _ in range(5):
        hands.send(code="000000")
    return hands


@state("signin.code", Kind.ERROR, "locked", status=403)
def code_locked(world: World) -> Hands:
    """No code is tried until an administrator acts."""
    for _ in range(10):
        hands = half_signed_in(world)
        hands.send(code="000000")
        world.clock.advance(minutes=10)
    return hands


@state("signin.code", Kind.EXPIRED, "the first page was too long ago")
def code_too_late(world: World) -> Hands:
    """The half session has ended."""
    hands = half_signed_in(world)
    world.clock.advance(hours=1)
    hands.send(code="000000")
    return hands


@state("signin.code", Kind.FULL, "signed in")
def signed_in(world: World) -> Hands:
    """Where signing in leads."""
    hands = half_signed_in(world)
    secret = world.people[(UNIT, Role.LEAD)].account.second_factor
    hands.send(code=current_code(secret, at=world.clock()))
    return hands


@state("home.index", Kind.FULL, "leads to what waits")
def home(world: World) -> Hands:
    """The first page after signing in."""
    return lead(world).go("/staff/")


@state("join.passphrase_page", Kind.EMPTY, "before typing", chosen=True)
def join(world: World) -> Hands:
    """The link of an invitation."""
    return invited(world)


@state("join.passphrase_page", Kind.ERROR, "too short", status=422)
def join_short(world: World) -> Hands:
    """A passphrase that is none."""
    hands = invited(world)
    hands.send(new_password="abc", password_again="abd")
    return hands


@state("join.passphrase_page", Kind.EXPIRED, "the link is too old", status=404)
def join_too_late(world: World) -> Hands:
    """After its seven days."""
    return invited(world, days=8)


@state("join.second_factor", Kind.EMPTY, "before typing")
def factor(world: World) -> Hands:
    """The picture to scan."""
    hands = invited(world)
    hands.send(new_password=GOOD, password_again=GOOD)
    return hands


@state("join.second_factor", Kind.ERROR, "refused", status=422)
def factor_refused(world: World) -> Hands:
    """A wrong code."""
    hands = factor(world)
    hands.send(code="000000")
    return hands


@state("join.second_factor", Kind.EXPIRED, "the session has ended", status=403)
def factor_too_late(world: World) -> Hands:
    """Too long on the page."""
    hands = factor(world)
    world.clock.advance(hours=9)
    return hands.go("/staff/join-code")


absent(
    ["signin.leave"],
    Kind.EMPTY,
    why="it is only sent to, and shows no page of its own",
)
absent(
    ["home.index"],
    Kind.EMPTY,
    why="whoever is signed in has an account with a key and roles",
)
absent(["home.index"], Kind.ERROR, why="it is only read")
absent(
    ["join.passphrase_page", "join.second_factor"],
    Kind.FULL,
    why="secrets are never shown again, and what follows is another page",
)
absent(["signin.password"], Kind.EXPIRED, why="it is where all that expired leads")
