"""Tables in words: withheld is said, zero is a number, and totals stand last."""

from intake.publication.pages.tables import glance, released_table
from tests.unit.publication.pages.made import history, release

FINDINGS = {
    ("police", "sustained"): 12,
    ("police", "unfounded"): None,
    ("police", "total"): 30,
    ("total", "total"): 1234,
}


def test_a_crossed_table_says_each_cell() -> None:
    made = release("2026Q3", {"findings": FINDINGS})
    _, words = history(made)
    table = released_table(made.tables[0], "2026Q3", words)
    assert [one.text for one in table.head] == [
        "sustained",
        "unfounded",
        "exonerated",
        "total",
    ]
    police, library, total = table.rows
    assert [cell.text for cell in police.cells] == ["12", "withheld", "0", "30"]
    assert [cell.kind for cell in police.cells] == ["number", "withheld", "number", "number"]
    assert [cell.text for cell in library.cells] == ["0"] * 4
    assert total.heading.is_total
    assert total.cells[-1].text == "1,234"
    assert table.has_withheld


def test_the_first_release_tells_of_quarters_before_it_and_says_what_it_has_not() -> None:
    first = release("2026Q2", {"complaints": {(): 4}, "by-agency": {("total",): 7}})
    second = release("2026Q3", {"complaints": {(): None}})
    table = glance(history(first, second)[0], history(first, second)[1], id="t", most=5)
    assert table is not None
    assert [one.text for one in table.head] == ["Q2 2026", "Q3 2026"]
    assert [(row.heading.text, [cell.text for cell in row.cells]) for row in table.rows] == [
        ("complaints_received", ["4", "withheld"])
    ]
