"""Recovery keys: printed, confirmed and typed in again, each slip told by its group."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.boxes import open_box, seal_box
from intake.vault.errors import CodeMalformed, CodeSlip, KeyMalformed
from intake.vault.randomness import RandomBytes
from intake.vault.symbols.crockford import with_check
from intake.vault.units.recovery import (
    GROUPS,
    RecoveryKey,
    RecoveryPublic,
    choose_groups,
    confirms,
)

KEY = RecoveryKey(bytes(range(32)))
OTHER = RecoveryKey(bytes(32))
PRINTED = KEY.printed()


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_a_printed_key_is_typed_in_again(seed: bytes) -> None:
    printed = RecoveryKey(seed).printed()
    assert [len(group) for group in printed] == [8] * 8
    assert RecoveryKey.from_printed("\n".join(printed).lower()).seed == seed


@pytest.mark.parametrize("number", range(1, GROUPS + 1))
def test_a_slip_names_its_group(number: int) -> None:
    groups = list(PRINTED)
    right = groups[number - 1]
    groups[number - 1] = right[:3] + ("0" if right[3] != "0" else "1") + right[4:]
    with pytest.raises(CodeSlip) as raised:
        RecoveryKey.from_printed(" ".join(groups))
    assert raised.value.group == number


def test_groups_in_another_order_are_noticed() -> None:
    for place in range(GROUPS - 1):
        groups = list(PRINTED)
        groups[place], groups[place + 1] = groups[place + 1], groups[place]
        with pytest.raises(CodeSlip) as raised:
            RecoveryKey.from_printed("-".join(groups))
        assert raised.value.group == 0


def test_a_sound_group_of_another_key_is_noticed() -> None:
    with pytest.raises(CodeSlip):
        RecoveryKey.from_printed("-".join([*PRINTED[:-1], with_check("0000000")]))


@pytest.mark.parametrize("typed", ["", PRINTED[0], "-".join(PRINTED) + "0", "U" * 64])
def test_what_is_no_key_is_named(typed: str) -> None:
    with pytest.raises(CodeMalformed) as raised:
        RecoveryKey.from_printed(typed)
    assert raised.value.expected == 64


def test_typing_part_confirms_the_copy() -> None:
    assert confirms(KEY, {3: PRINTED[2].lower(), 7: f" {PRINTED[6]} "})


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {3: PRINTED[2]},
        {3: PRINTED[2], 7: PRINTED[2]},
        {3: PRINTED[2], 7: ""},
        {3: PRINTED[2], 7: "\ud800"},
        {0: PRINTED[7], 1: PRINTED[0]},
        {9: PRINTED[0], 1: PRINTED[0]},
    ],
)
def test_a_wrong_or_missing_part_confirms_nothing(typed: dict[int, str]) -> None:
    assert not confirms(KEY, typed)


def test_two_different_groups_are_asked_for() -> None:
    asked = {choose_groups(lambda _, a=a: bytes([a])) for a in range(250)}
    assert all(1 <= low < high <= GROUPS for low, high in asked)
    drawn = {choose_groups(_source(a, b)) for a in range(8) for b in range(7)}
    assert len(drawn) == 28


def test_the_kept_half_seals_and_proves_but_opens_nothing() -> None:
    public = RecoveryPublic.from_bytes(KEY.public.to_bytes())
    assert public == KEY.public
    blob = seal_box(public.public_key, b"unit keys", info=b"i")
    assert open_box(KEY.private, blob, info=b"i") == b"unit keys"
    assert len(public.to_bytes()) == 1248
    assert KEY.seed not in public.to_bytes()


def test_a_fingerprint_stands_for_both_public_keys() -> None:
    mixed = RecoveryPublic(KEY.public.kem_public, OTHER.public.sign_public)
    assert len({KEY.public.fingerprint, OTHER.public.fingerprint, mixed.fingerprint}) == 3
    assert len(KEY.public.fingerprint) == 64


@pytest.mark.parametrize("size", [0, 1216, 1247, 1249])
def test_other_bytes_are_no_public_half(size: int) -> None:
    with pytest.raises(KeyMalformed):
        RecoveryPublic.from_bytes(bytes(size))


def test_a_new_key_takes_its_seed_from_the_source_given() -> None:
    assert RecoveryKey.generate(lambda count: b"\x07" * count).seed == b"\x07" * 32
    with pytest.raises(KeyMalformed):
        RecoveryKey(b"short")
    assert KEY.seed.hex() not in repr(KEY)


def _source(*values: int) -> RandomBytes:
    stream = iter(values)
    return lambda _: bytes([next(stream)])
