"""Symbols: what people type is folded, and the check symbol tells of every slip."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.symbols.crockford import (
    ALPHABET,
    LONGEST,
    fold,
    grouped,
    is_readable,
    is_sound,
    to_bytes,
    to_symbols,
    with_check,
)

bodies = st.text(ALPHABET, min_size=1, max_size=LONGEST - 1)


def test_the_alphabet_is_crockfords() -> None:
    assert len(ALPHABET) == 32
    assert sorted(ALPHABET) == list(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_bytes_come_back_from_their_symbols(data: bytes) -> None:
    assert to_bytes(to_symbols(data), size=len(data)) == data


@pytest.mark.parametrize(("symbols", "size"), [("01", 1), ("0", 1), ("000", 1), ("", 1)])
def test_symbols_that_no_bytes_give_are_refused(symbols: str, size: int) -> None:
    assert to_bytes(symbols, size=size) is None


@settings(deadline=None)
@given(bodies)
def test_a_checked_text_is_sound(body: str) -> None:
    assert is_sound(with_check(body))


@settings(deadline=None)
@given(bodies)
def test_every_change_of_one_symbol_is_noticed(body: str) -> None:
    whole = with_check(body)
    for place, right in enumerate(whole):
        for wrong in ALPHABET.replace(right, ""):
            assert not is_sound(whole[:place] + wrong + whole[place + 1 :])


@settings(deadline=None)
@given(bodies)
def test_every_exchange_of_two_symbols_is_noticed(body: str) -> None:
    whole = with_check(body)
    for one, other in combinations(range(len(whole)), 2):
        swapped = list(whole)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert is_sound("".join(swapped)) == (whole[one] == whole[other])


def test_the_slips_of_every_pair_of_symbols_are_noticed_at_every_place() -> None:
    """Without chance: soundness is linear, so that one sound text stands for all of them."""
    zeros = "0" * LONGEST
    assert is_sound(zeros)
    for place in range(LONGEST):
        for wrong in ALPHABET[1:]:
            assert not is_sound(zeros[:place] + wrong + zeros[place + 1 :])
    for place in range(LONGEST - 1):
        for difference in ALPHABET[1:]:
            # Neighbours a, b typed as b, a: both places change by the same difference.
            assert not is_sound(zeros[:place] + difference * 2 + zeros[place + 2 :])


@settings(deadline=None)
@given(bodies, st.data())
def test_soundness_is_linear(body: str, data: st.DataObject) -> None:
    other = data.draw(st.text(ALPHABET, min_size=len(body), max_size=len(body)))
    pairs = zip(with_check(body), with_check(other), strict=True)
    total = "".join(ALPHABET[ALPHABET.index(a) ^ ALPHABET.index(b)] for a, b in pairs)
    assert is_sound(total)


def test_a_text_too_long_for_one_check_symbol_is_refused() -> None:
    with pytest.raises(ValueError, match="30"):
        with_check("0" * LONGEST)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("abc-xyz", "ABCXYZ"),
        ("oO0 iIlL1", "000" + "11111"),
        ("４５ＡＢ", "45AB"),
        ("٣٤۵६", "3456"),
        ("\U0001d7d8\u00b2", "02"),
        ("A\u2014B\u2011C\u2212D\u00adE", "ABCDE"),
        ("A\u200bB\u200dC\ufeffD\u2060E", "ABCDE"),
        ("A\u00a0B\u3000C\tD\nE\u2800F\u3164G", "ABCDEFG"),
        ("\u202eAB\u202c", "AB"),
        ("1\ufe0f\u20e3", "1"),
        ("«A.B,C»", "ABC"),
        ("\u212a", "K"),
        ("u", "U"),
        ("ß", "SS"),
    ],
)
def test_what_is_typed_is_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize("symbols", ["U", "É", "\ud800", "\u0410", "😀"])
def test_foreign_symbols_stay_and_are_not_readable(symbols: str) -> None:
    assert fold(symbols) == symbols
    assert not is_readable(fold(symbols))


def test_only_so_much_is_looked_at() -> None:
    assert len(fold("A" * 100_000)) == 1000


def test_groups_are_set_apart_by_dashes() -> None:
    assert grouped("ABCDE12", size=3) == "ABC-DE1-2"


def test_the_short_way_for_ascii_folds_as_the_long_one_does() -> None:
    for code in range(128):
        typed = chr(code)
        assert fold(typed) + "É" == fold(typed + "É"), hex(code)
