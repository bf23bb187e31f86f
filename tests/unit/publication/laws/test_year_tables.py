"""A year's number is the published one, or the sum of four shown quarters, and never more."""

import json

import pytest

from intake.numbers.measures import Dimension, Measure
from intake.publication.laws.laws import TableAsk
from intake.publication.laws.year_tables import gather
from intake.publication.printed.material import read_material
from tests.fixtures.released_files import release

AGENCY = TableAsk(Measure.CASES_RECEIVED, (Dimension.AGENCY,))
PERIODS = [f"2026Q{number}" for number in (1, 2, 3, 4)]


def year(method: str = "S", quarters: int = 4, most: int = 40):
    return [read_material(release(one, method=method, most=most)) for one in PERIODS[:quarters]]


def numbers(table, period):
    return {row.values: row.count for row in table.rows if row.period == period}


def test_the_year_is_the_sum_where_all_four_quarters_are_shown() -> None:
    releases = year()
    table = gather(AGENCY, releases, "2026", {})
    quarters = [numbers(table, period) for period in PERIODS]
    found = numbers(table, "2026")
    assert len(found) == 6
    for values, count in found.items():
        four = [quarter[values] for quarter in quarters]
        assert count == (None if None in four else sum(four))
    assert None in found.values()
    assert found[("total",)] == sum(one.count("cases_received", one.period) for one in releases)


def test_a_year_that_is_not_complete_has_no_sum() -> None:
    table = gather(AGENCY, year(quarters=3), "2026", {})
    assert table.periods() == ("2026Q1", "2026Q2", "2026Q3")


def test_rounded_numbers_are_summed_for_totals_only() -> None:
    table = gather(AGENCY, year("R"), "2026", {})
    assert list(numbers(table, "2026")) == [("total",)]


def test_the_number_published_for_the_year_goes_before_the_sum() -> None:
    *first, _last = year()
    files = release("2026Q4")
    catalogue = json.loads(files["catalogue.json"])
    entry = next(one for one in catalogue["tables"] if one["id"] == "cases-by-agency")
    catalogue["tables"].append({**entry, "id": "yearly", "level": "year"})
    files["catalogue.json"] = json.dumps(catalogue).encode()
    files["data/yearly.csv"] = (
        b"period,agency,count,status\n2026,court,,withheld\n2026,total,999,shown\n"
    )
    table = gather(AGENCY, [*first, read_material(files)], "2026", {})
    found = numbers(table, "2026")
    assert found[("total",)] == 999
    assert found[("court",)] is None


def test_a_margin_is_taken_out_of_a_more_detailed_table() -> None:
    [release_] = year(quarters=1)
    ask = TableAsk(Measure.CASES_ENDED, (Dimension.ENDING,))
    table = gather(ask, [release_], "2026Q1", {})
    assert table.dimensions == ("ending",)
    assert table.title.in_("es") == "cases ended (es), ending (es)"
    for (ending,), count in numbers(table, "2026Q1").items():
        where = {} if ending == "total" else {"ending": ending}
        assert count == release_.count("cases_ended", "2026Q1", **where)


def test_a_less_detailed_table_stands_in_for_one_that_is_not_published() -> None:
    ask = TableAsk(Measure.COMPLAINTS_RECEIVED, (Dimension.CHANNEL, Dimension.LANGUAGE))
    assert gather(ask, year(quarters=1), "2026Q1", {}).dimensions == ("channel",)
    nothing = TableAsk(Measure.URGENT_ENDED, (Dimension.OUTCOME,))
    assert gather(nothing, year(quarters=1), "2026Q1", {}) is None


@pytest.mark.parametrize("period", ["2026Q4", "2026"])
def test_only_the_rules_asked_for_stand_in_it_and_the_cohort_is_whole(period: str) -> None:
    ask = TableAsk(Measure.ALLEGATIONS_DECIDED, (Dimension.RULE, Dimension.DISPOSITION))
    table = gather(ask, year(), period, {"rule": ("R1", "R6")})
    assert {row.values[0] for row in table.rows} == {"R1", "R6"}
    assert "total" in {row.values[1] for row in table.rows}
    cohort = gather(TableAsk(Measure.CASES_OF_YEAR, (Dimension.STANDING,)), year(), period, {})
    assert cohort.periods() == ("2025",)
