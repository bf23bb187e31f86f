"""Breaks a set of linked tables into pieces that together know as much as the whole; pure.

Tables that share dimensions are a hypergraph. Where it is acyclic, counts in each table that
agree on what two tables share always come from some full cross-classification, in whole numbers
too (decomposable models: Lauritzen, Graphical Models, 1996, chapter 4), so that the tables
themselves are all the unknowns that are needed. A cycle is merged until none is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

Dimensions = frozenset[str]


@dataclass(frozen=True, slots=True)
class Tree:
    """The pieces, and between which two of them counts have to agree on which dimensions."""

    cliques: tuple[Dimensions, ...]
    links: tuple[tuple[int, int, Dimensions], ...]


def tree_of(tables: Iterable[Dimensions], sizes: Mapping[str, int]) -> Tree:
    """The tree of cliques of a hypergraph, filled in where it has cycles.

    Args:
        sizes: how many values each dimension has, to keep merged pieces small.
    """
    cliques = _largest(_eliminate(_neighbours(tables), sizes))
    return Tree(cliques, _joined(cliques))


def _neighbours(tables: Iterable[Dimensions]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for table in tables:
        for name in table:
            near.setdefault(name, set()).update(table - {name})
    return near


def _eliminate(near: dict[str, set[str]], sizes: Mapping[str, int]) -> list[Dimensions]:
    """Take out dimension by dimension, the one that needs the fewest new ties first."""
    found = [frozenset[str]()]
    while near:
        name = min(near, key=lambda one: (_missing(near, one), _size(near, one, sizes), one))
        around = near.pop(name)
        found.append(frozenset({name, *around}))
        for other in around:
            near[other] |= around - {other}
            near[other].discard(name)
    return found


def _missing(near: Mapping[str, set[str]], name: str) -> int:
    return sum(second not in near[first] for first, second in combinations(sorted(near[name]), 2))


def _size(near: Mapping[str, set[str]], name: str, sizes: Mapping[str, int]) -> int:
    size = sizes[name]
    for other in near[name]:
        size *= sizes[other]
    return size


def _largest(found: Collection[Dimensions]) -> tuple[Dimensions, ...]:
    kept = {one for one in found if not any(one < other for other in found)}
    return tuple(sorted(kept, key=sorted))


def _joined(cliques: tuple[Dimensions, ...]) -> tuple[tuple[int, int, Dimensions], ...]:
    """A spanning tree of the heaviest overlaps, which for cliques of a chordal graph is exact."""
    links = []
    joined = {0}
    while len(joined) < len(cliques):
        first, second = max(
            ((one, two) for one in joined for two in range(len(cliques)) if two not in joined),
            key=lambda pair: (len(cliques[pair[0]] & cliques[pair[1]]), -pair[1], -pair[0]),
        )
        joined.add(second)
        links.append((first, second, cliques[first] & cliques[second]))
    return tuple(links)
