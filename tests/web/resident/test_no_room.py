"""Where there is no room for more, the page comes back with every word, and says when to go on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from intake.complaints.models import Complaint, Draft
from tests.fixtures.chance import Clock
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import STORY, tell

RESERVE = 500_000_000


@pytest.fixture
def free(resident_app: Flask) -> list[int]:
    """The free bytes of the disk, in the test's hands."""
    reading = [1 << 40]
    parts = resident_app.extensions["intake"]
    resident_app.extensions["intake"] = replace(parts, free_bytes=lambda: reading[0])
    return reading


def limit(app: Flask, **values: int) -> None:
    """Set limits lower than the settings allow."""
    parts = app.extensions["intake"]
    limits = parts.settings.limits.model_copy(update=values)
    settings = parts.settings.model_copy(update={"limits": limits})
    app.extensions["intake"] = replace(parts, settings=settings)


def words_on(browser: Browser) -> str:
    return dict(browser.forms()[0].fields)["words"]


def drafts(database: Database) -> int:
    with database.sessions() as session:
        return session.scalar(select(func.count()).select_from(Draft)) or 0


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("/saguaro-city/es", "oprima «Continuar» otra vez en 10 minutos"),
        ("/saguaro-city/en", "press “Continue” again in 10 minutes"),
    ],
)
def test_below_the_reserve_a_first_page_comes_back_with_its_words(
    browser: Browser, free: list[int], database: Database, home: str, said: str
) -> None:
    browser.get(f"{home}/p/3")
    free[0] = RESERVE - 1
    answer = browser.fill(words=STORY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert said in browser.words
    assert words_on(browser).replace("\r\n", "\n") == STORY
    assert drafts(database) == 0
    free[0] = 1 << 40
    browser.fill()
    browser.get(f"{home}/p/3")
    assert words_on(browser) == STORY


def test_below_the_reserve_a_draft_does_not_grow_and_loses_nothing(
    browser: Browser, free: list[int]
) -> None:
    tell(browser)
    browser.get("/p/3")
    free[0] = RESERVE - 1
    longer = "Una palabra más. " * 2_000
    assert browser.fill(words=longer).status_code == 503
    assert words_on(browser) == longer
    browser.get("/p/3")
    assert words_on(browser) == STORY


def test_below_the_reserve_a_ready_complaint_is_sent(
    browser: Browser, free: list[int], database: Database
) -> None:
    tell(browser)
    free[0] = 0
    assert browser.fill().status_code == 200
    assert browser.address.endswith("/p/9")
    with database.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Complaint)) == 1


def test_a_draft_that_went_to_make_room_is_told_of_and_its_page_kept(
    browser: Browser, other_browser: Browser, resident_app: Flask
) -> None:
    limit(resident_app, drafts=1)
    browser.get("/p/3")
    browser.fill(words="First words.")
    browser.get("/p/3")
    other_browser.get("/p/3")
    other_browser.fill(words="Someone else.")
    browser.fill(words=STORY)
    assert words_on(browser) == STORY
    assert "Su visita anterior terminó" in browser.words


def test_more_than_can_begin_get_their_page_back(
    browser: Browser, other_browser: Browser, resident_app: Flask, clock: Clock
) -> None:
    limit(resident_app, new_drafts_per_minute=1)
    for one in (other_browser, browser):
        one.get("/p/3")
        answer = one.fill(words=STORY)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "otra vez en 1 minuto." in browser.words
    assert words_on(browser).replace("\r\n", "\n") == STORY
    clock.advance(minutes=1)
    assert browser.fill().status_code == 200
    assert browser.address.endswith("/p/4")


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("/saguaro-city/es", "oprima «Enviar mi queja» otra vez en 1 minuto."),
        ("/saguaro-city/en", "press “Send my complaint” again in 1 minute."),
    ],
)
def test_more_than_can_be_sent_stay_at_the_page_that_sends(
    browser: Browser,
    other_browser: Browser,
    resident_app: Flask,
    clock: Clock,
    home: str,
    said: str,
) -> None:
    limit(resident_app, filings_per_minute=1)
    for one in (other_browser, browser):
        tell(one)
    other_browser.fill()
    browser.get(f"{home}/p/8")
    answer = browser.fill()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert said in browser.words
    assert "<b>{{ 7*7 }}</b>" in browser.words
    clock.advance(minutes=1)
    browser.fill()
    assert browser.address.endswith("/p/9")
