"""Finds configured names in what was typed, without case, accents, spacing or look-alikes."""

from collections.abc import Iterable

from intake.rules.spelling import Word, plain_words, words


def mentions(typed: str, spelling: str) -> bool:
    """Whether `typed` names the person spelled `spelling`.

    Only whole words count, and at least one gap between words has to lie where the spelling has
    one, so that no part of another word or phrase is taken for the name; an entry that is
    nothing but the name may have no gap at all. The surname may stand first. No other likeness
    is tried: Kelly is found for Kelley only where the configuration says so.
    """
    found = words(typed)
    return any(_occurs(found, order) for order in _orders(plain_words(spelling)))


def _orders(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name, and its words turned round: `Kelley, Elena` for `Elena Kelley`."""
    return [name[turn:] + name[:turn] for turn in range(len(name))]


def _occurs(found: tuple[Word, ...], name: tuple[str, ...]) -> bool:
    joined = "".join(name)
    if not joined:
        return False
    gaps = _gaps(len(part) for part in name)
    return any(_begins_at(found, start, joined, gaps) for start in range(len(found)))


def _begins_at(found: tuple[Word, ...], start: int, joined: str, gaps: frozenset[int]) -> bool:
    position = 0
    own_gaps: set[int] = set()
    for end in range(start, len(found)):
        letters = found[end].letters
        part = joined[position : position + len(letters)]
        if len(part) < len(letters) or not _reads(letters, part):
            return False
        position += len(letters)
        if position == len(joined):
            is_whole_entry = start == 0 and end == len(found) - 1
            return bool(own_gaps & gaps) or is_whole_entry
        own_gaps.add(position)
    return False


def _reads(letters: tuple[str, ...], part: str) -> bool:
    return all(char in letter for letter, char in zip(letters, part, strict=True))


def _gaps(lengths: Iterable[int]) -> frozenset[int]:
    position, gaps = 0, set()
    for length in lengths:
        position += length
        gaps.add(position)
    return frozenset(gaps - {position})
