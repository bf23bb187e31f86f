"""What a release says in sentences: only what its shown numbers bear."""

from intake.publication.pages.sentences import sentences
from tests.unit.publication.pages.made import Numbers, history, release

TOTAL = ("total",)


def said(period: str, numbers: Numbers, **options: object) -> list[str]:
    made = release(period, numbers, **options)  # type: ignore[arg-type]
    return list(sentences(*history(made)))


def test_an_empty_quarter_says_that_nothing_came_in_and_nothing_more() -> None:
    numbers = {"complaints": {(): 0}, "durations": {}, "waits": {}, "urgent": {}, "referrals": {}}
    told = said("2026Q3", numbers)
    assert told == ["0 complaints were received.", "0 cases ended."]


def test_one_case_is_told_in_the_singular() -> None:
    numbers = {
        "complaints": {(): 1},
        "urgent": {("released",): 1, TOTAL: 1},
        "durations": {("d0_30",): 1, TOTAL: 1},
    }
    told = said("2026Q3", numbers)
    assert "1 complaint was received." in told
    assert "1 urgent action ended. In 1 of them the person was released." in told
    assert "Half of the cases that ended took this long or less: d0_30." in told


def test_where_everything_is_withheld_no_number_is_said_but_how_many_are() -> None:
    numbers: Numbers = {"complaints": {}, "durations": {}, "waits": {}, "referrals": {}}
    told = said("2026Q3", numbers, unstated=None)
    assert told[0] == "The number of complaints received is withheld."
    assert told[-1] == "11 of 11 numbers of this release are withheld."
    assert not any(sign.isdigit() for sentence in told[:-1] for sign in sentence)


def test_the_middle_is_only_told_from_a_row_that_is_shown_whole() -> None:
    whole = {("d0_30",): 4, ("d31_90",): 30, ("d91",): 20, TOTAL: 54}
    told = "Half of the cases that ended took this long or less: d31_90."
    assert told in said("2026Q3", {"durations": whole})
    assert told not in said("2026Q3", {"durations": {**whole, ("d0_30",): None}})


def test_the_middle_of_rounded_numbers_is_not_told() -> None:
    numbers = {"durations": {("d0_30",): 5, ("d31_90",): 30, TOTAL: 35}}
    assert not any("Half" in one for one in said("2026Q3", numbers, method="R"))
    assert any("Half" in one for one in said("2026Q3", numbers))


def test_a_part_that_is_withheld_is_not_worked_out() -> None:
    numbers = {"urgent": {("released",): None, ("handed_over",): None, TOTAL: 12}}
    assert said("2026Q3", numbers)[0] == "12 urgent actions ended."
    hidden = {"referrals": {("not_confirmed",): None, TOTAL: 12}}
    assert not any("referral" in one for one in said("2026Q3", hidden))


def test_the_cohort_is_told_with_the_last_quarter_of_the_next_year() -> None:
    numbers = {"cohort": {("findings",): 30, ("still_open",): 12, TOTAL: 42}}
    sentence = "Of 42 cases opened in 2024, 12 were still open at the end of 2025."
    assert sentence in said("2025Q4", numbers)
    assert not any("still open" in one for one in said("2025Q3", numbers))


def test_recommendations_and_referrals_are_told_with_what_became_of_them() -> None:
    numbers = {
        "referrals": {("not_confirmed",): 3, TOTAL: 20},
        "answers": {("accepted",): 11, TOTAL: 15},
    }
    told = said("2026Q3", numbers)
    assert "20 referrals to other offices ended; 3 of them were not confirmed in time." in told
    assert "15 recommendations ended; agencies accepted 11." in told
