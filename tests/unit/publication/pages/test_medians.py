"""In which band the middle one lies."""

from hypothesis import given
from hypothesis import strategies as st

from intake.publication.pages.sentences import middle_bands


def test_a_withheld_number_leaves_nothing_to_say() -> None:
    assert middle_bands([5, None, 3]) == ()


def test_nothing_has_no_middle() -> None:
    assert middle_bands([0, 0]) == ()
    assert middle_bands([]) == ()


def test_the_middle_two_may_lie_in_two_bands() -> None:
    assert middle_bands([2, 0, 2]) == (0, 2)
    assert middle_bands([1, 0, 2]) == (2,)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_it_is_the_middle_of_the_things_laid_out_in_a_row(counts: list[int]) -> None:
    row = [place for place, count in enumerate(counts) for _ in range(count)]
    expected = {row[(len(row) - 1) // 2], row[len(row) // 2]} if row else set()
    assert set(middle_bands(counts)) == expected
