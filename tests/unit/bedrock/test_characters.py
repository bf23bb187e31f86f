"""What counts as a whole text, as one with nothing in it, and as one line."""

import pytest

from intake.bedrock.characters import has_line_end, is_blank, is_whole, made_whole, on_one_line


@pytest.mark.parametrize(
    "text", ["half \ud83d", "\udc00", b"\xff".decode("utf-8", "surrogateescape")]
)
def test_halves_and_unread_bytes_are_not_whole(text: str) -> None:
    assert not is_whole(text)
    assert is_whole(made_whole(text))
    assert made_whole(text).endswith("\ufffd")


def test_everything_else_is() -> None:
    text = "\U0001f40d \u202e\0\ufffd"
    assert is_whole(text)
    assert made_whole(text) == text


BLANK = {
    "nothing": "",
    "spaces and lines": " \t\r\n\u00a0\u2003\u3000\u2028\u2029\x85",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "formats": "\u00ad\u202e\u2066\u061c\u180e\U000e0001\U000e007f",
    "controls": "\x00\x01\x1b\x7f\x9f",
    "variation selectors": "\ufe0f\U000e0101\u180b",
    "marks on nothing": "\u0301\u20dd \u034f\u0903",
    "letters that look blank": "\u115f\u1160\u3164\uffa0\u2800\u17b4\ufffc\U0001d159",
    "ignored": "\u2065\ufff0\U000e0fff",
}


@pytest.mark.parametrize("name", BLANK)
def test_a_text_of_which_nothing_is_seen_is_blank(name: str) -> None:
    assert is_blank(BLANK[name])
    assert not is_blank(f"{BLANK[name]}x{BLANK[name]}")


SEEN = ["a", "ñ", "n\u0303", "한", "\u0e01\u0e33", "👩\u200d👩", "?", "0", "。", "\ufffd", "\ud83d"]


@pytest.mark.parametrize("text", SEEN)
def test_what_is_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\x1e", " \n\n "]


@pytest.mark.parametrize("end", ENDS)
def test_whatever_ends_a_line_is_found_and_joined(end: str) -> None:
    text = f"{end}one{end}two  words{end}"
    assert has_line_end(text)
    assert has_line_end("one" + end)
    assert on_one_line(text) == "one two  words"
    assert on_one_line(text, between=", ") == "one, two  words"


def test_one_line_stays_as_it_is() -> None:
    text = "  spaces \t and \u202e signs  "
    assert not has_line_end(text)
    assert on_one_line(text) == text
