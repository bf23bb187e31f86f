"""Statements of a unit's public keys and members, in a chain signed from the recovery key on.

The first statement is signed by the entity's recovery key, each later one by the unit's keys of
the version before. Sealing to a key that no such chain proves is refused, so that a row swapped
in the database is no key. When an entity replaces its recovery key, the new one signs the unit's
next version and the chain begins anew there.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from intake.vault import boxes
from intake.vault.boxes import PublicKey
from intake.vault.encoding import context, dec, enc, read_number, read_text
from intake.vault.errors import KeyMalformed, KeyUnproven, UnknownFormat, VaultError
from intake.vault.formats import BlobSuite, body, header
from intake.vault.units import signing
from intake.vault.units.keys import UnitKeys
from intake.vault.units.recovery import RecoveryKey, RecoveryPublic

__all__ = [
    "ProvenStatement",
    "UnitKeys",
    "UnitStatement",
    "sign",
    "stated_versions",
    "statement_hash",
    "verify_chain",
]

_DIGEST_SIZE = 32
_FIXED_FIELDS = 7
_PROVEN_CHAINS = 256


@dataclass(frozen=True, slots=True)
class UnitStatement:
    """What one version of a unit is: its public keys, its members, and what came before.

    `members` maps staff ids to the SHA-256 of their public keys. `previous` is the SHA-256 of the
    statement before, empty in version 1. `recovery_public` is the entity's recovery key, to which
    every version's keys are sealed too.
    """

    install_id: str
    unit_key: str
    version: int
    kem_public: bytes
    sign_public: bytes
    recovery_public: bytes
    previous: bytes
    members: Mapping[str, bytes]

    def __post_init__(self) -> None:
        sizes = (len(self.kem_public), len(self.sign_public))
        if sizes != (boxes.PUBLIC_SIZE, signing.PUBLIC_SIZE):
            raise KeyMalformed("a statement names a box key and a signing key")
        RecoveryPublic.from_bytes(self.recovery_public)
        if not self.members or any(len(d) != _DIGEST_SIZE for d in self.members.values()):
            raise KeyMalformed("a statement names at least one member by a SHA-256")
        expected = 0 if self.version == 1 else _DIGEST_SIZE
        if self.version < 1 or len(self.previous) != expected or not self.install_id:
            raise KeyMalformed("versions count from 1 and name the one before")

    @classmethod
    def first(
        cls,
        keys: UnitKeys,
        *,
        install_id: str,
        unit_key: str,
        recovery: RecoveryPublic,
        members: Mapping[str, bytes],
    ) -> "UnitStatement":
        """The statement of version 1; to be signed by the recovery key."""
        kem, sign_ = keys.private.public_bytes, keys.signing.public_bytes
        return cls(install_id, unit_key, 1, kem, sign_, recovery.to_bytes(), b"", dict(members))

    def successor(
        self,
        keys: UnitKeys,
        *,
        members: Mapping[str, bytes],
        recovery: RecoveryPublic | None = None,
    ) -> "UnitStatement":
        """The statement of the next version; to be signed by the unit's keys of this version.

        With `recovery` it names a new recovery key instead, which then has to sign it.
        """
        return UnitStatement(
            self.install_id,
            self.unit_key,
            self.version + 1,
            keys.private.public_bytes,
            keys.signing.public_bytes,
            recovery.to_bytes() if recovery else self.recovery_public,
            self.sha256,
            dict(members),
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "UnitStatement":
        """Read the canonical bytes; raises UnknownFormat or KeyMalformed."""
        fields = dec(body(data, BlobSuite.STATEMENT))
        if len(fields) < _FIXED_FIELDS or len(fields) % 2 != _FIXED_FIELDS % 2:
            raise UnknownFormat("not a statement")
        names = [read_text(name) for name in fields[_FIXED_FIELDS::2]]
        members = dict(zip(names, fields[_FIXED_FIELDS + 1 :: 2], strict=True))
        install_id, unit_key = read_text(fields[0]), read_text(fields[1])
        kem, sign_, recovery, previous = fields[3:7]
        version = read_number(fields[2])
        found = cls(install_id, unit_key, version, kem, sign_, recovery, previous, members)
        if found.to_bytes() != data:
            raise UnknownFormat("not the canonical spelling of a statement")
        return found

    def to_bytes(self) -> bytes:
        """The canonical bytes, members sorted by id: these are signed."""
        fixed = (
            self.install_id,
            self.unit_key,
            self.version,
            self.kem_public,
            self.sign_public,
            self.recovery_public,
            self.previous,
        )
        members = (field for pair in sorted(self.members.items()) for field in pair)
        return header(BlobSuite.STATEMENT) + enc(*fixed, *members)

    @property
    def sha256(self) -> bytes:
        """SHA-256 of the canonical bytes, which the next version names."""
        return hashlib.sha256(self.to_bytes()).digest()


@dataclass(frozen=True, slots=True)
class ProvenStatement:
    """The newest statement of a chain that held; only `verify_chain` makes one."""

    statement: UnitStatement
    public_key: PublicKey
    """What boxes for the unit are sealed to."""
    recovery: RecoveryPublic

    def member_key(self, staff_id: str, public_bytes: bytes) -> PublicKey:
        """A member's public key, if the statement names this very one; raises KeyUnproven."""
        named = self.statement.members.get(staff_id, b"")
        if not hmac.compare_digest(named, hashlib.sha256(public_bytes).digest()):
            raise KeyUnproven("the statement does not name this key for this member")
        return PublicKey.from_bytes(public_bytes)

    def check_keys(self, keys: UnitKeys) -> None:
        """Raise KeyUnproven unless these secret keys are those of this version."""
        public = (keys.private.public_bytes, keys.signing.public_bytes)
        if public != (self.statement.kem_public, self.statement.sign_public):
            raise KeyUnproven("these keys are not those of the unit's newest version")


