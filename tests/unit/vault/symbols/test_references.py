"""References: random, unambiguous, read back from what is typed or said."""

import re
import secrets

import pytest

from intake.vault.errors import ReferenceMalformed
from intake.vault.randomness import draw_index
from intake.vault.symbols.references import SYMBOLS, new_reference, read_reference


def test_a_reference_is_the_year_and_six_symbols() -> None:
    for _ in range(200):
        assert re.match(rf"2026-[{SYMBOLS}]{{6}}\Z", new_reference(secrets.token_bytes, 2026))


def test_no_symbol_is_mistaken_for_another_and_no_word_comes_about() -> None:
    assert not set("01OILAEU") & set(SYMBOLS)
    assert len(set(SYMBOLS)) == len(SYMBOLS) == 28


def test_every_symbol_comes_up_equally_often() -> None:
    stream = iter(bytes(range(256)) * 2)
    counts: dict[int, int] = {}
    for _ in range(2 * 28 * 9):
        index = draw_index(lambda _: bytes([next(stream)]), below=28)
        counts[index] = counts.get(index, 0) + 1
    assert counts == dict.fromkeys(range(28), 18)


def test_a_typed_reference_is_read() -> None:
    assert read_reference(" 2026 k7m3qx.") == "2026-K7M3QX"
    made = new_reference(secrets.token_bytes, 2026)
    assert read_reference(made.lower()) == made


@pytest.mark.parametrize("typed", ["", "K7M3QX", "2026-K7M3Q", "2026-K7M3QA", "2026-K7M3QXX"])
def test_what_is_no_reference_is_named(typed: str) -> None:
    with pytest.raises(ReferenceMalformed):
        read_reference(typed)


@pytest.mark.parametrize("below", [0, 257])
def test_an_index_is_drawn_from_one_byte(below: int) -> None:
    with pytest.raises(ValueError, match="256"):
        draw_index(secrets.token_bytes, below=below)


def test_a_year_has_four_digits() -> None:
    with pytest.raises(ValueError, match="four digits"):
        new_reference(secrets.token_bytes, 26)
