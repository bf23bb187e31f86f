"""The attacker finds what can be reckoned by hand, and not more."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from intake.attack import Attacker, Found, Verdict, attack_folder
from intake.numbers.catalogue import Catalogue, Method
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from tests.fixtures.small_catalogues import small_catalogue
from tests.fixtures.true_cells import cells_of_release
from tests.fixtures.written_releases import Publisher

BY_RULE = ("by-rule", "allegations_decided", ("rule",), "quarter")
BY_RULE_YEARLY = ("by-rule-yearly", "allegations_decided", ("rule",), "year")
BOTH = ("rule-by-disposition", "allegations_decided", ("rule", "disposition"), "quarter")
RECEIVED = ("received", "cases_received", ("agency",), "quarter")
ENDED = ("ended", "cases_ended", ("agency",), "quarter")
BY_ENDING = ("by-ending", "cases_ended", ("ending",), "quarter")
DECIDED = ("decided", "allegations_decided", (), "quarter")
AGENCY_BY_ENDING = ("agency-by-ending", "cases_ended", ("agency", "ending"), "quarter")
DECIDED_BY_AGENCY = ("decided-by-agency", "allegations_decided", ("agency",), "quarter")
COHORT = ("cohort", "cases_of_year", ("standing",), "year")
Numbers = Mapping[str, int | None]


def attack(root: Path, catalogue: Catalogue, *releases: Mapping[Cell, int | None]) -> Verdict:
    """Attack releases of these numbers, of the quarters from 2024Q1 on; what is left out is 0."""
    publisher, quarter = Publisher(catalogue, root), Quarter(2024, 1)
    for numbers in releases:
        known = dict.fromkeys(cells_of_release(catalogue, quarter), 0)
        assert set(numbers) <= set(known)
        publisher.publish(quarter, {**known, **numbers}, window=4 * (catalogue.method == "R"))
        quarter = quarter.after()
    return attack_folder(root)


def cells(measure: str, period: str, dimension: str, numbers: Numbers) -> dict[Cell, int | None]:
    """Cells of one dimension; the value "total" is the total."""
    return {
        Cell.of(measure, period, {} if value == "total" else {dimension: value}): number
        for value, number in numbers.items()
    }


def rules(period: str, **numbers: int | None) -> dict[Cell, int | None]:
    return cells("allegations_decided", period, "rule", numbers)


def interval(found: Found) -> tuple[tuple[str, ...], float | None, float | None]:
    return tuple(value for _, value in found.where), found.low, found.high


def test_a_lone_gap_is_the_total_less_the_rest(tmp_path: Path) -> None:
    verdict = attack(tmp_path, small_catalogue(BY_RULE), rules("2024Q1", R1=17, R2=None, total=20))
    assert [interval(one) for one in verdict.exact] == [(("R2",), 3, 3)]
    assert not verdict.narrow + verdict.undecided + verdict.faults
    assert verdict.cells == 1


def test_two_gaps_share_what_is_left(tmp_path: Path) -> None:
    numbers = rules("2024Q1", R1=13, R2=None, R3=None, total=20)
    verdict = attack(tmp_path, small_catalogue(BY_RULE), numbers)
    assert sorted(map(interval, verdict.narrow)) == [(("R2",), 0, 7), (("R3",), 0, 7)]
    assert {one.attacker for one in verdict.narrow} == {Attacker.LINEAR}


def test_gaps_that_are_wide_enough_are_left_alone(tmp_path: Path) -> None:
    numbers = rules("2024Q1", R1=11, R2=None, R3=None, total=20)
    assert attack(tmp_path, small_catalogue(BY_RULE), numbers).is_clean


def test_parts_of_a_small_total_are_hidden_as_well_as_the_total_lets_them(tmp_path: Path) -> None:
    numbers = rules("2024Q1", R1=None, R2=None, R3=None, total=4)
    assert attack(tmp_path, small_catalogue(BY_RULE), numbers).is_clean
    other = rules("2024Q1", R1=1, R2=None, R3=None, total=4)
    verdict = attack(tmp_path / "other", small_catalogue(BY_RULE), other)
    assert sorted(map(interval, verdict.narrow)) == [(("R2",), 0, 3), (("R3",), 0, 3)]


def test_a_number_that_cannot_be_small_needs_no_width(tmp_path: Path) -> None:
    numbers = {
        **rules("2024Q1", R1=None, R2=None, R3=0, total=25),
        Cell.of("allegations_decided", "2024Q1", {"disposition": "sustained"}): 25,
    }
    corner = {"rule": "R1", "disposition": "sustained"}
    numbers[Cell.of("allegations_decided", "2024Q1", corner)] = None
    corner["rule"] = "R2"
    numbers[Cell.of("allegations_decided", "2024Q1", corner)] = None
    assert attack(tmp_path, small_catalogue(BOTH), numbers).is_clean


def test_quarters_are_taken_from_the_year(tmp_path: Path) -> None:
    catalogue = small_catalogue(BY_RULE, BY_RULE_YEARLY)
    hidden = rules("2024Q2", R1=None, R2=None, R3=None, total=40)
    shown = [rules(f"2024Q{one}", R1=20, R2=30, R3=40, total=90) for one in (1, 3)]
    last = rules("2024Q4", R1=20, R2=30, R3=40, total=90)
    year = rules("2024", R1=67, R2=None, R3=None, total=310)
    verdict = attack(tmp_path, catalogue, shown[0], hidden, shown[1], {**last, **year})
    assert [(one.period, *interval(one)) for one in verdict.exact] == [("2024Q2", ("R1",), 7, 7)]
    assert not verdict.narrow + verdict.undecided + verdict.faults


def test_no_more_cases_end_than_came_in(tmp_path: Path) -> None:
    catalogue = small_catalogue(RECEIVED, ENDED)
    came = {"police": 4, "court": 30, "not_confirmed": 30, "total": 64}
    left = {"police": None, "court": None, "not_confirmed": None, "total": 40}
    numbers = {
        **cells("cases_received", "2024Q1", "agency", came),
        **cells("cases_ended", "2024Q1", "agency", left),
    }
    verdict = attack(tmp_path, catalogue, numbers)
    assert [interval(one) for one in verdict.narrow] == [(("police",), 0, 4)]


def test_what_came_in_earlier_may_end_later(tmp_path: Path) -> None:
    catalogue = small_catalogue(RECEIVED, ENDED)
    came = {"police": 14, "court": 30, "not_confirmed": 30, "total": 74}
    left = {"police": None, "court": None, "not_confirmed": None, "total": 40}
    first = cells("cases_received", "2024Q1", "agency", came)
    second = cells("cases_ended", "2024Q2", "agency", left)
    assert attack(tmp_path, catalogue, first, second).is_clean


def test_what_is_left_of_a_year_is_still_open(tmp_path: Path) -> None:
    catalogue = small_catalogue(RECEIVED, BY_ENDING, COHORT)
    came = {"police": 50, "court": 0, "not_confirmed": 0, "total": 50}
    first = {
        **cells("cases_received", "2024Q1", "agency", came),
        **cells("cases_ended", "2024Q1", "ending", {"findings": 20, "withdrawn": 23, "total": 43}),
    }
    standing = {"findings": 20, "withdrawn": None, "still_open": None, "total": 50}
    last = cells("cases_of_year", "2024", "standing", standing)
    verdict = attack(tmp_path, catalogue, first, *[{}] * 6, last)
    # Of 50 that came in, 43 had ended: the totals say so, and the table adds nothing to them.
    assert verdict.is_clean
    assert (verdict.cells, verdict.narrow_before, verdict.exact_before) == (2, 1, 1)


def test_findings_need_an_allegation_that_was_decided(tmp_path: Path) -> None:
    catalogue = small_catalogue(AGENCY_BY_ENDING, DECIDED_BY_AGENCY)
    by_agency = {"police": 30, "court": 0, "not_confirmed": 30, "total": 60}
    decided = {"police": 5, "court": 35, "not_confirmed": 0, "total": 40}
    numbers = {
        **cells("cases_ended", "2024Q1", "agency", by_agency),
        **cells("cases_ended", "2024Q1", "ending", {"findings": None, "withdrawn": None}),
        **cells("allegations_decided", "2024Q1", "agency", decided),
    }
    for ending in ("findings", "withdrawn"):
        where = {"agency": "police", "ending": ending}
        numbers[Cell.of("cases_ended", "2024Q1", where)] = None
        where["agency"] = "not_confirmed"
        numbers[Cell.of("cases_ended", "2024Q1", where)] = None
    verdict = attack(tmp_path, catalogue, numbers)
    # Where nothing was decided nothing ended with findings: then the other number follows too.
    assert (verdict.exact[0].measure, verdict.exact[0].period) == ("cases_ended", "2024Q1")
    assert [interval(one) for one in verdict.exact] == [(("not_confirmed", "findings"), 0, 0)]
    narrow = sorted(map(interval, verdict.narrow))
    assert narrow == [(("findings",), 0, 5), (("police", "findings"), 0, 5)]


@pytest.mark.parametrize(("year", "clean"), [(25, True), (35, True), (40, False)])
def test_rounded_numbers_keep_their_window(tmp_path: Path, year: int, clean: bool) -> None:
    quarter = ("decided", "allegations_decided", (), "quarter")
    yearly = ("decided-yearly", "allegations_decided", (), "year")
    catalogue = small_catalogue(quarter, yearly, method=Method.ROUNDING)
    totals: list[dict[Cell, int | None]] = [
        {Cell("allegations_decided", f"2024Q{one}"): 5} for one in (1, 2, 3, 4)
    ]
    totals[-1][Cell("allegations_decided", "2024")] = year
    verdict = attack(tmp_path, catalogue, *totals)
    # Four quarters of at most 9 make a year of 36 at most, and one of 40 is no less than 36.
    assert verdict.is_clean == clean
    assert [(one.low, one.high) for one in verdict.exact] == (
        [] if clean else [(9, 9)] * 4 + [(36, 36)]
    )
    assert not verdict.faults


def test_a_withheld_total_is_a_target_like_any_other(tmp_path: Path) -> None:
    yearly = ("decided-yearly", "allegations_decided", (), "year")
    catalogue = small_catalogue(DECIDED, yearly, totals_at_least=10)
    totals: list[dict[Cell, int | None]] = [
        {Cell("allegations_decided", f"2024Q{one}"): 15} for one in (1, 2, 3)
    ]
    last = {Cell("allegations_decided", "2024Q4"): None, Cell("allegations_decided", "2024"): 48}
    verdict = attack(tmp_path, catalogue, *totals, last)
    assert [(one.period, one.low) for one in verdict.exact] == [("2024Q4", 3)]
