"""True numbers of cells, against a count the long way."""

from intake.numbers.exact import exact_numbers
from intake.numbers.quarters import Quarter
from intake.protection.layout import cells_of
from tests.fixtures.bodies import make_body
from tests.fixtures.release_content import catalogue_of
from tests.fixtures.true_cells import Truth


def test_every_cell_of_a_year_and_its_cohort() -> None:
    catalogue = catalogue_of("marisol-county")
    body = make_body(catalogue, complaints=500, quarters=8)
    year = int(catalogue.first_period[:4])
    for release in (Quarter(year, 3), Quarter(year + 1, 4)):
        cells = cells_of(catalogue, release)
        truth = Truth(body.cube)
        found = exact_numbers(cells, body.cube)
        assert found == {cell: truth.number(cell) for cell in cells}
        assert any(found.values())
