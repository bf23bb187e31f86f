"""A browser that others use too: what they noted of it before opens nothing afterwards."""

from __future__ import annotations

import html

import pytest
from sqlalchemy import func, select

from intake.complaints.models import Draft
from intake.vault.cookies import encode_secret
from tests.fixtures.chance import Clock
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser, FoundForm
from tests.web.resident.test_walk import STORY, tell

NOTED = encode_secret(b"n" * 32)


def words_on(browser: Browser) -> str:
    return dict(browser.forms()[0].fields)["words"]


def with_words(form: FoundForm) -> list[tuple[str, str]]:
    return [*((name, value) for name, value in form.fields if name != "words"), ("words", STORY)]


def has_draft(browser: Browser) -> bool:
    browser.get("/p/8")
    return len(browser.forms()) > 0


def test_a_secret_that_was_noted_before_leads_to_no_draft(browser: Browser) -> None:
    browser.client.set_cookie("s", NOTED)
    tell(browser)
    browser.get("/p/3")
    assert words_on(browser) == STORY
    kept = browser.client.get_cookie("s")
    assert kept is not None
    assert kept.value != NOTED
    browser.client.set_cookie("s", NOTED)
    browser.get("/p/3")
    assert words_on(browser) == ""


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5, 6, 7])
def test_nor_does_one_where_another_page_came_first(browser: Browser, page: int) -> None:
    browser.client.set_cookie("s", NOTED)
    browser.get(f"/p/{page}")
    kept = browser.client.get_cookie("s")
    assert kept is not None
    assert kept.value != NOTED


@pytest.mark.parametrize("page", [2, 3, 4])
def test_what_was_sent_from_there_is_out_of_its_reach(browser: Browser, page: int) -> None:
    browser.client.set_cookie("s", NOTED)
    browser.get(f"/p/{page}")
    browser.fill(common_official="un sargento", words=STORY, common_held_now="yes")
    assert has_draft(browser)
    browser.client.set_cookie("s", NOTED)
    assert not has_draft(browser)


def test_each_draft_has_a_cookie_of_its_own(browser: Browser, clock: Clock) -> None:
    values = []
    for _ in range(3):
        browser.get("/p/3")
        browser.fill(words=STORY)
        kept = browser.client.get_cookie("s")
        assert kept is not None
        values.append(kept.value)
        clock.advance(hours=2, minutes=1)
    assert len(set(values)) == 3


def test_a_page_of_another_tab_is_shown_again_with_its_words(browser: Browser) -> None:
    """It was opened before the other one, and nothing was sent yet, so that its token is old."""
    browser.get("/p/3")
    opened_before = browser.forms()[0]
    browser.get("/p/2")
    browser.post("/p/3", with_words(opened_before))
    assert browser.page is not None
    assert browser.page.status_code == 400
    assert STORY in html.unescape(browser.text).replace("\r\n", "\n")
    browser.fill()
    assert browser.address.endswith("/p/4")
    browser.get("/p/3")
    assert words_on(browser) == STORY


def test_pressing_twice_makes_one_draft(browser: Browser, database: Database) -> None:
    browser.get("/p/3")
    form = browser.forms()[0]
    before = browser.client.get_cookie("s")
    for _ in range(2):
        browser.post("/p/3", with_words(form))
        assert browser.address.endswith("/p/4")
    assert browser.client.get_cookie("s") == before
    with database.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1


def test_looking_at_the_first_screen_again_loses_no_draft(browser: Browser) -> None:
    tell(browser)
    before = browser.client.get_cookie("s")
    browser.get("/p/1")
    assert browser.client.get_cookie("s") == before
    browser.get("/p/3")
    assert words_on(browser) == STORY
