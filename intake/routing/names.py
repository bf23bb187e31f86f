"""Finds configured names in what was typed, without case, accents, spacing or look-alikes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from intake.rules.spelling import Word, plain_words, words

Owned = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name: run together, where its gaps are, and whose name it is."""

    joined: str
    gaps: frozenset[int]
    owner: str


def owners_mentioned(typed: str, *, names: Owned) -> frozenset[str]:
    """The owners of those `names` (pairs of owner and spelling) that `typed` mentions.

    Only whole words count, and at least one gap between words has to lie where the spelling has
    one, so that no part of another word or phrase is taken for the name; an entry that is nothing
    but the name may have no gap at all. The surname may stand first. No other likeness is tried:
    Kelly is found for Kelley only where the configuration says so.
    """
    forms, found = _forms(names), words(typed)
    return frozenset(
        form.owner
        for start, word in enumerate(found)
        for letter in word.first_letters()
        for form in forms.get(letter, ())
        if _begins_at(found, start, form)
    )


def mentions(typed: str, spelling: str) -> bool:
    """Whether `typed` names the person spelled `spelling`; see `owners_mentioned`."""
    return bool(owners_mentioned(typed, names=(("", spelling),)))


# Configured names alone are cached, never what a person typed.
@lru_cache(maxsize=256)
def _forms(names: Owned) -> Mapping[str, tuple[_Form, ...]]:
    by_letter: dict[str, list[_Form]] = {}
    for owner, spelling in names:
        for order in _orders(plain_words(spelling)):
            joined = "".join(order)
            form = _Form(joined, _gaps(len(part) for part in order), owner)
            by_letter.setdefault(joined[:1], []).append(form)
    return {letter: tuple(forms) for letter, forms in by_letter.items()}


def _orders(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name, and its words turned round: `Kelley, Elena` for `Elena Kelley`."""
    for turn in range(len(name)):
        yield name[turn:] + name[:turn]


def _begins_at(found: tuple[Word, ...], start: int, form: _Form) -> bool:
    position = 0
    own_gaps: set[int] = set()
    for end in range(start, len(found)):
        word = found[end]
        following = position + len(word)
        if following > len(form.joined) or not word.reads(form.joined[position:following]):
            return False
        position = following
        if position == len(form.joined):
            is_whole_entry = start == 0 and end == len(found) - 1
            return bool(own_gaps & form.gaps) or is_whole_entry
        own_gaps.add(position)
    return False


def _gaps(lengths: Iterable[int]) -> frozenset[int]:
    position = 0
    gaps: set[int] = set()
    for length in lengths:
        position += length
        gaps.add(position)
    return frozenset(gaps - {position})
