"""Written names reduced to what the eye sees, so that the same name is found however typed."""

import unicodedata
from dataclasses import dataclass

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
    """A word in its first reading, and the readings of each letter where there are several."""

    text: str
    readings: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def first_letters(self) -> str:
        """Every letter with which the word may begin."""
        return self.readings[0] if self.readings else self.text[0]

    def reads(self, part: str) -> bool:
        """Whether the word can be read as `part`, which is as long as the word."""
        if self.readings is None:
            return self.text == part
        return all(char in letter for letter, char in zip(self.readings, part, strict=True))


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
    return tuple(word for piece in _pieces(_visible(text)) if (word := _word(piece)).text)


def _visible(text: str) -> str:
    if text.isascii():
        return text
    shown = (char for char in text if unicodedata.category(char) != "Cf")
    decomposed = unicodedata.normalize("NFKD", "".join(shown))
    return "".join(char for char in decomposed if not _is_unseen(char))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or char in _BLANK_LETTERS


def _pieces(text: str) -> list[str]:
    return "".join(char if _is_letter(char) else " " for char in text).split()


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "|"


def _word(piece: str) -> Word:
    letters = _letters(piece)
    text = "".join(letter[0] for letter in letters)
    return Word(text, letters if any(len(letter) > 1 for letter in letters) else None)


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
