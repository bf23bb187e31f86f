"""Every page by itself: what looking at it does, what stays in the browser, what it weighs."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.complaints.models import Box, Draft, Mailbox, Part, ResidentSession
from intake.settings import Settings, recovery
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import tell

LANGUAGES = ("en", "es")
OPEN = [f"p/{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 11)] + ["f/1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_looking_at_pages_stores_nothing_anywhere(
    client: FlaskClient, database: Database, language: str
) -> None:
    for page in OPEN:
        response = client.get(f"/saguaro-city/{language}/{page}")
        assert response.status_code == 200, page
        _check_neutral(response, page)
    with database.sessions() as session:
        for model in (Draft, Mailbox, Box, Part, ResidentSession):
            assert session.scalars(select(model)).all() == []


def _check_neutral(response: TestResponse, page: str) -> None:
    """The browser keeps nothing telling: neutral title, no cache, no script, no other site."""
    text = response.get_data(as_text=True)
    title = re.search(r"<title>(.*?)</title>", text)
    assert title is not None
    assert title[1] in ("Form", "Formulario"), page
    assert response.headers["Cache-Control"] == "no-store", page
    assert 'class="leave"' in text, page
    assert "<script" not in text, page
    assert not re.search(r'(?:src|href)="https?://(?!www\.weather\.gov)', text), page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_small(client: FlaskClient, language: str) -> None:
    response = client.get(f"/saguaro-city/{language}/p/1")
    style = re.search(r'href="(/assets/[^"]+)"', response.get_data(as_text=True))
    assert style is not None
    sheet = client.get(style[1], headers={"Accept-Encoding": "gzip"})
    sent = len(response.data) + len(sheet.data)
    assert sent < 15_000, f"{sent} bytes; {len(gzip.compress(response.data))} squeezed"


def test_the_first_screen_says_who_reads_it_before_it_asks(browser: Browser) -> None:
    browser.get("/p/1")
    words = browser.words
    assert "No son la policía y no son ICE" in words
    assert "Un tribunal puede ordenarles" in words
    assert "falsa" not in words
    assert browser.forms() == []


def test_pages_behind_a_visit_lead_a_stranger_to_a_kind_page(browser: Browser) -> None:
    for page in ("p/9", "p/10", "f/2", "f/4", "f/5"):
        assert browser.get(f"/{page}").status_code == 200, page
        assert browser.address.rpartition("/")[2] in ("1", "8"), page


def test_pages_that_do_not_exist_are_not_found(browser: Browser) -> None:
    for page in ("p/0", "p/12", "p/99", "f/99"):
        assert browser.get(f"/{page}").status_code == 404, page


def test_a_form_that_cannot_be_sealed_does_not_open(
    resident_app: Flask, settings: Settings, browser: Browser
) -> None:
    lines = dict(recovery.fingerprints(settings))
    del lines["saguaro-city/attorney-general"]
    recovery.path(settings).write_text(
        "".join(f"{recovery.line(key, value)}\n" for key, value in lines.items())
    )
    for page in ("/p/1", "/p/2", "/p/7"):
        assert browser.get(page).status_code == 503
        assert "+1 520 555 0110" in browser.words
        assert browser.forms() == []


def test_a_draft_begun_before_is_not_shut_out(settings: Settings, browser: Browser) -> None:
    tell(browser)
    lines = dict(recovery.fingerprints(settings))
    del lines["saguaro-city/oversight-board"]
    recovery.path(settings).write_text(
        "".join(f"{recovery.line(key, value)}\n" for key, value in lines.items())
    )
    assert browser.get("/p/3").status_code == 200
    browser.get("/p/8")
    browser.fill()
    assert browser.address.endswith("/p/9")
    assert "Inspectoría General de Saguaro City" in browser.words
