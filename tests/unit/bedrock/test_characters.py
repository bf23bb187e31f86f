"""What counts as a whole text."""

import pytest

from intake.bedrock.characters import is_whole, made_whole


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
