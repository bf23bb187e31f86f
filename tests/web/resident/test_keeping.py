"""Nobody's writing is lost: back, other languages, expiry, other tabs, limits, odd characters."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from intake.complaints.models import Complaint, Draft
from tests.fixtures.chance import Clock
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import STORY, code_on, tell

ODD = [
    '=HYPERLINK("http://x")\n@SUM(1)',
    "\u202eevil\u202c \u200b\u2066x",
    "{{ config }} {% raw %} ${7*7} <img src=x onerror=alert(1)>",
    "Subject: x\nBcc: everyone@example.org",
    "аdmin (Cyrillic) \ufeff \u0130\u0131 ﷽ 👩‍👩‍👧‍👦 \U0001f3f4\U000e0067\U000e007f",
    "\n\n  leading and trailing  \n\n",
    "&lt;already escaped&gt; &amp; \"quoted\" 'single'",
]


def test_any_text_comes_back_as_written_and_harmless(browser: Browser) -> None:
    for text in ODD:
        browser.get("/p/3")
        browser.fill(words=text)
        browser.get("/p/3")
        assert dict(browser.forms()[0].fields)["words"] == text
        assert "<img" not in browser.text
        browser.get("/p/8")
        assert "<img" not in browser.text


def test_back_and_forth_loses_nothing(browser: Browser) -> None:
    tell(browser, mode="confidential")
    for number, name, value in (
        (2, "common_held_now", "yes"),
        (3, "words", STORY),
        (4, "common_official", "un sargento"),
        (4, "common_when_from_year", "2026"),
        (5, "common_how_many", "1"),
        (6, "mode", "confidential"),
    ):
        browser.get(f"/p/{number}")
        assert (name, value) in browser.forms()[0].fields
    browser.get("/p/2")
    browser.fill()
    browser.get("/p/8")
    assert "un sargento" in browser.words


def test_another_language_keeps_the_draft(browser: Browser) -> None:
    tell(browser)
    browser.get("/saguaro-city/en/p/8")
    assert "Someone is kept in jail" in browser.words
    assert "Saguaro City Holding Center" in browser.words
    browser.get("/saguaro-city/en/p/3")
    assert dict(browser.forms()[0].fields)["words"] == STORY


def test_what_was_typed_after_the_visit_ended_is_kept_anew(
    browser: Browser, clock: Clock, database: Database
) -> None:
    tell(browser)
    browser.get("/p/3")
    clock.advance(hours=2, minutes=1)
    response = browser.fill(words="an hour's writing")
    assert response.status_code == 200
    assert dict(browser.forms()[0].fields)["words"] == "an hour's writing"
    assert "Su visita anterior terminó" in browser.words
    browser.fill()
    assert browser.address.endswith("/p/4")
    browser.get("/p/8")
    assert "an hour's writing" in browser.words
    assert "sargento" not in browser.words


def test_a_first_visit_is_not_told_that_it_ended(browser: Browser) -> None:
    browser.get("/p/3")
    browser.fill(words="hello")
    assert browser.address.endswith("/p/4")


def test_every_click_keeps_the_visit_alive(browser: Browser, clock: Clock) -> None:
    tell(browser)
    for _ in range(3):
        clock.advance(hours=1, minutes=30)
        browser.get("/p/8")
        assert STORY.splitlines()[0] in browser.words


def test_two_tabs_do_not_undo_each_other(browser: Browser) -> None:
    tell(browser)
    browser.get("/p/5")
    people = browser.forms()[0]
    browser.get("/p/4")
    browser.fill(common_official="otra persona")
    kept = [field for field in people.fields if field[0] != "common_witnesses"]
    browser.post("/p/5", [*kept, ("common_witnesses", "mi vecina")])
    browser.get("/p/8")
    assert "otra persona" in browser.words
    assert "mi vecina" in browser.words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 50_001, "1 carácter"),
        ("é" * 50_123, "123 caracteres"),
        ("a\0b", "nulo"),
    ],
)
def test_text_that_cannot_be_kept_is_shown_again_with_the_reason(
    browser: Browser, database: Database, text: str, message: str
) -> None:
    browser.get("/p/3")
    response = browser.fill(words=text)
    assert response.status_code == 422
    assert message in browser.words
    assert dict(browser.forms()[0].fields)["words"].replace("\ufffd", "\0") == text
    with database.sessions() as session:
        assert session.scalars(select(Draft)).all() == []


def test_the_full_length_is_taken(browser: Browser) -> None:
    browser.get("/p/3")
    browser.fill(words="𝒳\n" * 25_000)
    assert browser.address.endswith("/p/4")


def test_a_day_that_does_not_exist_is_explained(browser: Browser) -> None:
    browser.get("/p/4")
    for month, day, year in (
        ("13", "1", "2026"),
        ("2", "30", "2026"),
        ("", "3", ""),
        ("x", "", ""),
    ):
        response = browser.fill(
            common_when_from_month=month, common_when_from_day=day, common_when_from_year=year
        )
        assert response.status_code == 422
        assert "Escriba una fecha que exista" in browser.words
        assert ("common_when_from_month", month) in browser.forms()[0].fields


def test_an_address_that_could_bend_a_mail_is_refused(browser: Browser) -> None:
    browser.get("/p/7")
    bent = ("a@b..c", "a\x01@b.c", "a\u200b@b.c", "=?utf-8?q?a=0aBcc=3ab=40c.d?=@e.f")
    for typed in ("a@b", "x@y.z\nBcc: q@r.s", "two words@x.org", "<a@b.c>", *bent):
        assert browser.fill(update_email=typed).status_code == 422, typed
        assert "Escriba un correo electrónico como" in browser.words


def test_without_a_token_nothing_is_stored_and_the_text_comes_back(
    browser: Browser, database: Database
) -> None:
    browser.get("/p/3")
    response = browser.post("/p/3", [("words", "a long story " * 20), ("csrf_token", "forged")])
    assert response.status_code == 400
    assert "a long story" in browser.text
    with database.sessions() as session:
        assert session.scalars(select(Draft)).all() == []
    browser.fill()
    assert browser.address.endswith("/p/4")


def test_a_foreign_sites_post_shows_and_keeps_nothing(browser: Browser) -> None:
    tell(browser)
    response = browser.client.post(
        "/saguaro-city/es/p/8", headers={"Sec-Fetch-Site": "cross-site"}, data={"words": "x"}
    )
    assert response.status_code == 400
    assert "x</textarea>" not in response.get_data(as_text=True)


def test_a_body_that_is_too_large_gets_a_page(browser: Browser) -> None:
    browser.get("/p/3")
    response = browser.fill(words="x" * 2_100_000)
    assert response.status_code == 413


def test_who_gives_no_name_sends_none(browser: Browser, database: Database) -> None:
    browser.get("/p/6")
    browser.fill(mode="identified", role="affected")
    browser.fill(name="Rosa Inventada", contact="5551234")
    browser.get("/p/6")
    browser.fill(mode="anonymous")
    browser.get("/p/8")
    assert "Rosa" not in browser.words
    assert "5551234" not in browser.words


def test_a_number_nobody_needs_is_pointed_out_and_may_be_sent(
    browser: Browser, database: Database
) -> None:
    tell(browser, story="Su número es A123456789")
    assert "¿Escribió un número que no necesitamos?" in browser.words
    browser.fill()
    assert browser.address.endswith("/p/9")


def test_a_jail_number_is_not_pointed_out(browser: Browser) -> None:
    tell(browser, story="Su número de la cárcel es 118-773")
    assert "¿Escribió un número que no necesitamos?" not in browser.words


def test_nothing_is_not_sent(browser: Browser, database: Database) -> None:
    browser.get("/p/3")
    browser.fill(words="   ")
    browser.get("/p/8")
    assert browser.fill().status_code == 422
    assert "Todavía no hay nada que enviar" in browser.words
    with database.sessions() as session:
        assert session.scalars(select(Complaint)).all() == []


def test_nobody_left_to_look_into_it_is_explained(browser: Browser, database: Database) -> None:
    tell(browser)
    browser.get("/p/6")
    browser.fill(keep_from=["oversight-board", "inspector-general", "attorney-general"])
    browser.get("/p/8")
    assert browser.fill().status_code == 422
    assert "No queda nadie" in browser.words
    browser.get("/p/6")
    browser.fill(keep_from=["oversight-board"])
    browser.get("/p/8")
    browser.fill()
    assert "Inspectoría General" in browser.words


def test_a_draft_of_another_place_goes_on_there(browser: Browser) -> None:
    tell(browser)
    browser.get("/marisol-county/es/p/3")
    assert browser.address.startswith("/saguaro-city/es/p/3")


def test_a_code_shown_early_keeps_the_draft_for_days(
    browser: Browser, other_browser: Browser, clock: Clock, database: Database
) -> None:
    tell(browser)
    browser.get("/p/10")
    assert "14 días" in browser.words
    browser.fill()
    code = code_on(browser)
    browser.fill()
    assert browser.address.endswith("/p/11")
    clock.advance(days=13, hours=23)
    other_browser.get("/f/1")
    other_browser.fill(code=code)
    assert other_browser.address.endswith("/p/8")
    assert STORY.splitlines()[0] in other_browser.words
    other_browser.fill()
    assert code_on(other_browser) == code


def test_without_the_code_the_draft_ends_with_the_visit(browser: Browser, clock: Clock) -> None:
    tell(browser)
    clock.advance(hours=2, minutes=1)
    browser.get("/p/8")
    assert "Todavía no hay nada aquí" in browser.words


def test_what_cannot_be_read_is_refused_and_the_rest_given_back(browser: Browser) -> None:
    """Bytes that are not UTF-8, in any field: nothing is saved as if it had been typed so."""
    browser.get("/p/4")
    token = dict(browser.forms()[0].fields)["csrf_token"]
    body = f"csrf_token={token}&common_official=un+sargento&other_agency=oficina+%FF".encode()
    answer = browser.client.post(
        browser.address, data=body, content_type="application/x-www-form-urlencoded"
    )
    browser.page = answer
    assert answer.status_code == 422
    fields = browser.forms()[0].fields
    assert ("common_official", "un sargento") in fields
    assert ("other_agency", "oficina \ufffd") in fields
    assert "Escríbala otra vez donde vea" in browser.words
    browser.get("/p/4")
    assert "sargento" not in browser.text
