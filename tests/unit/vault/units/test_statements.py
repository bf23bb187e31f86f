"""Unit statements: only a whole chain from the recovery key of the settings proves a key."""

import hashlib
import secrets
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.boxes import PrivateKey, open_box, seal_box
from intake.vault.encoding import dec, enc
from intake.vault.errors import KeyMalformed, KeyUnproven, UnknownFormat
from intake.vault.units.recovery import RecoveryKey
from intake.vault.units.statements import (
    ProvenStatement,
    UnitKeys,
    UnitStatement,
    sign,
    stated_versions,
    verify_chain,
)

INSTALL, UNIT = "install", "saguaro-city/board/intake"
RECOVERY = RecoveryKey(b"r" * 32)
THIEF = RecoveryKey(b"t" * 32)
ANA, BEN = PrivateKey(b"a" * 32), PrivateKey(b"b" * 32)
MEMBERS = {"ana": ANA.public.sha256, "ben": BEN.public.sha256}
KEYS = [UnitKeys(bytes([n]) * 32, bytes([n + 100]) * 32) for n in range(1, 5)]


def _first(
    keys: UnitKeys = KEYS[0], recovery: RecoveryKey = RECOVERY, unit: str = UNIT
) -> UnitStatement:
    return UnitStatement.first(
        keys, install_id=INSTALL, unit_key=unit, recovery=recovery.public, members=MEMBERS
    )


FIRST = _first()
SECOND = FIRST.successor(KEYS[1], members=MEMBERS)
THIRD = SECOND.successor(KEYS[2], members={"ana": ANA.public.sha256})
CHAIN = [sign(FIRST, RECOVERY), sign(SECOND, KEYS[0]), sign(THIRD, KEYS[1])]


def _prove(chain: Sequence[bytes], recovery: RecoveryKey = RECOVERY) -> ProvenStatement:
    fingerprint = recovery.public.fingerprint
    return verify_chain(chain, fingerprint, install_id=INSTALL, unit_key=UNIT)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_whole_chain_proves_its_newest_key(length: int) -> None:
    proven = _prove(CHAIN[:length])
    assert proven.statement == [FIRST, SECOND, THIRD][length - 1]
    assert proven.recovery == RECOVERY.public
    blob = seal_box(proven.public_key, b"case keys", info=b"i")
    assert open_box(KEYS[length - 1].private, blob, info=b"i") == b"case keys"


def test_a_fingerprint_may_be_written_in_either_case() -> None:
    typed = f" {RECOVERY.public.fingerprint.upper()}\n"
    assert verify_chain(CHAIN, typed, install_id=INSTALL, unit_key=UNIT).statement == THIRD


def test_a_proven_chain_is_followed_once() -> None:
    assert _prove(list(CHAIN)) is _prove(tuple(bytes(bytearray(s)) for s in CHAIN))


def test_no_statement_is_no_proof() -> None:
    with pytest.raises(KeyUnproven):
        _prove([])


def test_another_recovery_key_proves_nothing() -> None:
    with pytest.raises(KeyUnproven):
        _prove(CHAIN, THIEF)
    with pytest.raises(KeyUnproven):
        _prove([sign(_first(recovery=THIEF), THIEF)])


def test_naming_the_recovery_key_is_not_being_signed_by_it() -> None:
    message = dec(sign(FIRST, RECOVERY)[2:])[0]
    stolen = dec(sign(_first(recovery=THIEF), THIEF)[2:])[1]
    with pytest.raises(KeyUnproven):
        _prove([b"\x01\x42" + enc(message, stolen)])


@pytest.mark.parametrize(
    "chain",
    [
        CHAIN[1:],
        [CHAIN[0], CHAIN[2]],
        [CHAIN[1], CHAIN[0]],
        [CHAIN[0], CHAIN[0]],
        [CHAIN[0], CHAIN[1], CHAIN[1]],
    ],
)
def test_gaps_repeats_and_another_order_are_refused(chain: list[bytes]) -> None:
    with pytest.raises(KeyUnproven):
        _prove(chain)


def test_a_swapped_public_key_is_refused() -> None:
    thief = UnitKeys(b"x" * 32, b"y" * 32)
    forged = FIRST.successor(thief, members=MEMBERS)
    for signer in (thief, KEYS[1], KEYS[2]):
        with pytest.raises(KeyUnproven):
            _prove([CHAIN[0], sign(forged, signer)])


def test_a_swapped_member_is_refused() -> None:
    message, signature = dec(CHAIN[0][2:])
    swapped = message.replace(BEN.public.sha256, PrivateKey(b"x" * 32).public.sha256)
    assert swapped != message
    with pytest.raises(KeyUnproven):
        _prove([b"\x01\x42" + enc(swapped, signature)])


def test_a_fork_of_an_older_version_is_refused() -> None:
    other_second = FIRST.successor(KEYS[3], members=MEMBERS)
    with pytest.raises(KeyUnproven):
        _prove([CHAIN[0], sign(other_second, KEYS[0]), CHAIN[2]])


def test_an_older_fork_with_the_same_keys_and_other_members_is_refused() -> None:
    other_second = FIRST.successor(KEYS[1], members={"ben": BEN.public.sha256})
    with pytest.raises(KeyUnproven):
        _prove([CHAIN[0], sign(other_second, KEYS[0]), CHAIN[2]])


