"""Public pages, files and feeds by both doors: every link leads on by the door it was found at."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from intake.web.foundation.access import Access, AccessRule, Sharing, rule_of
from tests.fixtures.doors import ONION_URL, USUAL_URL, with_two_doors
from tests.web.doors import DOORS, POINTER, Visitor, assert_names_one_door, everything_said

PERIOD = "2026Q1"
COMPARE = "/saguaro-city/en/reports/compare"
ENTRANCES = (
    *("/", "/saguaro-city/", "/saguaro-city/en/", "/saguaro-city/data/", COMPARE),
    f"/saguaro-city/data/embed/{PERIOD}/deadlines-by-timing.html",
)
PROBES = {"probes.healthz", "probes.readyz"}
EACH = 12
"""How many addresses of one view are looked at."""
_LINK = r"(?:(?:href|src|action)=\"|{door})(/[^\s\"'<>)]*)"


@pytest.fixture
def doors(app: Flask) -> Iterator[Flask]:
    """The install that has published, with a second door for this test."""
    parts = app.extensions["intake"]
    app.extensions["intake"] = replace(parts, settings=with_two_doors(parts.settings))
    yield app
    app.extensions["intake"] = parts


def links(answer: TestResponse, door: str) -> list[str]:
    pattern = _LINK.format(door=re.escape(door))
    return [html.unescape(found) for found in re.findall(pattern, everything_said(answer))]


def endpoint_of(app: Flask, address: str) -> str:
    path = address.partition("?")[0].partition("#")[0]
    try:
        return str(app.url_map.bind("").match(path)[0])
    except HTTPException:
        return ""


def crawl(app: Flask, door: str) -> Iterator[tuple[str, TestResponse]]:
    """Follow every link from the entrances on, some of each view: its endpoint and the answer."""
    visitor, looked_at, seen = Visitor(app, door), Counter[str](), set[str]()
    waiting = list(ENTRANCES)
    while waiting:
        address = waiting.pop(0).partition("#")[0]
        endpoint = endpoint_of(app, address)
        if not endpoint or address in seen or looked_at[endpoint] >= EACH:
            continue
        seen.add(address)
        looked_at[endpoint] += 1
        answer = visitor.get(address)
        yield endpoint, answer
        waiting += links(answer, door)


def mark(app: Flask, endpoint: str) -> AccessRule:
    with app.app_context():
        rule = rule_of(endpoint)
    assert rule is not None
    return rule


@pytest.mark.parametrize("door", DOORS)
def test_every_link_leads_on_by_its_own_door(door: str, doors: Flask) -> None:
    found = list(crawl(doors, door))
    views = {rule.endpoint for rule in doors.url_map.iter_rules()}
    assert views - {endpoint for endpoint, _ in found} <= PROBES
    assert len(found) > 60
    for _endpoint, answer in found:
        assert answer.status_code in {200, 303, 308}, answer.request.path
        assert_names_one_door(answer, door)
        assert "Set-Cookie" not in answer.headers
    named = chain.from_iterable(re.findall(re.escape(door), everything_said(a)) for _, a in found)
    assert len(list(named)) > 100, "full addresses are there at all"


def test_pages_for_people_point_to_the_onion_and_nothing_else_does(doors: Flask) -> None:
    pointing = set()
    for endpoint, answer in crawl(doors, USUAL_URL):
        rule = mark(doors, endpoint)
        for_people = rule.kind is Access.PUBLIC and answer.mimetype == "text/html"
        if for_people and rule.sharing is Sharing.NONE and answer.status_code == 200:
            assert answer.headers[POINTER] == f"{ONION_URL}{answer.request.path}"
            pointing.add(endpoint)
        else:
            assert POINTER not in answer.headers, answer.request.path
    assert {"entrance.start", "public.home", "reports.release", "data_page.about"} <= pointing


def test_what_a_reader_chose_to_compare_is_not_passed_on(doors: Flask) -> None:
    answer = Visitor(doors, USUAL_URL).get(f"{COMPARE}?agencies=police&x=typed")
    assert answer.status_code == 200
    assert answer.headers[POINTER] == f"{ONION_URL}{COMPARE}"


def test_a_page_that_is_kept_is_kept_for_its_door(doors: Flask) -> None:
    address = f"/saguaro-city/en/reports/{PERIOD}"
    texts = [Visitor(doors, door).get(address).text for door in (*DOORS, *DOORS)]
    assert texts[:2] == texts[2:]
    assert USUAL_URL in texts[0], "the citation has an address in it"
    assert ONION_URL in texts[1]


@pytest.mark.parametrize("door", DOORS)
def test_a_refusal_names_its_own_door(door: str, doors: Flask) -> None:
    answer = Visitor(doors, door).get("/saguaro-city/data/api/v1/releases?limit=no")
    assert answer.status_code == 400
    assert_names_one_door(answer, door)
    assert door in answer.text


@pytest.mark.parametrize("door", DOORS)
def test_a_missing_slash_leads_on_by_its_own_door(door: str, doors: Flask) -> None:
    answer = Visitor(doors, door).get(f"/saguaro-city/data/releases/{PERIOD}")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"{door}/saguaro-city/data/releases/{PERIOD}/"
