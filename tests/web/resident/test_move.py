"""A complainant moves a part of the complaint to another office, by the pages."""

from __future__ import annotations

from sqlalchemy import select

from intake.cases.models import Case
from tests.fixtures.databases import Database
from tests.integration.filing.world import BOARD, INSPECTOR, REVIEW, configuration
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import tell


def name(entity: str) -> str:
    return configuration().entity(entity).name.in_("es")


def unit_of_the_case(database: Database) -> str:
    with database.sessions() as session:
        return session.scalars(select(Case.unit)).one()


def test_it_is_said_who_reads_it_then_and_it_moves(browser: Browser, database: Database) -> None:
    tell(browser)
    browser.fill()
    browser.get("/f/2")
    browser.get("/f/7/1")
    assert name(BOARD) in browser.words
    assert name(INSPECTOR) in browser.words
    assert unit_of_the_case(database) != REVIEW, "looking moves nothing"
    browser.fill()
    assert browser.address.endswith("/f/2?n=moved")
    assert unit_of_the_case(database) == REVIEW
    assert f'<h2 id="case-1">{name(INSPECTOR)}</h2>' in browser.text
    assert name(BOARD) in browser.words, "where it was before is told"
    browser.fill(text="gracias")
    assert "gracias" in browser.words


def test_a_part_that_is_not_there_is_not_found(browser: Browser) -> None:
    tell(browser)
    browser.fill()
    for number in (0, 2):
        assert browser.get(f"/f/7/{number}").status_code == 404


def test_without_a_code_it_is_asked_for(browser: Browser) -> None:
    browser.get("/f/7/1")
    assert browser.address.endswith("/f/1")


def test_where_nobody_is_left_it_is_said(browser: Browser, database: Database) -> None:
    tell(browser)
    browser.fill()
    for _ in range(2):
        browser.get("/f/7/1")
        browser.fill()
    last = unit_of_the_case(database)
    browser.get("/f/7/1")
    assert browser.page is not None
    assert browser.page.status_code == 200
    assert "<button" not in browser.text.partition("<main")[2].partition("</main>")[0]
    assert unit_of_the_case(database) == last
