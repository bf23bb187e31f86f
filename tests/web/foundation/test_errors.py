"""Errors become pages in the reader's language; what nobody foresaw gets an incident id."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from intake.app.logs import keep_known as logs_rules
from intake.settings import Settings
from intake.web.foundation.access import Access, access
from intake.web.foundation.errors import ErrorRow, install
from tests.web.installs import make_app

PAGES = [
    ("GET", "/saguaro-city/es/nowhere", 404, "No encontramos esta página"),
    ("GET", "/saguaro-city/en/nowhere", 404, "We could not find this page"),
    ("GET", "/no-such-city/es/", 404, "We could not find this page"),
    ("GET", "/saguaro-city/fr/", 404, "We could not find this page"),
    ("GET", "/assets/%00", 404, "We could not find this page"),
    ("GET", "/staff/join/a%00b", 404, "We could not find this page"),
    ("GET", "/staff/nowhere", 404, "We could not find this page"),
    ("POST", "/saguaro-city/es/rules", 405, "Esta página no funciona de esa manera"),
    ("BREW", "/saguaro-city/es/rules", 405, "Esta página no funciona de esa manera"),
    ("GET", "/saguaro-city/es/wait", 429, "Inténtelo de nuevo en 2 minutos"),
    ("POST", "/saguaro-city/es/form", 400, "Envíelo otra vez"),
]


@pytest.mark.parametrize(("method", "path", "status", "words"), PAGES)
def test_an_error_is_a_page_in_the_readers_language(
    toy: FlaskClient, method: str, path: str, status: int, words: str
) -> None:
    answer = toy.open(path, method=method)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.mimetype == "text/html"
    assert "Leave this site" in answer.text or "Salir" in answer.text or "staff" in path


def test_a_method_that_is_not_allowed_says_which_are(toy: FlaskClient) -> None:
    assert toy.post("/saguaro-city/es/rules").headers["Allow"] == "GET, HEAD, OPTIONS"


def test_who_has_to_wait_is_told_how_long_by_the_header_too(toy: FlaskClient) -> None:
    assert toy.get("/saguaro-city/es/wait").headers["Retry-After"] == "61"


def test_outside_of_a_place_the_browser_says_which_language(toy: FlaskClient) -> None:
    answer = toy.get("/nowhere/x", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert "No encontramos esta página" in answer.text


def test_a_body_that_is_too_large_gets_a_page(toy: FlaskClient) -> None:
    token = toy.get("/saguaro-city/es/form").text
    story = "x" * 2_100_000
    answer = toy.post("/saguaro-city/es/form", data={"csrf_token": token, "story": story})
    assert answer.status_code == 413
    assert "Es demasiado para enviarlo de una vez" in answer.text


def test_the_longest_account_fits_in_any_script(toy: FlaskClient) -> None:
    token = toy.get("/saguaro-city/es/form").text
    story = "\U0001f600" * 50_000
    answer = toy.post(
        "/saguaro-city/es/form", data={"csrf_token": token, "story": story, "place": "x"}
    )
    assert answer.status_code == 200


def test_an_unforeseen_error_shows_an_id_and_logs_no_words(toy: FlaskClient) -> None:
    with capture_logs() as logs:
        answer = toy.get("/saguaro-city/en/boom?q=MARKER-IN-THE-QUERY")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "MARKER" not in answer.text
    incident = re.search(r"number: ([0-9A-F]{10})", answer.text)
    assert incident is not None
    (entry,) = logs
    assert entry["incident"] == incident[1]
    assert entry["kind"] == "KeyError"
    assert "MARKER" not in str(logs)
    assert "saguaro" not in str(logs)


def test_the_place_of_an_unforeseen_error_passes_the_logs_own_rules(
    toy: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.web.foundation.csrf.is_resident_token", lambda _token: {}["gone"])
    with capture_logs() as logs:
        answer = toy.post("/saguaro-city/es/form")
    assert answer.status_code == 500
    (entry,) = logs
    kept = logs_rules(None, "error", dict(entry))
    assert re.fullmatch(r"web/foundation/csrf\.py:\d+", kept["where"][-1])


def test_when_the_error_page_fails_too_there_is_still_an_answer(
    settings: Settings, toys: Flask
) -> None:
    toys.jinja_env.globals.pop("stylesheet")
    with capture_logs() as logs:
        answer = toys.test_client().get("/saguaro-city/en/boom")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert [entry["event"] for entry in logs] == ["unexpected", "error_page_failed"]


def test_an_audience_brings_rows_of_its_own(settings: Settings) -> None:
    class Gone(Exception):
        pass

    app = make_app(settings)
    install(app, (ErrorRow(Gone, 410, "errors/unavailable.html"),))

    def view() -> str:
        raise Gone

    app.add_url_rule("/gone", view_func=access(Access.PUBLIC)(view))
    answer = app.test_client().get("/gone")
    assert answer.status_code == 410
    assert "This is not available right now" in answer.text
    app.extensions["intake"].sessions.kw["bind"].dispose()
