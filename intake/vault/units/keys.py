"""The two secret seeds of a unit: one opens its boxes, one signs its next statement."""

from dataclasses import dataclass, field
from functools import cached_property

from intake.vault.boxes import PrivateKey
from intake.vault.derivation import KEY_SIZE, checked_key
from intake.vault.encoding import dec, enc
from intake.vault.errors import UnknownFormat
from intake.vault.formats import BlobSuite, body, header
from intake.vault.randomness import RandomBytes, draw
from intake.vault.units.signing import SigningKey


@dataclass(frozen=True)
class UnitKeys:
    """Both seeds of one version of a unit, 32 bytes each."""

    kem_seed: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        checked_key(self.kem_seed)
        checked_key(self.sign_seed)

    @classmethod
    def generate(cls, random: RandomBytes) -> "UnitKeys":
        """Make the keys of a new version."""
        return cls(draw(random, KEY_SIZE), draw(random, KEY_SIZE))

    @classmethod
    def decode(cls, data: bytes) -> "UnitKeys":
        """Read what lay in a member's box; raises UnknownFormat."""
        fields = dec(body(data, BlobSuite.UNIT_KEYS))
        if len(fields) != 2 or any(len(seed) != KEY_SIZE for seed in fields):
            raise UnknownFormat("not the keys of a unit")
        return cls(*fields)

    def encode(self) -> bytes:
        """The bytes that are sealed to each member and to the recovery key."""
        return header(BlobSuite.UNIT_KEYS) + enc(self.kem_seed, self.sign_seed)

    @cached_property
    def private(self) -> PrivateKey:
        """Opens the unit's boxes."""
        return PrivateKey(self.kem_seed)

    @cached_property
    def signing(self) -> SigningKey:
        """Signs the statement of the next version."""
        return SigningKey(self.sign_seed)
