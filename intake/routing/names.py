"""Finds configured names in what was typed, without case, accents, spacing or look-alikes."""

from collections.abc import Iterable
from functools import lru_cache

from intake.rules.spelling import Word, plain_words, words


class TypedText:
    """A typed text, read once and searched for many names; nothing of it is kept elsewhere."""

    def __init__(self, typed: str) -> None:
        self._words = words(typed)
        self._starts: dict[str, list[int]] = {}
        for index, word in enumerate(self._words):
            for letter in word.first_letters():
                self._starts.setdefault(letter, []).append(index)

    def mentions(self, spelling: str) -> bool:
        """Whether the text names the person spelled `spelling`.

        Only whole words count, and at least one gap between words has to lie where the spelling
        has one, so that no part of another word or phrase is taken for the name; an entry that is
        nothing but the name may have no gap at all. The surname may stand first. No other
        likeness is tried: Kelly is found for Kelley only where the configuration says so.
        """
        return any(self._has(joined, gaps) for joined, gaps in _orders(spelling))

    def _has(self, joined: str, gaps: frozenset[int]) -> bool:
        starts = self._starts.get(joined[:1], ())
        return any(_begins_at(self._words, start, joined, gaps) for start in starts)


def mentions(typed: str, spelling: str) -> bool:
    """Whether `typed` names the person spelled `spelling`; see `TypedText.mentions`."""
    return TypedText(typed).mentions(spelling)


# Configured spellings alone are cached, never what a person typed.
@lru_cache(maxsize=4096)
def _orders(spelling: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """The name run together, with its gaps; once more for each way to turn its words round
    (`Kelley, Elena` for `Elena Kelley`).
    """
    name = plain_words(spelling)
    turned = [name[turn:] + name[:turn] for turn in range(len(name))]
    return tuple(("".join(one), _gaps(len(part) for part in one)) for one in turned)


def _begins_at(found: tuple[Word, ...], start: int, joined: str, gaps: frozenset[int]) -> bool:
    position = 0
    own_gaps: set[int] = set()
    for end in range(start, len(found)):
        word = found[end]
        following = position + len(word)
        if following > len(joined) or not word.reads(joined[position:following]):
            return False
        position = following
        if position == len(joined):
            is_whole_entry = start == 0 and end == len(found) - 1
            return bool(own_gaps & gaps) or is_whole_entry
        own_gaps.add(position)
    return False


def _gaps(lengths: Iterable[int]) -> frozenset[int]:
    position = 0
    gaps: set[int] = set()
    for length in lengths:
        position += length
        gaps.add(position)
    return frozenset(gaps - {position})
