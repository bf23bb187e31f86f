"""What a text is made of: whole characters, or halves and bytes that stand for none."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_HALF = re.compile("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether no half of a character is in it, nor a byte that UTF-8 could not read.

    Such bytes are kept as lone surrogates (PEP 383), in posted forms and on the command line.
    """
    return _HALF.search(text) is None


def made_whole(text: str) -> str:
    """The text as it can be shown: ``\\ufffd`` in place of whatever is not whole."""
    return _HALF.sub(REPLACEMENT, text)
