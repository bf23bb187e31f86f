"""Going back, or into the other language, keeps what was typed on the page."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from intake.complaints.models import Draft
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser

TYPED = "A sentence that is not sent yet."


def drafts(database: Database) -> int:
    with database.sessions() as session:
        return session.scalar(select(func.count()).select_from(Draft)) or 0


def test_back_keeps_what_was_typed(browser: Browser) -> None:
    browser.get("/p/3")
    browser.fill(words=TYPED, go="back")
    assert browser.address.endswith("/p/2")
    browser.get("/p/3")
    assert TYPED in browser.text


def test_the_other_language_keeps_what_was_typed_and_stays_on_the_page(browser: Browser) -> None:
    browser.get("/p/3")
    browser.fill(words=TYPED, go="en")
    assert browser.address.endswith("/en/p/3")
    assert TYPED in browser.text


def test_an_unknown_language_leads_on_and_nowhere_else(browser: Browser) -> None:
    browser.get("/p/3")
    browser.fill(words=TYPED, go="//elsewhere.example")
    assert browser.address.endswith("/es/p/4")


def test_going_back_from_an_untouched_page_opens_no_draft(
    browser: Browser, database: Database
) -> None:
    browser.get("/p/2")
    browser.fill(go="back")
    assert browser.address.endswith("/p/1")
    assert drafts(database) == 0
    browser.get("/p/3")
    browser.fill(words=TYPED, go="back")
    assert drafts(database) == 1


def test_a_text_that_is_too_long_is_shown_again_on_the_way_back_too(browser: Browser) -> None:
    browser.get("/p/3")
    browser.fill(words="x" * 50_017, go="back")
    assert browser.page is not None
    assert browser.page.status_code == 422
    assert "17" in browser.words
    assert "x" * 50_017 in browser.text


def test_enter_presses_continue_not_back(browser: Browser) -> None:
    browser.get("/p/4")
    buttons = re.findall(r'<button type="submit"[^>]*>', browser.text)
    assert 'form="step"' in buttons[0]
    assert "name=" not in buttons[0]
