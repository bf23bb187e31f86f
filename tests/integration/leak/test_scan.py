"""The scanner itself: what it is there to find, it finds."""

import base64

import pytest

from tests.integration.leak.scan import find_words, packed

WORD = "MARKzq7KxSeñal"


DRESSED = {
    "utf-8": WORD.encode(),
    "utf-16": WORD.encode("utf-16"),
    "utf-16-be": WORD.encode("utf-16-be"),
    "hex": WORD.encode().hex().encode(),
    "base64": base64.b64encode(WORD.encode()),
    "base64 after one": base64.b64encode(b"x" + WORD.encode() + b"tail"),
    "base64 after two": base64.b64encode(b"xy" + WORD.encode() + b"tail"),
    "percent": b"name=" + b"MARKzq7KxSe%C3%B1al",
    "zlib": packed(WORD)[0],
    "gzip": packed(WORD)[1],
}


@pytest.mark.parametrize("data", DRESSED.values(), ids=DRESSED)
def test_every_dress_is_found(data):
    assert find_words(b"before " + data + b" after", [WORD]) == {WORD}


def test_nothing_is_found_where_nothing_is():
    assert find_words(b"MARKzq7Kx is not the word" * 20, [WORD]) == frozenset()
