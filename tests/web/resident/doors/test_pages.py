"""Every page of residents by both doors: what is asked for by one names that one alone."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.fixtures.doors import ONION_URL, USUAL_URL
from tests.web.doors import DOORS, POINTER, Visitor, assert_names_one_door
from tests.web.resident.browser import HOME, Browser
from tests.web.resident.doors.conftest import Comes
from tests.web.resident.test_walk import code_on, tell

PAGES = ("/p/1", "/p/2", "/p/3", "/p/4", "/p/5", "/p/6", "/p/7", "/p/8", "/p/11", "/f/1")
"""What who has begun nothing can look at."""
ONLY_IN_A_VISIT = ("/p/9", "/p/10", "/f/2", "/f/3", "/f/4", "/f/5", "/f/7/1", "/f/8")


def visitor(browser: Browser) -> Visitor:
    assert isinstance(browser.client, Visitor)
    return browser.client


def go_everywhere(browser: Browser, again: Browser) -> None:
    """See every page and press every button, up to the end of the visit."""
    for page in PAGES:
        browser.get(page)
    tell(browser)
    browser.get("/p/10")
    browser.fill()
    browser.get("/p/1")
    browser.get("/p/8")
    browser.fill()
    code = code_on(browser)
    again.get("/f/1")
    again.fill(code="0000")
    again.fill(code=code)
    again.fill(text="gracias")
    for page in ONLY_IN_A_VISIT:
        again.get(page)
    again.get("/f/7/1")
    again.fill()
    again.get("/f/5")
    again.fill()
    again.fill()
    again.get("/f/4")
    again.fill()
    again.get("/p/1")
    again.fill()


@pytest.mark.parametrize("door", DOORS)
def test_no_page_names_the_other_door(door: str, comes_by: Comes, resident_app: Flask) -> None:
    browser, again = comes_by(door), comes_by(door)
    go_everywhere(browser, again)
    seen = visitor(browser).endpoints() | visitor(again).endpoints()
    routes = resident_app.url_map.iter_rules()
    methods = ("GET", "POST")
    wanted = {
        (rule.endpoint, method)
        for rule in routes
        for method in methods
        if rule.endpoint.startswith("resident.") and method in (rule.methods or ())
    }
    assert wanted <= seen
    for answer in (*visitor(browser).answers, *visitor(again).answers):
        assert answer.status_code < 500
        assert_names_one_door(answer, door)
        assert ("Strict-Transport-Security" in answer.headers) is (door == USUAL_URL)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("page", ["/p/77", "/f/7/0", "/nowhere", "/rules/R99"])
def test_no_error_page_does(door: str, page: str, comes_by: Comes) -> None:
    answer = comes_by(door).client.get(f"{HOME}{page}")
    assert answer.status_code in {303, 404}
    assert_names_one_door(answer, door)
    assert POINTER not in answer.headers


@pytest.mark.parametrize("page", PAGES)
def test_pages_by_tls_point_to_the_same_page_by_onion(page: str, usual: Browser) -> None:
    answer = usual.client.get(f"{HOME}{page}?n=moved&code=ABCDE")
    assert answer.status_code == 200
    assert answer.headers[POINTER] == f"{ONION_URL}{HOME}{page}"


@pytest.mark.parametrize("page", PAGES)
def test_pages_by_onion_point_nowhere(page: str, onion: Browser) -> None:
    answer = onion.client.get(f"{HOME}{page}")
    assert answer.status_code == 200
    assert POINTER not in answer.headers


@pytest.mark.parametrize("page", ONLY_IN_A_VISIT)
def test_what_only_leads_on_points_nowhere(page: str, usual: Browser) -> None:
    answer = usual.client.get(f"{HOME}{page}")
    assert answer.status_code == 303
    assert POINTER not in answer.headers


def test_what_was_begun_is_not_left_behind(usual: Browser) -> None:
    """A browser that prefers onions follows the pointer by itself, and a draft would stay here."""
    tell(usual)
    usual.fill()
    for page in ("/p/1", "/f/1", "/f/2", "/f/4"):
        answer = usual.get(page)
        assert answer.status_code == 200
        assert POINTER not in answer.headers, page


def test_a_post_points_nowhere(usual: Browser) -> None:
    usual.get("/p/1")
    usual.get("/f/1")
    answer = usual.fill(code="0000")
    assert answer.status_code == 422
    assert POINTER not in answer.headers
