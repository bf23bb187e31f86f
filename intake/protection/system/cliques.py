"""The smallest sets of dimensions whose counts, linked on shared margins, say all that tables say;
pure.

Tables over sets of dimensions that form an acyclic hypergraph need only their own cells as
unknowns: numbers above zero that agree on shared margins then always come from some whole table
(Beeri, Fagin, Maier and Yannakakis, 1983). What is cyclic is merged into one set.
"""

from __future__ import annotations

from collections.abc import Iterable

Clique = frozenset[str]


def cliques_of(edges: Iterable[Clique]) -> tuple[Clique, ...]:
    """The maximal sets, with what is cyclic merged into one."""
    maximal = _maximal(set(edges))
    core = _core(maximal)
    if not core:
        return _ordered(maximal)
    merged = frozenset().union(*core)
    return _ordered(_maximal({merged, *maximal}))


def joins_of(cliques: tuple[Clique, ...]) -> tuple[tuple[int, int, Clique], ...]:
    """A join tree: pairs of cliques by index, and what each pair shares (Prim, largest first)."""
    joins: list[tuple[int, int, Clique]] = []
    inside, outside = [0], list(range(1, len(cliques)))
    while outside:
        _, one, other = max((len(cliques[i] & cliques[j]), -i, -j) for i in inside for j in outside)
        joins.append((-one, -other, cliques[-one] & cliques[-other]))
        inside.append(-other)
        outside.remove(-other)
    return tuple(joins)


def _maximal(edges: set[Clique]) -> set[Clique]:
    return {edge for edge in edges if not any(edge < other for other in edges)}


def _core(edges: set[Clique]) -> set[Clique]:
    """The original edges that reduction by ears (Graham) cannot take away; none if acyclic."""
    reduced = {edge: edge for edge in edges}
    while True:
        counts: dict[str, int] = {}
        for left in reduced.values():
            for name in left:
                counts[name] = counts.get(name, 0) + 1
        shrunk = {
            edge: frozenset(name for name in left if counts[name] > 1)
            for edge, left in reduced.items()
        }
        kept: dict[Clique, Clique] = {}
        for edge, left in sorted(shrunk.items(), key=lambda item: (-len(item[1]), sorted(item[0]))):
            if not any(left <= other for other in kept.values()):
                kept[edge] = left
        if kept == reduced:
            return set(kept) if len(kept) > 1 else set()
        reduced = kept


def _ordered(cliques: set[Clique]) -> tuple[Clique, ...]:
    return tuple(sorted(cliques, key=lambda clique: (-len(clique), sorted(clique))))