class _Signer(StrEnum):
    RECOVERY = "recovery"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class _Signed:
    statement: UnitStatement
    message: bytes
    signature: bytes

    def verify(self, public_bytes: bytes, by: _Signer) -> None:
        named = _signing_context(self.statement, by)
        signing.verify(public_bytes, self.signature, self.message, context=named)


def sign(statement: UnitStatement, signer: RecoveryKey | UnitKeys) -> bytes:
    """Sign a statement; the bytes are what a unit's version stores.

    The recovery key signs the first version under it, the keys of the version before any other.
    Raises ValueError for a signer that could not prove this statement.
    """
    if isinstance(signer, RecoveryKey):
        fits = signer.public.to_bytes() == statement.recovery_public
    else:
        fits = statement.version > 1
    if not fits:
        raise ValueError("this signer cannot prove this statement")
    message = statement.to_bytes()
    by = _Signer.RECOVERY if isinstance(signer, RecoveryKey) else _Signer.PREVIOUS
    signature = signer.signing.sign(message, context=_signing_context(statement, by))
    return header(BlobSuite.SIGNED_STATEMENT) + enc(message, signature)


def statement_hash(signed: bytes) -> bytes:
    """The SHA-256 by which the next version names this one; empty for what is no statement."""
    try:
        return _read_signed(signed).statement.sha256
    except VaultError:
        return b""


def verify_chain(
    statements: Sequence[bytes], recovery_fingerprint: str, *, install_id: str, unit_key: str
) -> ProvenStatement:
    """Follow a unit's signed statements, oldest first, and give the newest one.

    `recovery_fingerprint` is the settings line of the unit's entity; statements before the first
    that names this recovery key are of an earlier one and prove nothing. Raises KeyUnproven if
    any link does not hold: another unit or install, a gap, a foreign or altered statement, or no
    statement at all. Proven chains are kept, 256 at most.
    """
    chain = tuple(bytes(statement) for statement in statements)
    return _verify_chain(chain, recovery_fingerprint.strip().lower(), install_id, unit_key)


def stated_versions(
    statements: Sequence[bytes], recovery_fingerprint: str, *, install_id: str, unit_key: str
) -> Mapping[int, UnitStatement]:
    """Every statement that the newest one leads back to, by number.

    Those of an earlier recovery key are among them as far as each is named, by its hash, in the one
    after. Raises KeyUnproven as `verify_chain` does.
    """
    verify_chain(statements, recovery_fingerprint, install_id=install_id, unit_key=unit_key)
    found: dict[int, UnitStatement] = {}
    after: UnitStatement | None = None
    for signed in reversed(statements):
        try:
            statement = _read_signed(bytes(signed)).statement
            if after is not None:
                _check_link(statement, after)
        except VaultError:
            break
        found[statement.version] = after = statement
    return found


@lru_cache(maxsize=_PROVEN_CHAINS)
def _verify_chain(
    chain: tuple[bytes, ...], fingerprint: str, install_id: str, unit_key: str
) -> ProvenStatement:
    try:
        newest = _follow([_read_signed(signed) for signed in chain], fingerprint)
        recovery = RecoveryPublic.from_bytes(newest.recovery_public)
        proven = ProvenStatement(newest, PublicKey.from_bytes(newest.kem_public), recovery)
    except KeyUnproven:
        raise
    except VaultError:
        raise KeyUnproven("a statement cannot be read") from None
    if (newest.install_id, newest.unit_key) != (install_id, unit_key):
        raise KeyUnproven("the statements are those of another unit")
    return proven


def _follow(chain: list[_Signed], fingerprint: str) -> UnitStatement:
    named = [signed for signed in chain if _fingerprint(signed.statement) == fingerprint]
    if not named or named != chain[-len(named) :]:
        raise KeyUnproven("no chain leads from the recovery key of the settings to the end")
    root = named[0]
    recovery = RecoveryPublic.from_bytes(root.statement.recovery_public)
    root.verify(recovery.sign_public, _Signer.RECOVERY)
    for before, after in pairwise(named):
        _check_link(before.statement, after.statement)
        after.verify(before.statement.sign_public, _Signer.PREVIOUS)
    return named[-1].statement


def _check_link(before: UnitStatement, after: UnitStatement) -> None:
    same_unit = (before.install_id, before.unit_key) == (after.install_id, after.unit_key)
    next_version = after.version == before.version + 1 and after.previous == before.sha256
    if not (same_unit and next_version):
        raise KeyUnproven("a statement does not follow from the one before")


def _read_signed(signed: bytes) -> _Signed:
    fields = dec(body(signed, BlobSuite.SIGNED_STATEMENT))
    if len(fields) != 2:
        raise UnknownFormat("not a signed statement")
    return _Signed(UnitStatement.from_bytes(fields[0]), fields[0], fields[1])


def _fingerprint(statement: UnitStatement) -> str:
    return RecoveryPublic.from_bytes(statement.recovery_public).fingerprint


def _signing_context(statement: UnitStatement, by: _Signer) -> bytes:
    return context(
        "unit-statement", statement.install_id, statement.unit_key, statement.version, by
    )
