"""States of the pages on one's own account."""

from __future__ import annotations

from tests.browser.states.entering import GOOD, lead
from tests.browser.states.hands import Hands
from tests.browser.states.registry import Kind, absent, state
from tests.browser.states.world import World


@state("account.index", Kind.FULL, "one's own account", chosen=True)
def account(world: World) -> Hands:
    """Who I am here."""
    return lead(world).go("/staff/account")


@state("account.language", Kind.FULL, "changed")
def language(world: World) -> Hands:
    """The same language again, so that the page stays in it."""
    hands = account(world)
    hands.send("/account/language", language=world.language)
    return hands


@state("account.elsewhere", Kind.FULL, "signed out elsewhere")
def elsewhere(world: World) -> Hands:
    """All other sessions ended."""
    hands = account(world)
    hands.send("/sign-out-elsewhere")
    return hands


@state("account.change_passphrase", Kind.EMPTY, "before typing")
def passphrase(world: World) -> Hands:
    """Another passphrase."""
    return lead(world).go("/staff/account/passphrase")


@state("account.change_passphrase", Kind.ERROR, "wrong and unfit", status=422)
def passphrase_refused(world: World) -> Hands:
    """Nothing fits."""
    hands = passphrase(world)
    hands.send(password="wrong", new_password=GOOD, password_again=GOOD)
    return hands


@state("account.second_factor", Kind.EMPTY, "before pressing")
def new_factor(world: World) -> Hands:
    """What a new second factor means."""
    return lead(world).go("/staff/account/second-factor")


@state("account.confirm_second_factor", Kind.EMPTY, "before typing")
def confirm_factor(world: World) -> Hands:
    """The picture to scan."""
    hands = new_factor(world)
    hands.send()
    return hands


@state("account.confirm_second_factor", Kind.ERROR, "refused", status=422)
def confirm_factor_refused(world: World) -> Hands:
    """A wrong code."""
    hands = confirm_factor(world)
    hands.send(code="000000")
    return hands


@state("account.confirm_second_factor", Kind.ERROR, "none was begun", status=403)
def confirm_factor_unbegun(world: World) -> Hands:
    """Straight to its address."""
    return lead(world).go("/staff/account/second-factor/new")


@state("account.confirm", Kind.EMPTY, "before typing")
def confirm(world: World) -> Hands:
    """The passphrase again, before something that matters."""
    hands = lead(world)
    world.clock.advance(minutes=12)
    return hands.go("/staff/account/second-factor")


@state("account.confirm", Kind.ERROR, "refused", status=422)
def confirm_refused(world: World) -> Hands:
    """A wrong passphrase."""
    hands = confirm(world)
    hands.send(password="wrong")
    return hands


absent(
    ["account.language", "account.elsewhere"],
    Kind.EMPTY,
    why="it is only sent to, and shows no page of its own",
)
absent(
    ["account.index"],
    Kind.EMPTY,
    why="whoever is signed in has an account with a key and roles",
)
absent(["account.index"], Kind.ERROR, why="it is only read")
absent(
    [
        "account.change_passphrase",
        "account.second_factor",
        "account.confirm_second_factor",
        "account.confirm",
    ],
    Kind.FULL,
    why="secrets are never shown again, and what follows is another page",
)
