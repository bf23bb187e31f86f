"""The whole path of a complainant, without script: from the first screen to the answer."""

from __future__ import annotations

import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.cases.models import Case
from intake.complaints.models import Complaint, Draft, ResidentSession
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser

CODE = re.compile(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}")
STORY = "Pagamos la fianza a las tres.\nSigue adentro: «orden de ICE» <b>{{ 7*7 }}</b> \u202e😀"


def code_on(browser: Browser) -> str:
    """The code that a page shows."""
    plain = re.sub(r"</?span[^>]*>", "", browser.text)
    found = CODE.search(plain)
    assert found, browser.words
    return found[0]


def tell(browser: Browser, *, story: str = STORY, mode: str = "anonymous") -> None:
    """Walk through all pages up to the check page."""
    browser.get("/p/1")
    browser.get("/p/2")
    browser.fill(common_held_now="yes", common_situations=["kept_in_jail", "bail_not_taken"])
    browser.fill(words=story)
    browser.fill(
        agencies=["holding-center"],
        common_official="un sargento",
        common_federal_agents="with_local",
        common_when_from_year="2026",
        common_when_from_month="3",
        common_when_from_day="1",
    )
    browser.fill(common_how_many="1", common_age_group="adult")
    browser.fill(mode=mode, role="family")
    browser.fill()
    assert browser.address.endswith("/p/8"), browser.address


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_from_first_screen_to_receipt_and_back_by_code(
    browser: Browser, other_browser: Browser, database: Database
) -> None:
    tell(browser)
    assert "Centro de Detención de Saguaro City" in browser.words
    assert "<b>{{ 7*7 }}</b>" in browser.words
    browser.fill()
    assert browser.address.endswith("/p/9")
    code = code_on(browser)
    with database.sessions() as session:
        complaint = session.scalars(select(Complaint)).one()
        assert (complaint.urgency, complaint.language) == ("critical", "es")
        assert complaint.identity_mode == "anonymous"
        assert count(session, Draft) == 0
    assert complaint.reference in browser.words

    other_browser.get("/f/1")
    other_browser.fill(code=code.lower().replace("-", " "))
    assert other_browser.address.endswith("/f/2")
    assert complaint.reference in other_browser.words
    other_browser.fill(text="¿Siguen ahí?\nGracias")
    assert "¿Siguen ahí?\nGracias" in other_browser.text
    assert code not in other_browser.text


def test_the_receipt_stays_until_it_is_saved(browser: Browser) -> None:
    tell(browser)
    browser.fill()
    code = code_on(browser)
    browser.get("/p/8")
    assert browser.address.endswith("/p/9")
    assert code_on(browser) == code
    browser.fill()
    assert browser.address.endswith("/p/11")
    browser.get("/p/9")
    assert browser.address.endswith("/f/1")
    assert code not in browser.text


def test_a_second_press_makes_no_second_complaint(browser: Browser, database: Database) -> None:
    tell(browser)
    form = browser.forms()[0]
    first = browser.post("/p/8", form.fields)
    code = code_on(browser)
    second = browser.post("/p/8", form.fields)
    assert first.status_code == second.status_code == 200
    assert code_on(browser) == code
    with database.sessions() as session:
        assert count(session, Complaint) == count(session, Case) == 1
        assert count(session, ResidentSession) == 1


def test_what_changed_after_the_page_was_shown_is_shown_again(
    browser: Browser, database: Database
) -> None:
    tell(browser)
    shown = browser.forms()[0].fields
    browser.get("/p/3")
    browser.fill(words="Other words, typed in another tab.")
    answer = browser.post("/p/8", shown)
    assert answer.status_code == 422
    assert "cambió después de que se mostró esta página" in browser.words
    assert "Other words, typed in another tab." in browser.words
    with database.sessions() as session:
        assert count(session, Complaint) == 0
    browser.fill()
    assert browser.address.endswith("/p/9")


def test_a_form_that_shows_nothing_sends_nothing(browser: Browser, database: Database) -> None:
    tell(browser)
    fields = [pair for pair in browser.forms()[0].fields if pair[0] != "edition"]
    assert browser.post("/p/8", fields).status_code == 422
    with database.sessions() as session:
        assert count(session, Complaint) == 0
