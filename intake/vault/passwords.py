"""A key seed under a password: Argon2id (RFC 9106) with a pepper, then Cobblestone-256."""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from intake.vault.derivation import KEY_SIZE, checked_key
from intake.vault.encoding import dec, enc, read_number, read_text
from intake.vault.errors import SealBroken, UnknownFormat, WrongPassword
from intake.vault.formats import BlobSuite, body, header
from intake.vault.randomness import RandomBytes, draw
from intake.vault.sealing import decrypt, encrypt
from intake.vault.turns import TURNS, Line

SALT_SIZE = 16

# What a stored blob may ask for; a row altered to ask for more would exhaust the machine.
_MOST = (64, 1024 * 1024, 64)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes, memory in KiB, lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        asked = (self.passes, self.memory_kib, self.lanes)
        enough = self.passes >= 1 and self.lanes >= 1 and self.memory_kib >= 8 * self.lanes
        if not enough or any(value > most for value, most in zip(asked, _MOST, strict=True)):
            raise ValueError("Argon2 cannot be run at this cost")


DEFAULT_COST = Cost()


@dataclass(frozen=True, slots=True, repr=False)
class Pepper:
    """The keyring's share in a wrapping, and the id by which it is found after a rotation."""

    key: bytes
    id: str = ""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a seed was wrapped, readable without the password."""

    cost: Cost
    pepper_id: str
    salt: bytes


def wrap_seed(
    password: str,
    seed: bytes,
    *,
    pepper: Pepper,
    context: bytes,
    cost: Cost = DEFAULT_COST,
    random: RandomBytes = secrets.token_bytes,
) -> bytes:
    """Wrap a 32-byte seed under a password.

    Raises KeyMalformed, or PasswordBusy when no turn comes (`turns`).
    """
    wrapping = Wrapping(cost, pepper.id, draw(random, SALT_SIZE))
    key = _stretch(password, checked_key(pepper.key), wrapping)
    front = _front(wrapping)
    sealed = encrypt(key, checked_key(seed), prefix=b"", context=enc(front, context))
    return header(BlobSuite.PASSWORD) + enc(front, sealed)


def unwrap_seed(password: str, blob: bytes, *, pepper: bytes, context: bytes) -> bytes:
    """Unwrap a seed; raises WrongPassword, UnknownFormat, KeyMalformed or PasswordBusy.

    A wrong password, a wrong pepper, another place and an altered blob look the same.
    """
    wrapping = wrapping_of(blob)
    sealed = dec(body(blob, BlobSuite.PASSWORD))[1]
    key = _stretch(password, checked_key(pepper), wrapping)
    try:
        seed = decrypt(key, sealed, prefix=b"", context=enc(_front(wrapping), context))
    except SealBroken:
        raise WrongPassword("the password does not open this key") from None
    return checked_key(seed)


def wrapping_of(blob: bytes) -> Wrapping:
    """Read how a seed was wrapped; raises UnknownFormat, also for a cost beyond all reason."""
    outer = dec(body(blob, BlobSuite.PASSWORD))
    fields = dec(outer[0]) if len(outer) == 2 else ()
    if len(fields) != 5 or len(fields[4]) != SALT_SIZE:
        raise UnknownFormat("not a wrapped key")
    passes, memory_kib, lanes = (read_number(field) for field in fields[:3])
    try:
        cost = Cost(passes, memory_kib, lanes)
    except ValueError:
        raise UnknownFormat("a wrapped key asks for a cost that is not allowed") from None
    return Wrapping(cost, read_text(fields[3]), fields[4])


def _front(wrapping: Wrapping) -> bytes:
    cost = wrapping.cost
    return enc(cost.passes, cost.memory_kib, cost.lanes, wrapping.pepper_id, wrapping.salt)


def _stretch(password: str, pepper: bytes, wrapping: Wrapping) -> bytes:
    normal = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    argon2 = Argon2id(
        salt=wrapping.salt,
        length=KEY_SIZE,
        iterations=wrapping.cost.passes,
        lanes=wrapping.cost.lanes,
        memory_cost=wrapping.cost.memory_kib,
        ad=enc("intake/v1/password"),
        secret=pepper,
    )
    # Each run takes its memory for its whole time, and two with several lanes wait for each other's
    # threads for ever (seen with OpenSSL 4.0.3): one at a time in a process.
    with TURNS.turn(Line.KNOWN):
        return argon2.derive(normal)
