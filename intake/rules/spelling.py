"""Written names reduced to what the eye sees, so that the same name is found however typed."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that look like a Latin one and that NFKD leaves alone (after Unicode TS 39).
_LOOK_ALIKES = {
    **dict(zip("асԁеһіјӏорԛѕтуԝхквмн", "acdehijlopqstywxkbmh", strict=True)),
    **dict(zip("αβγεηικνορτυχωѵ", "abyenikvoptuxwv", strict=True)),
    **dict(zip("ɑɡɩıȷꞵᴀʙᴄᴅᴇɢʜᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", "agiijbabcdeghjklmnoprtuvwyz", strict=True)),
    **dict(zip("օոսցհյ", "onughj", strict=True)),
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ħ": "h",
    "ŧ": "t",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
_BLANK_LETTERS = frozenset("\u115f\u1160")
_DIGITS = {"0": "o", "1": "li", "5": "s", "|": "l"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the readings of each of its letters: mostly one, sometimes two."""

    letters: tuple[str, ...]

    @property
    def text(self) -> str:
        """The word in its first reading."""
        return "".join(letter[0] for letter in self.letters)


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of `text` without case, accents, look-alikes or invisible characters."""
    return tuple(word.text for word in words(text))


def plain(text: str) -> str:
    """The words of `text` as `plain_words` gives them, one space between them."""
    return " ".join(plain_words(text))


def compact(text: str) -> str:
    """The words of `text` run together, so that two names are compared without their spacing."""
    return "".join(plain_words(text))


def words(text: str) -> tuple[Word, ...]:
    """The words of `text`, each letter with every reading that the eye allows.

    Every mark parts words, the apostrophe and the hyphen too.
    """
    return tuple(Word(letters) for piece in _pieces(_visible(text)) if (letters := _letters(piece)))


def _visible(text: str) -> str:
    shown = (char for char in text if unicodedata.category(char) != "Cf")
    decomposed = unicodedata.normalize("NFKD", "".join(shown))
    return "".join(char for char in decomposed if not _is_unseen(char))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or char in _BLANK_LETTERS


def _pieces(text: str) -> list[str]:
    return "".join(char if _is_letter(char) else " " for char in text).split()


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "|"


def _letters(piece: str) -> tuple[str, ...]:
    has_letters = any(char.isalpha() for char in piece)
    found: list[str] = []
    for index, char in enumerate(piece):
        if has_letters and char in _DIGITS:
            found.append(_DIGITS[char])
        elif char == "I" and index and any(other.islower() for other in piece):
            # A capital I inside a word of small letters is an l in disguise, or McIntyre.
            found.append("il")
        else:
            found.extend(_fold(char))
    return tuple(found)


def _fold(char: str) -> str:
    return "".join(_LOOK_ALIKES.get(small, small) for small in char.casefold())
