"""Passwords of staff: what is taken, and a person's key seed under it with the keyring's pepper."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from intake.accounts.errors import PasswordFault, PasswordUnfit
from intake.db.ids import Random
from intake.vault import contexts
from intake.vault.errors import KeyAbsent, UnknownFormat, WrongPassword
from intake.vault.passwords import DEFAULT_COST, Cost, Pepper, unwrap_seed, wrap_seed, wrapping_of
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring

PURPOSE = Purpose.PEPPER
FEWEST_CHARACTERS = 14
MOST_CHARACTERS = 1000
_FEWEST_DIFFERENT = 6
_SHORTEST_NAME = 5


def check_password(password: str, *, about: Iterable[str]) -> None:
    """Raise PasswordUnfit for a password that is easy to guess.

    Length counts, kinds of characters do not (NIST SP 800-63B, 3.1.1). A generated passphrase of
    six words is offered first and always passes.

    Args:
        about: what a stranger tries first: the person's names and the parts of their address.
    """
    normal = unicodedata.normalize("NFKC", password).casefold()
    if len(normal) < FEWEST_CHARACTERS:
        raise PasswordUnfit(PasswordFault.TOO_SHORT)
    if len(normal) > MOST_CHARACTERS:
        raise PasswordUnfit(PasswordFault.TOO_LONG)
    if len(set(normal)) < _FEWEST_DIFFERENT:
        raise PasswordUnfit(PasswordFault.TOO_UNIFORM)
    rest = normal
    for word in about:
        folded = unicodedata.normalize("NFKC", word).casefold()
        rest = rest.replace(folded, "") if len(folded) >= _SHORTEST_NAME else rest
    if rest != normal and len(rest) < FEWEST_CHARACTERS:
        raise PasswordUnfit(PasswordFault.HOLDS_NAME)


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """Where a person's wrapped seed belongs: under which keyring, in which install, whose it is."""

    keyring: Keyring
    install_id: str
    staff_id: str

    @property
    def context(self) -> bytes:
        """What the wrapping is bound to."""
        return contexts.staff_seed(self.install_id, staff_id=self.staff_id)


def wrap(
    password: str,
    seed: bytes,
    *,
    place: SeedPlace,
    random: Random,
    cost: Cost = DEFAULT_COST,
) -> bytes:
    """Wrap a person's seed for its row; raises KeyAbsent or PasswordBusy."""
    pepper = place.keyring.current(PURPOSE)
    return wrap_seed(
        password,
        seed,
        pepper=Pepper(pepper.key, pepper.id),
        context=place.context,
        cost=cost,
        random=random,
    )


def unwrap(password: str, wrapped: bytes, *, place: SeedPlace) -> bytes:
    """Unwrap a person's seed; raises WrongPassword or PasswordBusy.

    A row that was altered, or whose pepper is gone, looks like a wrong password.
    """
    try:
        pepper = place.keyring.get(PURPOSE, wrapping_of(wrapped).pepper_id)
    except (UnknownFormat, KeyAbsent):
        raise WrongPassword("this wrapping cannot be read") from None
    return unwrap_seed(password, wrapped, pepper=pepper.key, context=place.context)


def spend_the_time(
    password: str, *, keyring: Keyring, install_id: str, random: Random, cost: Cost
) -> None:
    """Take as long as a real check would, so that an unknown address cannot be told by time."""
    wrap(
        password,
        random(32),
        place=SeedPlace(keyring, install_id, "nobody"),
        random=random,
        cost=cost,
    )
