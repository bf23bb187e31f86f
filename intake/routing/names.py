"""Finds configured names in what was typed, without case, accents, spacing or look-alikes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from intake.rules.spelling import Words, plain_words, words

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
        form.owner for start, form in _candidates(found, forms) if _begins_at(found, start, form)
    )


Forms = Mapping[str, tuple[_Form, ...]]


# Configured names alone are cached, never what a person typed.
@lru_cache(maxsize=256)
def _forms(names: Owned) -> Forms:
    """Every form of every name, by each of its beginnings."""
    by_beginning: dict[str, list[_Form]] = {}
    for owner, spelling in names:
        for order in _orders(plain_words(spelling)):
            joined = "".join(order)
            form = _Form(joined, _gaps(len(part) for part in order), owner)
            for length in range(1, len(joined) + 1):
                by_beginning.setdefault(joined[:length], []).append(form)
    return {beginning: tuple(forms) for beginning, forms in by_beginning.items()}


def _orders(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name, and its words turned round: `Kelley, Elena` for `Elena Kelley`."""
    for turn in range(len(name)):
        yield name[turn:] + name[:turn]


def _candidates(found: Words, forms: Forms) -> list[tuple[int, _Form]]:
    """Where a form may begin: at one or two words that begin it, or at doubtful letters."""
    begun = [(start, forms.get(two, ())) for start, two in enumerate(_twos(found.plain))]
    for doubtful, readings in found.readings.items():
        begun += [(doubtful, forms.get(letter, ())) for letter in readings[0]]
        if doubtful:
            begun.append((doubtful - 1, forms.get(found.plain[doubtful - 1], ())))
    return [(start, form) for start, some in begun for form in some]


def _twos(plain: tuple[str, ...]) -> tuple[str, ...]:
    """Each word run together with the next; a single word is itself."""
    if len(plain) == 1:
        return plain
    return tuple(word + following for word, following in pairwise(plain))


def _begins_at(found: Words, start: int, form: _Form) -> bool:
    position = 0
    own_gaps: set[int] = set()
    for number in range(start, len(found.plain)):
        following = position + len(found.plain[number])
        part = form.joined[position:following]
        if following > len(form.joined) or not found.reads(number, part):
            return False
        position = following
        if position == len(form.joined):
            is_whole_entry = start == 0 and number == len(found.plain) - 1
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
