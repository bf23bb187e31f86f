"""An oversight entity's recovery key: printed once, confirmed by typing part, never stored."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from intake.vault import boxes
from intake.vault.boxes import PrivateKey, PublicKey
from intake.vault.derivation import KEY_SIZE, checked_key, derive
from intake.vault.encoding import enc
from intake.vault.errors import CodeMalformed, CodeSlip, KeyMalformed
from intake.vault.randomness import RandomBytes, draw, draw_index
from intake.vault.symbols.crockford import fold, is_readable, is_sound, to_symbols, with_check
from intake.vault.symbols.crockford import to_bytes as symbols_to_bytes
from intake.vault.units import signing
from intake.vault.units.signing import SigningKey

GROUPS = 8
GROUP_SIZE = 8
"""Symbols a group; the last of each is its own check symbol."""

_CHECKSUM_SIZE = 3
_SYMBOLS = GROUPS * GROUP_SIZE


@dataclass(frozen=True, slots=True)
class RecoveryPublic:
    """The half that is kept: unit keys are sealed to it, first statements proven by it."""

    kem_public: bytes
    sign_public: bytes

    @classmethod
    def from_bytes(cls, data: bytes) -> "RecoveryPublic":
        """Read 1,248 bytes; raises KeyMalformed."""
        if len(data) != boxes.PUBLIC_SIZE + signing.PUBLIC_SIZE:
            raise KeyMalformed("a recovery key's public half is 1,248 bytes")
        return cls(data[: boxes.PUBLIC_SIZE], data[boxes.PUBLIC_SIZE :])

    def to_bytes(self) -> bytes:
        """The public box key, then the public signing key."""
        return self.kem_public + self.sign_public

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex: the settings line that the administrator puts in place."""
        named = enc("intake/v1/recovery-public", self.kem_public, self.sign_public)
        return hashlib.sha256(named).hexdigest()

    @property
    def public_key(self) -> PublicKey:
        """The key that boxes are sealed to; raises KeyMalformed."""
        return PublicKey.from_bytes(self.kem_public)


class RecoveryKey:
    """The whole key, from one 32-byte seed; only ever on paper and for a moment in memory."""

    def __init__(self, seed: bytes) -> None:
        self._seed = checked_key(seed)

    @classmethod
    def generate(cls, random: RandomBytes) -> "RecoveryKey":
        """Make a new one."""
        return cls(draw(random, KEY_SIZE))

    @classmethod
    def from_printed(cls, typed: str) -> "RecoveryKey":
        """Read a typed key; raises CodeMalformed, or CodeSlip naming the first group amiss."""
        symbols = fold(typed)
        if len(symbols) != _SYMBOLS or not is_readable(symbols):
            readable = sum(is_readable(symbol) for symbol in symbols)
            raise CodeMalformed(found=readable, expected=_SYMBOLS)
        return cls(_read_groups(_split(symbols)))

    @property
    def seed(self) -> bytes:
        """The 32-byte seed."""
        return self._seed

    @cached_property
    def private(self) -> PrivateKey:
        """Opens what was sealed to the recovery key."""
        return PrivateKey(derive(self._seed, info=enc("intake/v1/recovery-box")))

    @cached_property
    def signing(self) -> SigningKey:
        """Signs the first statement of each unit."""
        return SigningKey(derive(self._seed, info=enc("intake/v1/recovery-sign")))

    @property
    def public(self) -> RecoveryPublic:
        """The half that is kept."""
        return RecoveryPublic(self.private.public_bytes, self.signing.public_bytes)

    def printed(self) -> tuple[str, ...]:
        """The eight groups of eight symbols to print; each group carries its check symbol."""
        symbols = to_symbols(self._seed + _checksum(self._seed))
        step = GROUP_SIZE - 1
        return tuple(with_check(symbols[at : at + step]) for at in range(0, len(symbols), step))


def choose_groups(random: RandomBytes) -> tuple[int, int]:
    """Two different groups, counted from 1 and in order, to be typed in confirmation."""
    first = draw_index(random, below=GROUPS)
    second = (first + 1 + draw_index(random, below=GROUPS - 1)) % GROUPS
    low, high = sorted((first, second))
    return low + 1, high + 1


def confirms(key: RecoveryKey, typed: Mapping[int, str]) -> bool:
    """Whether these groups, counted from 1, were copied rightly; at least two are needed."""
    printed = key.printed()
    right = [
        1 <= number <= GROUPS
        and hmac.compare_digest(printed[number - 1].encode(), fold(text).encode("utf-8", "replace"))
        for number, text in typed.items()
    ]
    return len(right) >= 2 and all(right)


def _split(symbols: str) -> list[str]:
    return [symbols[at : at + GROUP_SIZE] for at in range(0, _SYMBOLS, GROUP_SIZE)]


def _read_groups(groups: list[str]) -> bytes:
    for number, group in enumerate(groups, start=1):
        if not is_sound(group):
            raise CodeSlip(group=number)
    size = KEY_SIZE + _CHECKSUM_SIZE
    data = symbols_to_bytes("".join(group[:-1] for group in groups), size=size)
    if data is None or data[KEY_SIZE:] != _checksum(data[:KEY_SIZE]):
        raise CodeSlip
    return data[:KEY_SIZE]


def _checksum(seed: bytes) -> bytes:
    return hashlib.sha256(enc("intake/v1/recovery-print", seed)).digest()[:_CHECKSUM_SIZE]
