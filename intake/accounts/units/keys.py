"""A unit's keys: what is proven to seal to, and how a member opens what was sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from cachetools import LRUCache
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from intake.accounts.models import UnitKeyBox, UnitVersion
from intake.accounts.units.anchors import Seen, seen_by
from intake.bedrock.keys import UnitKey
from intake.db.rows import table_of
from intake.vault import contexts
from intake.vault.boxes import PrivateKey, PublicKey, open_box
from intake.vault.contexts import Recipient
from intake.vault.encoding import dec
from intake.vault.errors import KeyAbsent, KeyUnproven
from intake.vault.formats import BlobSuite, body
from intake.vault.units.keys import UnitKeys
from intake.vault.units.statements import (
    ProvenStatement,
    UnitStatement,
    stated_versions,
    verify_chain,
)

Recovery = Mapping[str, str]
"""By entity key: the recovery key's fingerprint that the administrator put in place."""

RECOVERY_RECIPIENT = "recovery"
_KEPT = 512
_ANY_VERSION = 2**31 - 1
_VERSIONS = table_of(UnitVersion)
_LAST = (
    select(_VERSIONS.c.unit, func.max(_VERSIONS.c.version).label("version"))
    .where(_VERSIONS.c.unit.in_(bindparam("units", expanding=True)))
    .group_by(_VERSIONS.c.unit)
    .subquery()
)
_NEWEST = select(_VERSIONS.c.unit, _VERSIONS.c.version, _VERSIONS.c.statement).join(
    _LAST, (_VERSIONS.c.unit == _LAST.c.unit) & (_VERSIONS.c.version == _LAST.c.version)
)


@dataclass(frozen=True)
class ProvenUnit:
    """A unit whose newest statement follows from the recovery key of the settings.

    Attributes:
        version: the version of the unit's keys, which every box sealed to it carries: the number
            of the first statement that named them.
        public_key: what is sealed to.
        proven: the newest statement itself, with its members.
    """

    unit: str
    version: int
    public_key: PublicKey
    proven: ProvenStatement

    @property
    def members(self) -> Mapping[str, bytes]:
        """The SHA-256 of each member's public key, by staff id."""
        return self.proven.statement.members


def proven_unit(
    session: Session, unit_key: str, *, install_id: str, recovery: Recovery
) -> ProvenUnit:
    """The unit's proven key.

    What was proven once is remembered by the newest statement's own bytes, so that a row changed
    in the database never meets an older proof. Raises KeyUnproven.
    """
    found = usable(session, (unit_key,), install_id=install_id, recovery=recovery)
    if unit_key not in found:
        raise KeyUnproven("the unit has no proven key")
    return found[unit_key]


def usable(
    session: Session, units: Iterable[str], *, install_id: str, recovery: Recovery
) -> Mapping[str, ProvenUnit]:
    """Those of these units that have a proven key, in one query while nothing changed."""
    wanted = [unit for unit in units if UnitKey(unit).entity in recovery]
    found: dict[str, ProvenUnit] = {}
    for unit, version, newest in _newest_statements(session, wanted):
        fingerprint = recovery[UnitKey(unit).entity]
        key = (install_id, unit, fingerprint.strip().lower(), sha256(newest).digest())
        proof = _known(key) or _prove(session, key, version)
        if proof is not None and _leads_on(session, proof, install_id, recovery):
            found[unit] = proof
    return found


def open_unit_key(
    session: Session,
    unit_key: str,
    version: int,
    *,
    install_id: str,
    member_id: str,
    member_key: PrivateKey,
) -> UnitKeys:
    """A unit's secret keys of one key version, from the member's own box.

    Raises:
        KeyAbsent: the member was never let in, or was put out.
        SealBroken, UnknownFormat: the box is not theirs, or was altered.
    """
    opener = _Opener(Recipient.MEMBER, member_id, member_key)
    return _open(session, unit_key, version, install_id, opener)


def open_stated_key(
    session: Session,
    unit_key: str,
    version: int,
    *,
    opener: MemberOpener,
    recovery: Recovery,
) -> UnitKeys:
    """As `open_unit_key`, and the keys are those that the unit's statement of this version names.

    A box proves no sender: whoever writes to the database could put another one in its place.
    Raises KeyUnproven besides.
    """
    keys = open_unit_key(
        session,
        unit_key,
        version,
        install_id=opener.install_id,
        member_id=opener.member_id,
        member_key=opener.member_key,
    )
    stated = stated_version(
        session, unit_key, version, install_id=opener.install_id, recovery=recovery
    )
    public = (keys.private.public_bytes, keys.signing.public_bytes)
    if public != (stated.kem_public, stated.sign_public):
        raise KeyUnproven("the key of this version is not the one that the unit states")
    return keys


