"""One agency or one rule over all releases, and two agencies side by side."""

from intake.publication.pages.comparison import comparable, compare
from intake.publication.pages.history import History
from intake.publication.pages.subject import find_subject, strands
from intake.publication.printed.words import Words
from tests.unit.publication.pages.made import history, release


def two_quarters() -> tuple[History, Words]:
    first = {
        "by-agency": {("police",): 20, ("library",): 0, ("total",): 20},
        "findings": {("police", "sustained"): 11, ("police", "total"): 11},
    }
    second = {
        "by-agency": {("police",): None, ("library",): 15, ("total",): 40},
        "findings": {("police", "sustained"): None, ("police", "total"): 25},
    }
    return history(release("2026Q2", first), release("2026Q3", second))


def test_an_agency_is_followed_through_the_releases() -> None:
    found, words = two_quarters()
    police = find_subject(found, "agency", "police", words)
    assert police is not None
    assert [(fact.counted, fact.number.text) for fact in police.facts] == [
        ("cases_received", "withheld"),
        ("allegations_decided", "25"),
    ]
    tables = {figure.table.id: figure.table for figure in police.figures}
    decided = tables["allegations-decided-disposition-quarter"]
    assert [one.text for one in decided.head] == ["sustained", "total"]
    assert [[cell.text for cell in row.cells] for row in decided.rows] == [
        ["11", "11"],
        ["withheld", "25"],
    ]
    assert decided.zeros == ("unfounded", "exonerated")


def test_a_later_release_changes_nothing_on_the_page_of_an_earlier_one() -> None:
    found, _words = two_quarters()
    earlier = History(found.releases[:1])
    before = find_subject(earlier, "agency", "police", Words(earlier.newest, "en"))
    assert before is not None
    assert before.facts[0].number.text == "20"
    assert all(len(figure.table.rows) == 1 for figure in before.figures)


def test_what_no_release_knows_has_no_page() -> None:
    found, words = two_quarters()
    assert find_subject(found, "agency", "fire", words) is None
    assert find_subject(found, "rule", "R99", words) is None


def test_a_measure_that_is_told_with_its_parts_is_not_told_again_without() -> None:
    found, _ = two_quarters()
    assert [(one.measure, one.other) for one in strands(found, "agency")] == [
        ("cases_received", None),
        ("allegations_decided", "disposition"),
    ]


def test_two_agencies_stand_side_by_side() -> None:
    found, words = two_quarters()
    police, library = comparable(found, "en")
    view = compare(found, (police, library), words)
    received = view.figures[0].table
    assert [one.text for one in received.head] == ["police", "library"]
    assert [[cell.text for cell in row.cells] for row in received.rows] == [
        ["20", "0"],
        ["withheld", "15"],
    ]
    parts = view.figures[-1].table
    assert [row.heading.text for row in parts.rows][-1] == "total"
    assert [cell.text for cell in parts.rows[0].cells] == ["withheld", "0"]
    chart = view.figures[0].chart
    assert chart is not None
    assert [key.words for key in chart.keys] == ["police", "library"]


def test_without_tables_by_agency_there_is_nothing_to_compare() -> None:
    found, _ = history(release("2026Q3", {"complaints": {(): 3}}))
    assert comparable(found, "en") == ()
