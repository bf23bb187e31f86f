"""A post without its token is refused on every route, and what was typed is not lost."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.web.foundation.csrf import SAFE_METHODS

FORM = "/saguaro-city/en/form"
PLACE = {"place": "Main Street"}


def posting_rules(app: Flask) -> list[tuple[str, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - SAFE_METHODS):
            values = dict.fromkeys(rule.arguments, "x")
            values |= {"jurisdiction": "saguaro-city", "language": "en"}
            with app.test_request_context():
                adapter = app.url_map.bind("localhost")
                converters = {
                    name: 1
                    for name, c in rule._converters.items()
                    if type(c).__name__ == "IntegerConverter"
                }
                kept = {name: values[name] for name in rule.arguments} | converters
                found.append((method, adapter.build(rule.endpoint, kept, method=method)))
    return found


def test_every_route_refuses_a_post_without_a_token(toys: Flask) -> None:
    routes = posting_rules(toys)
    assert (("POST", FORM)) in routes
    assert (("POST", "/staff/toy")) in routes
    for method, path in routes:
        answer = toys.test_client().open(path, method=method, data=PLACE)
        assert answer.status_code == 400, f"{method} {path}"
        assert "Please send that again" in answer.text, f"{method} {path}"


def test_the_token_works_before_there_is_any_row(toy: FlaskClient) -> None:
    token = toy.get(FORM).text
    answer = toy.post(FORM, data={**PLACE, "csrf_token": token})
    assert answer.text == "taken"


def test_the_token_of_another_browser_is_refused(toys: Flask) -> None:
    token = toys.test_client().get(FORM).text
    other = toys.test_client()
    other.get(FORM)
    answer = other.post(FORM, data={**PLACE, "csrf_token": token})
    assert answer.status_code == 400


@pytest.mark.parametrize("token", ["", "x", "é", "\x00", "0" * 64, "\U0001f600" * 20])
def test_any_other_token_is_refused(toy: FlaskClient, token: str) -> None:
    toy.get(FORM)
    assert toy.post(FORM, data={**PLACE, "csrf_token": token}).status_code == 400


def test_a_post_that_the_browser_calls_foreign_is_refused_with_its_token(
    toy: FlaskClient,
) -> None:
    token = toy.get(FORM).text
    for site, status in (("cross-site", 400), ("same-site", 400), ("same-origin", 200)):
        answer = toy.post(
            FORM, data={**PLACE, "csrf_token": token}, headers={"Sec-Fetch-Site": site}
        )
        assert answer.status_code == status, site


def test_a_foreign_post_neither_changes_the_cookie_nor_shows_its_text(toys: Flask) -> None:
    stranger = toys.test_client(use_cookies=False)
    answer = stranger.post(
        FORM, data={"place": "planted " * 20}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    assert "planted" not in answer.text


def test_a_refused_text_comes_back_and_can_be_sent_from_there(toy: FlaskClient) -> None:
    story = "\n<b>One</b>\ntwo \u202e three"
    answer = toy.post(FORM, data={**PLACE, "story": story, "code": "SECRET-CODE"})
    assert answer.status_code == 400
    assert "&lt;b&gt;One&lt;/b&gt;\ntwo \u202e three</textarea>" in answer.text
    assert "SECRET-CODE" not in answer.text
    token = re.search(r'name="csrf_token" value="(\w+)"', answer.text)
    assert token is not None
    again = toy.post(FORM, data={**PLACE, "story": story, "csrf_token": token[1]})
    assert again.text == "taken"


def test_a_field_that_the_form_does_not_have_is_not_repeated(toy: FlaskClient) -> None:
    foreign = {"advice": "Call this number instead. " * 9, "short": "planted"}
    answer = toy.post(FORM, data={**PLACE, "story": "mine", **foreign})
    assert 'name="story" value="mine"' in answer.text
    for text in ("Call this number", "advice", "planted"):
        assert text not in answer.text
    elsewhere = toy.post("/saguaro-city/en/f/4", data={"story": "mine"})
    assert elsewhere.status_code == 400
    assert "mine" not in elsewhere.text


def test_staff_forms_are_checked_by_their_session(toys: Flask) -> None:
    browser = toys.test_client()
    token = browser.get("/staff/toy").text
    assert browser.post("/staff/toy", data={"note": "n", "csrf_token": token}).text == "taken"
    other = toys.test_client()
    assert other.post("/staff/toy", data={"note": "n", "csrf_token": token}).status_code == 400


def test_a_residents_token_is_worth_nothing_on_the_staffs_side(toy: FlaskClient) -> None:
    token = toy.get(FORM).text
    assert toy.post("/staff/toy", data={"note": "n", "csrf_token": token}).status_code == 400
