"""The canonical encoding: no two lists of fields give the same bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.encoding import context, dec, enc, read_number, read_text
from intake.vault.errors import UnknownFormat

fields = st.lists(st.binary(max_size=40), max_size=6)


@settings(deadline=None)
@given(fields)
def test_what_was_joined_is_split_again(parts: list[bytes]) -> None:
    assert dec(enc(*parts)) == tuple(parts)


@settings(deadline=None)
@given(fields, fields)
def test_two_lists_never_give_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (enc(*one) == enc(*other)) == (one == other)


def test_neighbouring_fields_cannot_be_shifted() -> None:
    assert enc("ab", "c") != enc("a", "bc") != enc("abc") != enc("abc", "")


def test_text_and_numbers_are_written_as_documented() -> None:
    assert enc("ñ", 12, b"\0") == b"\0\0\0\x02\xc3\xb1\0\0\0\x0212\0\0\0\x01\0"


@pytest.mark.parametrize("value", [True, None, 1.5])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        enc(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [-1, "\ud800"])
def test_values_without_a_spelling_are_refused(value: int | str) -> None:
    with pytest.raises(ValueError, match=r"negative|surrogate"):
        enc(value)


@settings(deadline=None)
@given(fields.filter(bool), st.data())
def test_truncated_bytes_are_refused_or_shorter(parts: list[bytes], data: st.DataObject) -> None:
    whole = enc(*parts)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    try:
        assert enc(*dec(cut)) == cut
    except UnknownFormat:
        return
    assert len(dec(cut)) < len(parts)


@pytest.mark.parametrize("data", [b"\0", b"\0\0\0\x01", b"\xff\xff\xff\xffx", b"\0\0\0\0\0\0"])
def test_lengths_that_do_not_fit_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        dec(data)


@pytest.mark.parametrize("field", [b"", b"01", b"-1", b"+1", b" 1", b"1.0", b"9" * 20])
def test_a_number_has_one_spelling(field: bytes) -> None:
    with pytest.raises(UnknownFormat):
        read_number(field)


def test_numbers_and_text_are_read_back() -> None:
    assert [read_number(enc(n)[4:]) for n in (0, 7, 10**18)] == [0, 7, 10**18]
    assert read_text("añadir".encode()) == "añadir"
    with pytest.raises(UnknownFormat):
        read_text(b"\xff")


def test_a_context_names_purpose_and_install_first() -> None:
    assert context("part", "install-1", "c", 2) == enc("intake/v1/part", "install-1", "c", "2")


@pytest.mark.parametrize("purpose", ["", "Part", "1part", "part/one", "part\n"])
def test_a_purpose_is_lower_case_words(purpose: str) -> None:
    with pytest.raises(ValueError, match="purpose"):
        context(purpose, "install-1")


def test_an_empty_install_id_is_refused() -> None:
    with pytest.raises(ValueError, match="install"):
        context("part", "")
