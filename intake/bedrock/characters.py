"""What a text is made of: whole characters or halves, any that can be seen, and how many lines."""

from __future__ import annotations

import re
import unicodedata

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Whatever ends a line (Unicode, 5.8), and what `str.splitlines` splits at beside that."""
REPLACEMENT = "\ufffd"

_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})
"""General categories (Unicode, 4.5): controls, formats, spaces, and marks that need a letter."""
_LOOKS_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc\U0001d159")
"""Letters and symbols that show nothing: fillers of Hangul, an empty Braille cell, and the like."""
_IGNORED = re.compile("[\u2065\ufff0-\ufff8\U000e0000-\U000e0fff]")
"""No character yet, and never shown: Default_Ignorable_Code_Point of the Unicode database."""
_LINE_END = re.compile(f"[{LINE_ENDS}]")
_HALF = re.compile("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether no half of a character is in it, nor a byte that UTF-8 could not read.

    Such bytes are kept as lone surrogates (PEP 383), in posted forms and on the command line.
    """
    return _HALF.search(text) is None


def made_whole(text: str) -> str:
    """The text as it can be shown: ``\\ufffd`` in place of whatever is not whole."""
    return _HALF.sub(REPLACEMENT, text)


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen, however many characters there are.

    What is not whole is seen, as "�": it was meant to say something.
    """
    return not any(_is_seen(sign) for sign in text)


def has_line_end(text: str) -> bool:
    """Whether a text has more than one line, or ends its only one."""
    return _LINE_END.search(text) is not None


def on_one_line(text: str, *, between: str = " ") -> str:
    """The lines of a text as one, with `between` in place of where they ended."""
    first, *more = _LINE_END.split(text.strip(LINE_ENDS))
    lines = (line.strip() for line in (first, *more))
    return between.join(line for line in lines if line) if more else first


def _is_seen(sign: str) -> bool:
    hidden = unicodedata.category(sign) in _UNSEEN or sign in _LOOKS_BLANK
    return not hidden and _IGNORED.match(sign) is None
