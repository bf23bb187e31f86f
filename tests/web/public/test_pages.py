"""The public pages of every place in every language: complete, linked, and without a cookie."""

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.app.factory import create_app
from intake.rules.codes import RuleCode
from intake.settings import Settings
from intake.web.words import WORDS
from tests.web.installs import make_app, make_services, only_place

PLACES = ["saguaro-city", "marisol-county", "state-of-ocotillo"]
LANGUAGES = ["en", "es"]


def links(text: str) -> set[str]:
    return {unescape(address) for address in re.findall(r'href="(/[^"]*)"', text)}


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_every_page_that_can_be_reached_is_there(
    client: FlaskClient, place: str, language: str
) -> None:
    waiting, seen = [f"/{place}/{language}/"], set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.mimetype != "text/html":
            continue
        assert f'<html lang="{language}" dir="ltr">' in answer.text
        assert re.search(r"<title>[^<]+</title>", answer.text)
        assert answer.text.count("<h1>") == 1, address
        new = {link for link in links(answer.text) if link.startswith(f"/{place}/{language}/")}
        waiting += new - seen - set(waiting)
    public = {address.removeprefix(f"/{place}/{language}/") for address in seen}
    assert {"", "rules", "who", "privacy"} <= public
    assert len([address for address in public if address.startswith("rules/")]) >= 9


@pytest.mark.parametrize("page", ["", "rules", "rules/R1", "who", "privacy"])
def test_public_pages_set_no_cookie_and_may_be_kept(client: FlaskClient, page: str) -> None:
    answer = client.get(f"/saguaro-city/es/{page}")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("page", ["", "rules", "rules/R1", "who", "privacy"])
def test_a_page_leads_to_itself_in_the_other_language(client: FlaskClient, page: str) -> None:
    text = client.get(f"/saguaro-city/es/{page}").text
    assert f'href="/saguaro-city/en/{page}" lang="en" hreflang="en"' in text
    assert 'lang="es" hreflang="es" dir="ltr" aria-current="true">Español</a>' in text


def test_the_spanish_pages_hold_no_english_of_the_interface(client: FlaskClient) -> None:
    english = ["Who we are", "Leave this site", "What happens", "Tell us", "We are not"]
    for page in ("", "rules", "rules/R1", "who", "privacy"):
        text = words(client.get(f"/saguaro-city/es/{page}").text)
        assert [phrase for phrase in english if phrase in text] == [], page


def test_the_first_page_says_who_reads_it_and_whom_to_call(client: FlaskClient, app: Flask) -> None:
    place = app.extensions["intake"].configuration.jurisdictions["saguaro-city"]
    text = words(client.get("/saguaro-city/en/").text)
    assert "We are not the police. We are not ICE." in text
    board = app.extensions["intake"].configuration.unit(place.front_door).entity_key
    office = app.extensions["intake"].configuration.entity(board)
    assert f"Your complaint goes to {office.in_sentence.in_('en')}." in text
    assert "within 5 business days" in text
    numbers = place.urgent_hotlines()
    assert numbers
    for number in numbers:
        assert number.phone in text
        assert number.name.in_("en") in text


@pytest.mark.parametrize("place", PLACES)
def test_the_rules_are_those_adopted_there(client: FlaskClient, app: Flask, place: str) -> None:
    policy = app.extensions["intake"].configuration.jurisdictions[place].policy
    text = client.get(f"/{place}/en/rules").text
    listed = {address.rpartition("/")[2] for address in links(text) if "/rules/" in address}
    assert listed == {code.value for code in policy.rules}
    assert ("Not adopted here" in text) is bool(policy.not_adopted)
    for code in policy.not_adopted:
        assert client.get(f"/{place}/en/rules/{code.value}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_shown_in_the_wording_that_binds(
    client: FlaskClient, app: Flask, language: str
) -> None:
    policy = app.extensions["intake"].configuration.jurisdictions["marisol-county"].policy
    amended = [rule for rule in policy.rules.values() if rule.amended]
    assert amended
    for rule in policy.rules.values():
        text = words(client.get(f"/marisol-county/{language}/rules/{rule.code.value}").text)
        assert " ".join(rule.wording.in_("en").split()) in text
        assert " ".join(rule.summary.in_(language).split()) in text
        for former in rule.former:
            assert " ".join(former.wording.in_(language).split()) in text


@pytest.mark.parametrize("code", ["R99", "r1", "", "R1/", "R1%00"])
def test_a_rule_that_is_none_is_not_found(client: FlaskClient, code: str) -> None:
    assert client.get(f"/saguaro-city/en/rules/{code}").status_code == 404


@pytest.mark.parametrize("place", PLACES)
def test_who_lists_every_entity_what_it_can_do_and_its_stand_in(
    client: FlaskClient, app: Flask, place: str
) -> None:
    configuration = app.extensions["intake"].configuration
    text = words(client.get(f"/{place}/en/who").text)
    for entity in configuration.jurisdictions[place].entities.values():
        assert entity.name.in_("en") in text
        assert entity.office.phone in text
        if entity.stand_in:
            assert (
                f"takes its place: {configuration.entity(entity.stand_in).name.in_('en')}." in text
            )
        for unit in entity.units.values():
            assert unit.name.in_("en") in text
    for agency in configuration.jurisdictions[place].agencies.values():
        assert agency.name.in_("en") in text


def test_privacy_says_how_long_things_are_kept(client: FlaskClient, app: Flask) -> None:
    text = words(client.get("/saguaro-city/en/privacy").text)
    assert "A court can order" in text
    place = app.extensions["intake"].configuration.jurisdictions["saguaro-city"]
    for entity in place.entities.values():
        kept = entity.retention
        assert f"{entity.name.in_('en')}: {kept.not_sustained_years} years" in text


def test_with_several_places_the_first_page_asks_which(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "es"})
    assert answer.status_code == 200
    assert "¿Dónde pasó?" in answer.text
    assert {f"/{place}/" for place in PLACES} <= links(answer.text)
    assert answer.headers["Vary"] == "Accept-Language"


def test_with_one_place_the_first_page_leads_straight_to_it(settings: Settings) -> None:
    parts = make_services(settings)
    alone = replace(parts, configuration=only_place(parts.configuration, "saguaro-city"))
    app = create_app(settings, services=alone, audiences=["public"])
    for asked, language in (("es-MX,es;q=0.9", "es"), ("vi", "en"), ("", "en")):
        answer = app.test_client().get("/", headers={"Accept-Language": asked})
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"/saguaro-city/{language}/"
    assert app.test_client().get("/marisol-county/en/").status_code == 404
    parts.sessions.kw["bind"].dispose()


def test_a_place_offers_its_languages_each_by_its_own_name(client: FlaskClient) -> None:
    for address in ("/saguaro-city/", "/saguaro-city"):
        text = client.get(address).text
        assert re.search(r'href="/saguaro-city/es/"[^>]*lang="es"[^>]*>Español</a>', text)
        assert re.search(r'href="/saguaro-city/en/"[^>]*lang="en"[^>]*>English</a>', text)
    assert client.get("/no-such-place/").status_code == 404


def test_every_rule_code_has_words() -> None:
    assert set(WORDS[RuleCode]) == set(RuleCode)


def test_an_install_without_filing_shows_no_dead_link(settings: Settings) -> None:
    app = make_app(settings, audiences=["public"])
    assert "File a complaint" not in app.test_client().get("/saguaro-city/en/").text
    app.extensions["intake"].sessions.kw["bind"].dispose()
