"""What the page of a release holds, and when a first release can be expected."""

from datetime import date

from intake.numbers.quarters import first_expected
from intake.publication.pages.release import release_view
from tests.unit.publication.pages.made import history, release


def test_the_page_holds_every_table_of_its_own_quarter() -> None:
    numbers = {"complaints": {(): 3}, "findings": {}, "rules": {("R1",): 20, ("total",): 20}}
    view = release_view(*history(release("2026Q3", numbers)))
    tables = [figure.table.id for section in view.sections for figure in section.figures]
    assert tables == ["findings-2026q3", "rules-2026q3"]
    assert view.totals is not None
    assert [link.id for link in view.rules] == ["R1", "R2"]
    assert view.sections[0].figures[0].file == "data/findings.csv"


def test_the_share_of_what_is_shown_is_never_rounded_up_to_all() -> None:
    numbers = {"findings": {("police", "sustained"): None}, "rules": {}, "urgent": {}}
    view = release_view(*history(release("2026Q3", numbers)))
    assert view.share.cells == "94%"
    assert view.share.complaints == "50%"


def test_a_table_that_was_dropped_is_named_and_not_shown() -> None:
    made = release("2026Q3", {"findings": {}, "rules": {}}, unstated=None)
    made.release["dropped_tables"].append("findings")
    view = release_view(*history(made))
    assert view.dropped == ("findings",)
    assert [figure.table.id for one in view.sections for figure in one.figures] == ["rules-2026q3"]


def test_a_first_release_can_be_expected_when_a_quarter_closes() -> None:
    begun = first_expected("2024Q1", date(2026, 11, 24))
    assert (begun.quarter.name, begun.day) == ("2026Q4", date(2027, 1, 11))
    just_over = first_expected("2024Q1", date(2026, 10, 10))
    assert (just_over.quarter.name, just_over.day) == ("2026Q3", date(2026, 10, 11))
    later = first_expected("2027Q1", date(2026, 11, 24))
    assert (later.quarter.name, later.day) == ("2027Q1", date(2027, 4, 11))
