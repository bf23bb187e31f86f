"""Written names reduced to what the eye sees, so that the same name is found however typed."""

import re
import unicodedata
from dataclasses import dataclass, field

# Letters that look like a Latin one and that NFKD leaves alone (after Unicode TS 39).
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("асԁеһіјӏорԛѕтуԝхквмн", "acdehijlopqstywxkbmh", strict=True)),
        **dict(zip("αβγεηικνορτυχωѵ", "abyenikvoptuxwv", strict=True)),
        **dict(zip("ɑɡɩıȷꞵᴀʙᴄᴅᴇɢʜᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", "agiijbabcdeghjklmnoprtuvwyz", strict=True)),
        **dict(zip("օոսցհյ", "onughj", strict=True)),
        **{"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ð": "d"},
        **{"þ": "th", "æ": "ae", "œ": "oe"},
    }
)
_BLANK_LETTERS = frozenset("\u115f\u1160")
_DIGITS = {"0": "o", "1": "li", "5": "s", "|": "l"}
# A digit beside a letter, or a capital I behind one: it may stand for another than it says.
# The character stands first in the pattern, so that a search runs from one to the next.
_DOUBTFUL = re.compile(r"[015|I](?:(?<=[^\W\d_].)|(?<!I)(?=[^\W\d_]))")
_WORD = re.compile(r"[\w|]+")
# Latin text and its punctuation, whose only unseen parts are the soft hyphen and accents.
_LATIN = re.compile("[\u0000-\u024f\u1e00-\u1eff\u2010-\u2027]*")
_ACCENTS = re.compile("[\u00ad\u0300-\u036f]+")
_REMEMBERED = 0x3000


class _Unseen(dict[int, str | None]):
    """Drops marks and invisible characters; of those that stay, the common are remembered."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        is_unseen = unicodedata.category(char) in ("Cf", "Mn", "Mc", "Me")
        taken = None if is_unseen or char in _BLANK_LETTERS else char
        if code < _REMEMBERED:
            self[code] = taken
        return taken


_UNSEEN = _Unseen()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in their first reading; `readings` holds, by the number of a word that
    can be read in several ways, every reading of each of its letters.
    """

    plain: tuple[str, ...]
    readings: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def reads(self, number: int, part: str) -> bool:
        """Whether the word of this number can be read as `part`, which is as long as it."""
        readings = self.readings.get(number)
        if readings is None:
            return self.plain[number] == part
        return all(char in letter for letter, char in zip(readings, part, strict=True))


def words(text: str) -> Words:
    """The words of `text` without case, accents, look-alikes or invisible characters.

    Every mark parts words, the apostrophe and the hyphen too.
    """
    typed = _WORD.findall(_seen(text).replace("_", " "))
    joined = " ".join(typed)
    plain = joined.casefold().translate(_LOOK_ALIKES).split()
    readings: dict[int, tuple[str, ...]] = {}
    if _DOUBTFUL.search(joined):
        for number, word in enumerate(typed):
            if _DOUBTFUL.search(word):
                readings[number] = _letters(word)
                plain[number] = "".join(letter[0] for letter in readings[number])
    return Words(tuple(plain), readings)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of `text` as `words` gives them, each in its first reading."""
    return words(text).plain


def plain(text: str) -> str:
    """The words of `text` as `plain_words` gives them, one space between them."""
    return " ".join(plain_words(text))


def compact(text: str) -> str:
    """The words of `text` run together, so that two names are compared without their spacing."""
    return "".join(plain_words(text))


def _seen(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    if _LATIN.fullmatch(text):
        return _ACCENTS.sub("", decomposed)
    return decomposed.translate(_UNSEEN)


def _letters(word: str) -> tuple[str, ...]:
    """Each letter's readings; digits are letters in disguise only beside letters."""
    has_letters = any(char.isalpha() for char in word)
    has_small = any(char.islower() for char in word)
    found: list[str] = []
    for index, char in enumerate(word):
        if has_letters and char in _DIGITS:
            found.append(_DIGITS[char])
        elif char == "I" and index and has_small:
            # Inside small letters a capital I is an l in disguise, or the I of McIntyre.
            found.append("il")
        else:
            found.extend(char.casefold().translate(_LOOK_ALIKES))
    return tuple(found)
