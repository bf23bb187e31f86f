"""Rows lose detail until enough of them say the same, and no further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from intake.numbers.single_rows import WITHHELD, Values
from intake.protection.rows.generalization import generalize
from intake.protection.rows.hierarchies import Hierarchy
from intake.rules.reports import RowField

KINDS = {"police": "kind_police", "sheriff": "kind_police"}
LADDERS = (
    Hierarchy(RowField.AGENCY, KINDS),
    Hierarchy(RowField.ENDED, {}),
    Hierarchy(RowField.CHANNEL, {}),
)
K = 5


def rows(*counted: tuple[int, str, str, str]) -> list[Values]:
    return [(agency, ended, channel) for n, agency, ended, channel in counted for _ in range(n)]


def test_rows_that_are_enough_keep_everything() -> None:
    found = generalize(rows((5, "police", "2025Q1", "web")), hierarchies=LADDERS, k=K)
    assert found.rows == (("police", "2025Q1", "web"),) * 5
    assert found.withheld == 0


def test_the_last_field_is_given_up_first() -> None:
    given_ = rows((6, "police", "2025Q1", "web"), (3, "police", "2025Q1", "mail"),
                  (2, "police", "2025Q1", "email"))  # fmt: skip
    found = Counter(generalize(given_, hierarchies=LADDERS, k=K).rows)
    assert found == {("police", "2025Q1", "web"): 6, ("police", "2025Q1", WITHHELD): 5}


def test_a_field_becomes_coarser_before_it_says_nothing() -> None:
    given_ = rows((3, "police", "2025Q1", "web"), (3, "police", "2025Q2", "web"))
    found = Counter(generalize(given_, hierarchies=LADDERS, k=K).rows)
    assert found == {("police", "2025", WITHHELD): 6}
    given_ = rows((3, "police", "2025Q1", "web"), (3, "sheriff", "2025Q2", "mail"))
    found = Counter(generalize(given_, hierarchies=LADDERS, k=K).rows)
    assert found == {("kind_police", WITHHELD, WITHHELD): 6}


def test_a_row_that_fits_nowhere_is_withheld_with_enough_others() -> None:
    given_ = rows((5, "police", "2025Q1", "web"), (7, "sheriff", "2025Q1", "web"),
                  (1, "library", "2025Q1", "web"))  # fmt: skip
    found = generalize(given_, hierarchies=LADDERS, k=K)
    assert Counter(found.rows) == {("sheriff", "2025Q1", "web"): 7}
    assert found.withheld == 6


def test_what_a_row_may_not_say_is_generalized_though_enough_say_it() -> None:
    given_ = rows((9, "police", "2025Q1", "web"))
    found = generalize(given_, hierarchies=LADDERS, k=K, may_state=lambda row: row[2] != "web")
    assert Counter(found.rows) == {("police", "2025Q1", WITHHELD): 9}


some = st.tuples(
    st.sampled_from(["police", "sheriff", "library", "court"]),
    st.sampled_from(["2025Q1", "2025Q2"]),
    st.sampled_from(["web", "mail", "phone"]),
)


@given(st.lists(some, max_size=60), st.integers(2, 12))
def test_whatever_comes_in_nobody_is_alone_and_nothing_untrue_is_said(
    given_: list[Values], k: int
) -> None:
    found = generalize(given_, hierarchies=LADDERS, k=k)
    assert len(found.rows) + found.withheld == len(given_)
    # A release without any row says no more than the total of cases does.
    assert is_k_anonymous(found.rows, found.withheld, k) or not found.rows
    left = Counter(given_)
    for row in sorted(found.rows, key=lambda one: one.count(WITHHELD)):
        match = next((one for one in left if left[one] and stands_for(row, one)), None)
        assert match is not None, row
    assert list(found.rows) == sorted(found.rows)
    assert (WITHHELD,) * 3 not in found.rows


def is_k_anonymous(rows: Sequence[Values], withheld: int, k: int) -> bool:
    """Whether every row has at least k - 1 others that say the same, and the withheld ones too."""
    return all(size >= k for size in Counter(rows).values()) and (withheld == 0 or withheld >= k)


def stands_for(row: Values, exact: Values) -> bool:
    covered = [hierarchy.covers(stated) for hierarchy, stated in zip(LADDERS, row, strict=True)]
    return all(one is None or value in one for one, value in zip(covered, exact, strict=True))


def test_the_test_of_k_sees_one_row_too_few() -> None:
    five = tuple(rows((5, "police", "2025Q1", "web")))
    assert is_k_anonymous(five, 0, 5)
    assert not is_k_anonymous(five[1:], 0, 5)
    assert not is_k_anonymous(five, 4, 5)
