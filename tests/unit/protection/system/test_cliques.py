"""Sets of dimensions: what is acyclic stays apart, what is cyclic becomes one."""

from __future__ import annotations

from intake.protection.system.cliques import cliques_of, joins_of


def sets(*names: str) -> list[frozenset[str]]:
    return [frozenset(name) for name in names]


def test_tables_that_share_only_a_margin_stay_apart() -> None:
    assert cliques_of(sets("q", "qa", "qb", "bc")) == tuple(sets("qa", "bc", "qb"))


def test_a_triangle_becomes_one_and_what_hangs_on_it_does_not() -> None:
    assert cliques_of(sets("ab", "bc", "ac", "cd")) == tuple(sets("abc", "cd"))


def test_a_set_within_another_says_nothing_more() -> None:
    assert cliques_of(sets("ab", "abc", "c", "")) == tuple(sets("abc"))


def test_every_clique_is_joined_once_on_what_it_shares() -> None:
    cliques = cliques_of(sets("qa", "qb", "bc", "x"))
    joins = joins_of(cliques)
    assert len(joins) == len(cliques) - 1
    assert all(shared == cliques[one] & cliques[other] for one, other, shared in joins)
    assert {other for _, other, _ in joins} == set(range(1, len(cliques)))
