"""Makes rows alike: each goes out with k - 1 others or more that say the same, or not at all; pure.

Rows that are alone lose detail field by field, the field that matters least first, until enough of
them say the same. Rows that are enough keep what they say. Who reads a release knows which rows
came with it; so the rows of one release have to be enough by themselves, and then the rows of all
releases together are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from intake.numbers.single_rows import WITHHELD, Values
from intake.protection.rows.hierarchies import Hierarchy

MayState = Callable[[Values], bool]
"""Whether a row may say this beside the tables that were published."""


@dataclass(frozen=True, slots=True)
class Generalized:
    """What goes out of some rows.

    Attributes:
        rows: in an order that tells nothing: that of their values.
        withheld: how many rows do not go out; none, or at least k.
    """

    rows: tuple[Values, ...]
    withheld: int


def generalize(
    rows: Sequence[Values],
    *,
    hierarchies: Sequence[Hierarchy],
    k: int,
    may_state: MayState = lambda values: True,
) -> Generalized:
    """Rows of which at least k say the same, with as much as that allows.

    Args:
        hierarchies: of the fields, what matters most first: the last is given up first.
    """
    kept: list[Values] = []
    alone = list(rows)
    for step in (None, *_steps(hierarchies)):
        if step is not None:
            alone = [_at(row, hierarchies, *step) for row in alone]
        classes = Counter(alone)
        enough = {one for one, size in classes.items() if size >= k and may_state(one)}
        enough -= {(WITHHELD,) * len(hierarchies)}
        kept += [row for row in alone if row in enough]
        alone = [row for row in alone if row not in enough]
    return _with_enough_withheld(kept, len(alone), k)


def _steps(hierarchies: Sequence[Hierarchy]) -> Iterator[tuple[int, int]]:
    """Field and step of each loss of detail, in order: a whole field before the next one."""
    for index in reversed(range(len(hierarchies))):
        yield index, 1
        yield index, 2


def _at(row: Values, hierarchies: Sequence[Hierarchy], index: int, step: int) -> Values:
    """The row with one step less exact; a value that has no such step says nothing."""
    value = row[index]
    steps = hierarchies[index].steps(value)
    # The first step is taken from the exact value, the second ends the field.
    fresh = steps[1] if step == 1 and len(steps) > 1 else WITHHELD
    return (*row[:index], fresh, *row[index + 1 :])


def _with_enough_withheld(kept: list[Values], withheld: int, k: int) -> Generalized:
    """The number of withheld rows is published: as a class it has to be large enough as well."""
    classes = Counter(kept)
    for values, size in sorted(classes.items(), key=lambda item: (item[1], item[0])):
        if withheld == 0 or withheld >= k:
            break
        del classes[values]
        withheld += size
    return Generalized(tuple(sorted(classes.elements())), withheld)