def stated_version(
    session: Session, unit_key: str, version: int, *, install_id: str, recovery: Recovery
) -> UnitStatement:
    """What a unit's statement of a version says, as its newest one leads back to it.

    Raises KeyUnproven; StatementUnseen where it does not lead on from what this host saw.
    """
    fingerprint = recovery.get(UnitKey(unit_key).entity)
    chain = _chain(session, unit_key, _ANY_VERSION)
    if fingerprint is None or not chain:
        raise KeyUnproven("the unit has no proven key")
    stated = stated_versions(chain, fingerprint, install_id=install_id, unit_key=unit_key)
    seen = seen_by(recovery)
    if seen is not None:
        seen.check(unit_key, stated)
    if version not in stated:
        raise KeyUnproven("the unit states no such version")
    return stated[version]


@dataclass(frozen=True, kw_only=True, repr=False)
class MemberOpener:
    """Who opens a unit's keys: a member, with their own key, in one install."""

    install_id: str
    member_id: str
    member_key: PrivateKey


def open_with_recovery(
    session: Session, unit_key: str, version: int, *, install_id: str, recovery_key: PrivateKey
) -> UnitKeys:
    """As `open_unit_key`, from the box of the printed recovery key."""
    opener = _Opener(Recipient.RECOVERY, RECOVERY_RECIPIENT, recovery_key)
    return _open(session, unit_key, version, install_id, opener)


def _leads_on(session: Session, proof: ProvenUnit, install_id: str, recovery: Recovery) -> bool:
    """Whether a proven unit is no older than this host knows it, and none that split off."""
    seen, newest = seen_by(recovery), proof.proven.statement
    if seen is None or seen.newest(proof.unit) == Seen.of(newest):
        return True
    try:
        stated_version(
            session, proof.unit, newest.version, install_id=install_id, recovery=recovery
        )
    except KeyUnproven:
        return False
    return True


Key = tuple[str, str, str, bytes]
_proofs: LRUCache[Key, ProvenUnit] = LRUCache(maxsize=_KEPT)
_lock = Lock()


def _known(key: Key) -> ProvenUnit | None:
    with _lock:
        found: ProvenUnit | None = _proofs.get(key)
        return found


def _prove(session: Session, key: Key, version: int) -> ProvenUnit | None:
    install_id, unit, fingerprint, newest = key
    chain = _chain(session, unit, version)
    if not chain or sha256(chain[-1]).digest() != newest:
        return None
    try:
        proven = verify_chain(chain, fingerprint, install_id=install_id, unit_key=unit)
    except KeyUnproven:
        return None
    proof = ProvenUnit(unit, _key_version(chain), proven.public_key, proven)
    with _lock:
        _proofs[key] = proof
    return proof


def _chain(session: Session, unit: str, version: int) -> tuple[bytes, ...]:
    # A version made by somebody else since the newest one was read is left for the next time.
    rows = session.scalars(
        select(UnitVersion.statement)
        .where(UnitVersion.unit == unit, UnitVersion.version <= version)
        .order_by(UnitVersion.version)
    )
    return tuple(bytes(row) for row in rows)


def _newest_statements(session: Session, units: list[str]) -> list[tuple[str, int, bytes]]:
    rows = session.connection().execute(_NEWEST, {"units": units})
    return [(unit, version, bytes(statement)) for unit, version, statement in rows]


def _key_version(chain: tuple[bytes, ...]) -> int:
    """The number of the first statement that names the newest one's keys."""
    statements = _statements(chain)
    newest = statements[-1]
    keys = (newest.kem_public, newest.sign_public)
    return next(s.version for s in statements if (s.kem_public, s.sign_public) == keys)


def _statements(chain: tuple[bytes, ...]) -> list[UnitStatement]:
    return [
        UnitStatement.from_bytes(dec(body(signed, BlobSuite.SIGNED_STATEMENT))[0])
        for signed in chain
    ]


@dataclass(frozen=True, repr=False)
class _Opener:
    kind: Recipient
    name: str
    key: PrivateKey


def _open(
    session: Session, unit_key: str, version: int, install_id: str, opener: _Opener
) -> UnitKeys:
    box = session.get(UnitKeyBox, (unit_key, version, opener.name))
    if box is None:
        raise KeyAbsent("no box of this unit for this recipient")
    info = contexts.unit_key_box(
        install_id,
        unit_key=unit_key,
        version=version,
        recipient=opener.kind,
        recipient_id=opener.name,
    )
    return UnitKeys.decode(open_box(opener.key, box.ciphertext, info=info))
