"""Pages about published numbers: the same numbers as in the files, in the reader's language."""

import csv
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from io import StringIO
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.texts.dates import whole_number
from tests.web.public.reports.conftest import PLACE, QUARTERS, Files

NEWEST = QUARTERS[-1]
HOME = f"/{PLACE}/en"
PAGES = (
    "reports",
    f"reports/{NEWEST}",
    f"reports/{NEWEST}/rules/R5",
    f"reports/{NEWEST}/agencies/police",
    "reports/compare?agencies=police&agencies=library",
)
STEADY = PAGES[1:4]


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def tables(text: str) -> Mapping[str, list[list[str]]]:
    page = lxml.html.fromstring(text)
    return {
        found.get("id"): [[cell.text_content().strip() for cell in row] for row in found.iter("tr")]
        for found in page.iter("table")
        if found.get("id")
    }


def json_of(files: Mapping[str, bytes], path: str) -> Any:
    return json.loads(files[path])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("period", QUARTERS)
def test_every_number_of_a_release_stands_on_its_page(
    client: FlaskClient, published: Files, period: str, language: str
) -> None:
    shown = tables(client.get(f"/{PLACE}/{language}/reports/{period}").text)
    withheld = {"en": "withheld", "es": "reservado"}[language]
    files, looked_at = published[period], 0
    for entry in json_of(files, "catalogue.json")["tables"]:
        content = files.get(f"data/{entry['id']}.csv")
        if not entry["dimensions"] or content is None:
            continue
        rows = list(csv.DictReader(StringIO(content.decode(), newline="")))
        for own in dict.fromkeys(row["period"] for row in rows):
            said = [
                whole_number(int(row["count"]), language) if row["count"] else withheld
                for row in rows
                if row["period"] == own
            ]
            table = shown[f"{entry['id']}-{own}".lower()]
            assert [cell for line in table[1:] for cell in line[1:]] == said
            looked_at += len(said)
    assert looked_at > 50


def test_rows_and_columns_have_headings(client: FlaskClient) -> None:
    page = lxml.html.fromstring(client.get(f"{HOME}/reports/{NEWEST}").text)
    for table in page.iter("table"):
        assert table.find("caption").text_content().strip()
        assert {head.get("scope") for head in table.findall("thead/tr/th")} == {"col"}
        for row in table.findall("tbody/tr"):
            assert [cell.get("scope") for cell in row.findall("th")] == ["row"]


def test_every_chart_has_a_name_a_description_and_a_table(client: FlaskClient) -> None:
    for path in PAGES[1:]:
        page = lxml.html.fromstring(client.get(f"{HOME}/{path}").text)
        charts = [found for found in page.iter("svg") if found.get("role") == "img"]
        assert charts, path
        for chart in charts:
            title, told = (
                page.get_element_by_id(id) for id in chart.get("aria-labelledby").split()
            )
            assert title.text_content()
            assert told.text_content()
        assert len(list(page.iter("table"))) > 1
        assert not page.xpath("//*[@style]")


def test_the_page_tells_how_far_the_numbers_carry(client: FlaskClient, published: Files) -> None:
    text = words(client.get(f"{HOME}/reports/{NEWEST}").text)
    head = json_of(published[NEWEST], "release.json")
    for key in ("limits", "counting_rule", "protection"):
        assert " ".join(head[key]["en"].split()) in text
    assert "“Withheld” says nothing about how large a number is." in text
    digest = sha256(published[NEWEST]["SHA256SUMS"]).hexdigest()
    assert digest in text
    for path, content in published[NEWEST].items():
        assert path in text
        assert sha256(content).hexdigest() in text


def test_what_is_withheld_is_explained_by_a_link(client: FlaskClient) -> None:
    page = lxml.html.fromstring(client.get(f"{HOME}/reports/{NEWEST}").text)
    assert page.get_element_by_id("withheld").tag == "h2"
    for table in page.iter("table"):
        if "withheld" in [cell.text_content().strip() for cell in table.iter("td")]:
            around = table.getparent().getparent()
            if table.get("id") != "totals":
                assert 'href="#withheld"' in lxml.html.tostring(around, encoding="unicode")