def test_the_chain_of_another_unit_or_install_is_refused() -> None:
    other = [sign(_first(unit="saguaro-city/board/other"), RECOVERY)]
    with pytest.raises(KeyUnproven):
        _prove(other)
    with pytest.raises(KeyUnproven):
        verify_chain(CHAIN, RECOVERY.public.fingerprint, install_id="other", unit_key=UNIT)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_any_flipped_byte_is_refused(data: st.DataObject) -> None:
    which = data.draw(st.integers(0, 2))
    broken = bytearray(CHAIN[which])
    broken[data.draw(st.integers(0, len(broken) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(KeyUnproven):
        _prove([*CHAIN[:which], bytes(broken), *CHAIN[which + 1 :]])


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_any_truncation_is_refused(data: st.DataObject) -> None:
    cut = CHAIN[2][: data.draw(st.integers(0, len(CHAIN[2]) - 1))]
    with pytest.raises(KeyUnproven):
        _prove([*CHAIN[:2], cut])


def test_a_new_recovery_key_begins_the_chain_anew() -> None:
    fresh = RecoveryKey(b"n" * 32)
    fourth = THIRD.successor(KEYS[3], members=MEMBERS, recovery=fresh.public)
    chain = [*CHAIN, sign(fourth, fresh)]
    assert _prove(chain, fresh).statement == fourth
    assert fourth.version == 4
    with pytest.raises(KeyUnproven):
        _prove(chain)


def test_a_unit_cannot_replace_the_recovery_key_by_itself() -> None:
    fourth = THIRD.successor(KEYS[3], members=MEMBERS, recovery=THIEF.public)
    chain = [*CHAIN, sign(fourth, KEYS[2])]
    for recovery in (RECOVERY, THIEF):
        with pytest.raises(KeyUnproven):
            _prove(chain, recovery)


def test_a_signer_that_proves_nothing_is_refused() -> None:
    for statement, signer in ((FIRST, KEYS[0]), (FIRST, THIEF), (SECOND, THIEF)):
        with pytest.raises(ValueError, match="cannot prove"):
            sign(statement, signer)


def test_a_member_is_the_one_that_the_statement_names() -> None:
    proven = _prove(CHAIN)
    assert proven.member_key("ana", ANA.public_bytes) == ANA.public
    for staff_id, key in (("ana", BEN), ("ben", BEN), ("nobody", ANA)):
        with pytest.raises(KeyUnproven):
            proven.member_key(staff_id, key.public_bytes)


def test_opened_keys_are_those_of_the_newest_version() -> None:
    proven = _prove(CHAIN)
    proven.check_keys(KEYS[2])
    for keys in (KEYS[1], UnitKeys(KEYS[2].kem_seed, b"x" * 32)):
        with pytest.raises(KeyUnproven):
            proven.check_keys(keys)


def test_a_statement_comes_back_from_its_bytes() -> None:
    for statement in (FIRST, SECOND, THIRD):
        assert UnitStatement.from_bytes(statement.to_bytes()) == statement
        assert statement.sha256 == hashlib.sha256(statement.to_bytes()).digest()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("install_id", ""),
        ("version", 0),
        ("version", 2),
        ("kem_public", b"short"),
        ("sign_public", b"short"),
        ("recovery_public", b"short"),
        ("previous", bytes(32)),
        ("members", {}),
        ("members", {"ana": b"short"}),
    ],
)
def test_what_is_no_statement_cannot_be_made(field: str, value: object) -> None:
    fields = {name: getattr(FIRST, name) for name in UnitStatement.__slots__}
    with pytest.raises(KeyMalformed):
        UnitStatement(**{**fields, field: value})


def test_bytes_in_another_spelling_are_no_statement() -> None:
    fields = dec(FIRST.to_bytes()[2:])
    swapped = [*fields[:7], *fields[9:11], *fields[7:9]]
    for other in (fields[:6], fields[:8], swapped):
        with pytest.raises((UnknownFormat, KeyMalformed)):
            UnitStatement.from_bytes(b"\x01\x41" + enc(*other))


def test_unit_keys_come_back_from_a_members_box() -> None:
    keys = UnitKeys.generate(secrets.token_bytes)
    assert UnitKeys.decode(keys.encode()) == keys
    assert keys.kem_seed != keys.sign_seed
    assert "seed" not in repr(keys)
    for data in (b"", b"\x01\x31" + enc(bytes(32), bytes(32)), b"\x01\x32" + enc(bytes(32))):
        with pytest.raises(UnknownFormat):
            UnitKeys.decode(data)
    with pytest.raises(KeyMalformed):
        UnitKeys(b"short", bytes(32))


def _stated(chain: Sequence[bytes], recovery: RecoveryKey = RECOVERY) -> dict[int, UnitStatement]:
    fingerprint = recovery.public.fingerprint
    return dict(stated_versions(chain, fingerprint, install_id=INSTALL, unit_key=UNIT))


def test_a_proven_chain_states_every_version() -> None:
    assert _stated(CHAIN) == {1: FIRST, 2: SECOND, 3: THIRD}
    with pytest.raises(KeyUnproven):
        _stated([CHAIN[0], CHAIN[2]])


def test_versions_before_a_new_recovery_key_count_as_far_as_they_are_named() -> None:
    later = RecoveryKey(b"n" * 32)
    fourth = THIRD.successor(KEYS[3], members=MEMBERS, recovery=later.public)
    chain = [*CHAIN, sign(fourth, later)]
    assert _stated(chain, later) == {1: FIRST, 2: SECOND, 3: THIRD, 4: fourth}
    forged = FIRST.successor(UnitKeys(b"x" * 32, b"y" * 32), members=MEMBERS)
    altered = [chain[0], sign(forged, KEYS[0]), *chain[2:]]
    assert set(_stated(altered, later)) == {3, 4}
