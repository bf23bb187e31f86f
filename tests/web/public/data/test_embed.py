"""Charts for pages of other sites: without script, told in words, honest about what is withheld."""

import csv
import re
from collections.abc import Mapping
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from intake.publication.released import find_release
from intake.web.foundation.database import session
from intake.web.public.data.chart import svg
from intake.web.public.data.embed import chart_of
from intake.web.public.data.released_table import read_table

ROOT = "/saguaro-city/data/embed"
SVG = "{http://www.w3.org/2000/svg}"
Files = Mapping[str, dict[str, bytes]]


def drawn(client: FlaskClient, address: str) -> etree._Element:
    answer = client.get(ROOT + address)
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    return etree.fromstring(answer.data)


def margins(content: bytes) -> list[dict[str, str]]:
    rows = list(csv.DictReader(StringIO(content.decode(), newline="")))
    first, *others = [name for name in rows[0] if name not in {"period", "count", "status"}]
    return [
        row
        for row in rows
        if row[first] != "total" and all(row[name] == "total" for name in others)
    ]


@pytest.mark.parametrize(
    "name", ["rule-by-disposition-yearly", "deadlines-by-timing", "cohort", "complaints-by-channel"]
)
def test_a_chart_tells_every_number_that_was_published(
    data: FlaskClient, published: Files, name: str
) -> None:
    root = drawn(data, f"/2025Q4/{name}.svg")
    told = (root.findtext(f"{SVG}desc") or "").split("; ")
    rows = margins(published["2025Q4"][f"data/{name}.csv"])
    assert [one.rpartition(": ")[2].replace(",", "") for one in told] == [
        row["count"] or "withheld" for row in rows
    ]
    assert len(root.findall(f".//{SVG}rect[@stroke]")) == len(
        [row for row in rows if row["count"] != "0"]
    )
    dashed = root.findall(f".//{SVG}rect[@stroke-dasharray]")
    assert len(dashed) == len([row for row in rows if row["status"] == "withheld"])
    assert root.get("aria-labelledby") == "title desc"
    assert rows[0]["period"] in (root.findtext(f"{SVG}title") or "")


def test_the_bars_are_as_long_as_their_numbers(data: FlaskClient, published: Files) -> None:
    rows = margins(published["2025Q4"]["data/rule-by-disposition-yearly.csv"])
    counts = [int(row["count"]) for row in rows if row["status"] == "shown"]
    bars = drawn(data, "/2025Q4/rule-by-disposition-yearly.svg").findall(f".//{SVG}rect[@stroke]")
    widths = [int(bar.get("width", "")) for bar in bars if not bar.get("stroke-dasharray")]
    assert len(widths) == len(counts) > 5
    for width, count in zip(widths, counts, strict=True):
        assert abs(width / max(widths) - count / max(counts)) < 0.01


def test_a_table_of_totals_is_drawn_by_period(app: Flask, published: Files) -> None:
    content = b"period,count,status\n2025Q3,0,shown\n2025Q4,1200,shown\n2026Q1,,withheld\n"
    entry = {"id": "totals", "dimensions": [], "title": {"en": "<Totals> & more"}}
    table = read_table(entry, {}, content)
    with app.test_request_context("/saguaro-city/data/"):
        app.preprocess_request()
        issue = find_release(session(), "saguaro-city", "2026Q1")
        assert issue is not None
        chart = chart_of(issue, table, "en")
    assert [(bar.label, bar.shown, bar.count) for bar in chart.bars] == [
        ("2025Q3", "0", 0),
        ("2025Q4", "1,200", 1200),
        ("2026Q1", "withheld", None),
    ]
    root = etree.fromstring(svg(chart))
    assert root.findtext(f"{SVG}title") == "Saguaro City: <Totals> & more, 2025Q3 – 2026Q1"


def test_a_chart_is_in_the_language_asked_for(data: FlaskClient) -> None:
    english, spanish = (
        data.get(f"{ROOT}/2026Q1/deadlines-by-timing.svg{query}").text
        for query in ("", "?language=es")
    )
    assert 'xml:lang="en"' in english
    assert "Invented numbers of a demonstration." in english
    assert 'xml:lang="es"' in spanish
    assert "Números inventados de una demostración." in spanish
    assert "withheld" not in spanish
    assert data.get(f"{ROOT}/2026Q1/deadlines-by-timing.svg?language=xx").status_code == 400


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_only_charts_may_stand_in_frames_and_none_runs_script(
    data: FlaskClient, ending: str
) -> None:
    answer = data.get(f"{ROOT}/2026Q1/deadlines-by-timing.{ending}")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "<style" not in answer.text
    for other in ("/saguaro-city/data/", "/saguaro-city/en/data", "/saguaro-city/en/"):
        headers = data.get(other).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_framed_chart_is_a_page_of_its_own(data: FlaskClient) -> None:
    text = data.get(f"{ROOT}/2026Q1/deadlines-by-timing.html?language=es").text
    assert '<html lang="es" dir="ltr">' in text
    assert text.count("<h1") == 1
    assert 'src="deadlines-by-timing.svg?language=es"' in text
    told = drawn(data, "/2026Q1/deadlines-by-timing.svg?language=es").findtext(f"{SVG}desc") or ""
    assert re.findall(r"<li>([^<]+)</li>", text) == told.split("; ")
    assert 'target="_blank" rel="noreferrer noopener"' in text
    assert "Los números, y cómo están protegidos" in text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/2026Q1/nothing.html", 404),
        ("/1999Q1/cohort.html", 404),
        ("/2025Q4/cohort.html?language=xx", 400),
        ("/2025Q4/cohort.html?color=red", 400),
    ],
)
def test_a_frame_with_a_wrong_address_says_so_to_who_sees_it(
    data: FlaskClient, address: str, status: int
) -> None:
    answer = data.get(ROOT + address)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert "<title>There is no chart at this address</title>" in answer.text
    assert "/saguaro-city/en/data" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
