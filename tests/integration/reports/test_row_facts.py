"""What is kept of single cases when a quarter is closed: only where rows are on, and no id."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from intake.db.transaction import transaction
from intake.numbers.catalogues import catalogue_for
from intake.numbers.facts.rows import ROWS, row_facts, store_row_facts
from intake.numbers.models import CountFact
from intake.numbers.quarters import Quarter
from intake.numbers.single_rows import KEPT
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reports import RowField, RowLevel
from tests.integration.reports.quarters import Q1, Q2, close
from tests.integration.reports.test_cube import lapse, shut
from tests.integration.worker.scene import PLACE, Scene


def rows_on(place: Jurisdiction, *fields: RowField) -> Jurisdiction:
    """The jurisdiction with a table of rows of these fields."""
    assert place.reports is not None
    level = RowLevel(enabled=True, fields=fields)
    return replace(place, reports=replace(place.reports, row_level=level))


def stored(scene: Scene, quarter: Quarter, *fields: RowField) -> dict[tuple[str, ...], int]:
    """The facts of a quarter, as they are frozen with these fields."""
    place = rows_on(scene.context().configuration.jurisdiction(PLACE), *fields)
    catalogue = catalogue_for(place)
    assert catalogue is not None
    scene.session.rollback()
    with transaction(scene.session):
        store_row_facts(scene.session, place, quarter, catalogue)
    return dict(row_facts(scene.session, PLACE, (quarter.name,)).get(quarter.name, {}))


def one_decided_one_shut_one_open(scene: Scene) -> None:
    """A duplicate is shut in March; a finding of March ends its case in April."""
    scene.decided("sustained")
    shut(scene, scene.reviewed(agencies=("police",)))
    scene.file()
    scene.later(days=38)
    assert lapse(scene) == 1


def test_nothing_is_kept_where_rows_are_off(scene: Scene) -> None:
    one_decided_one_shut_one_open(scene)
    counted = close(scene, Q2)
    assert sum(counted["cases_ended", Q1.name].values()) == 1
    kept = select(CountFact.key).where(CountFact.measure == ROWS)
    assert scene.session.scalars(kept).all() == []


def test_the_fields_that_are_named_are_kept_and_no_other(scene: Scene) -> None:
    one_decided_one_shut_one_open(scene)
    fields = (RowField.AGENCY, RowField.RULE, RowField.DISPOSITION, RowField.ENDING)
    rest = ["withheld"] * 4
    assert stored(scene, Q1, *fields) == {("police", "none", "none", "duplicate", *rest): 1}
    assert stored(scene, Q2, *fields) == {
        ("holding-center", "R1", "sustained", "findings", *rest): 1
    }


def test_rows_are_no_cells_of_the_cube(scene: Scene) -> None:
    one_decided_one_shut_one_open(scene)
    stored(scene, Q1, *KEPT)
    (kept,) = row_facts(scene.session, PLACE, (Q1.name,))[Q1.name]
    assert kept[4:] == ("web", "en", "family", "d0_30")
    assert ROWS not in {measure for measure, _ in close(scene, Q2)}