def test_an_agency_and_a_rule_are_followed_to_the_release_and_no_further(
    client: FlaskClient,
) -> None:
    for path in ("rules/R5", "agencies/police"):
        earlier = tables(client.get(f"{HOME}/reports/2025Q3/{path}").text)
        later = tables(client.get(f"{HOME}/reports/{NEWEST}/{path}").text)
        assert "Q1 2026" not in str(earlier)
        assert "Q1 2026" in str(later)
        common = earlier.keys() & later.keys()
        assert common
        for id in common:
            periods = {row[0] for row in earlier[id][1:]}
            assert periods < {row[0] for row in later[id][1:]}


def test_two_agencies_are_chosen_by_a_plain_form(client: FlaskClient) -> None:
    empty = client.get(f"{HOME}/reports/compare").text
    form = lxml.html.fromstring(empty).forms[0]
    assert (form.method, form.action) == ("GET", f"{HOME}/reports/compare")
    first, second = (select.value for select in form.xpath(".//select"))
    assert first != second
    asked = "reports/compare?agencies=police&agencies=library"
    found = tables(client.get(f"{HOME}/{asked}").text)
    head = found["cases-received-quarter"][0]
    assert head[1:] == ["Saguaro City Police Department", "Saguaro City Public Library"]
    again = client.get(f"{HOME}/reports/compare?agencies=police&agencies=police").text
    assert "You chose the same agency twice." in words(again)


@pytest.mark.parametrize(
    "path",
    [
        "reports/2019Q1",
        "reports/2026",
        f"reports/{NEWEST}/rules/R99",
        f"reports/{NEWEST}/agencies/nobody",
        "reports/2019Q1/agencies/police",
        "reports/compare?agencies=nobody",
        "reports/compare?agencies=police&agencies=library&agencies=library",
    ],
)
def test_what_was_not_published_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"{HOME}/{path}").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_pages_lead_to_themselves_in_the_other_language(client: FlaskClient, path: str) -> None:
    text = client.get(f"/{PLACE}/es/{path}").text
    assert f'href="/{PLACE}/en/{path}" lang="en"' in unescape(text)
    for english in ("withheld", "Release", "quarter", "deadlines met", "Totals"):
        assert english not in words(text).replace("SHA256SUMS", "")


@pytest.mark.parametrize("path", STEADY)
def test_pages_of_a_release_may_be_kept_and_asked_for_again(client: FlaskClient, path: str) -> None:
    first = client.get(f"{HOME}/{path}", headers={"Accept-Encoding": "gzip"})
    plain = client.get(f"{HOME}/{path}")
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert first.headers["Content-Encoding"] == "gzip"
    assert len(first.data) < len(plain.data) / 3
    assert "Set-Cookie" not in plain.headers
    assert plain.headers["ETag"] == first.headers["ETag"]
    again = client.get(f"{HOME}/{path}", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"/{PLACE}/es/{path}")
    assert other.headers["ETag"] != plain.headers["ETag"]


def test_the_list_has_all_releases_the_newest_first(client: FlaskClient) -> None:
    text = client.get(f"{HOME}/reports").text
    found = re.findall(rf'href="{HOME}/reports/(\d{{4}}Q\d)">[a-z]+ quarter', text)
    assert found == list(QUARTERS[::-1])


def test_a_place_that_has_published_nothing_says_when_it_will(app: Flask) -> None:
    for path in ("reports", "reports/compare"):
        text = words(
            app.test_client().get(f"/marisol-county/en/{path}", follow_redirects=True).text
        )
        assert "Nothing has been published here yet." in text
        assert (
            "The numbers for the first quarter of 2026 can be published from April 11, 2026" in text
        )
    assert datetime(2026, 3, 4, 19, 0, tzinfo=UTC) == app.extensions["intake"].clock()


@pytest.mark.parametrize("page", ["", "rules", "reports"])
def test_the_way_to_the_numbers_is_on_the_pages_of_the_place(
    client: FlaskClient, page: str
) -> None:
    text = client.get(f"{HOME}/{page}").text
    link = f'<a href="{HOME}/reports">Complaints in numbers</a>'
    assert text.count(link) == (2 if page == "" else 1)
