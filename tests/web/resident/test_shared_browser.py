"""A browser that others use too: what they noted of it before opens nothing afterwards."""

from __future__ import annotations

from intake.vault.cookies import encode_secret
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import STORY, tell

NOTED = encode_secret(b"n" * 32)


def words_on(browser: Browser) -> str:
    return dict(browser.forms()[0].fields)["words"]


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


def test_looking_at_the_first_screen_again_loses_no_draft(browser: Browser) -> None:
    tell(browser)
    before = browser.client.get_cookie("s")
    browser.get("/p/1")
    assert browser.client.get_cookie("s") == before
    browser.get("/p/3")
    assert words_on(browser) == STORY
