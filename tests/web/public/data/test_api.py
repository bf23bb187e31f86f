"""The API gives rows of released tables by plain filters, and says what was asked for wrongly."""

import csv
import json
from collections.abc import Mapping
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from intake.web.public.data.refusals import STATUS, Refusal

API = "/saguaro-city/data/api/v1/releases"
TABLE = f"{API}/2025Q4/tables/rule-by-disposition-yearly"


def got(client: FlaskClient, address: str) -> dict[str, Any]:
    answer = client.get(address.removeprefix("http://127.0.0.1:8000"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_a_table_has_all_its_rows_and_what_explains_them(
    data: FlaskClient, published: Mapping[str, dict[str, bytes]]
) -> None:
    found = got(data, TABLE)
    content = published["2025Q4"]["data/rule-by-disposition-yearly.csv"].decode()
    lines = list(csv.reader(StringIO(content, newline="")))
    assert found["columns"] == lines[0]
    texts = [["" if cell is None else str(cell) for cell in row] for row in found["rows"]]
    assert texts == lines[1:]
    assert found["matching"] == len(lines) - 1
    assert found["next"] is None
    assert set(found["dimensions"]) == {"rule", "disposition"}
    assert all(isinstance(row[-2], int) or row[-1] == "withheld" for row in found["rows"])


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("rule=R1", lambda row: row["rule"] == "R1"),
        (
            "rule=R1&disposition=total",
            lambda row: (row["rule"], row["disposition"]) == ("R1", "total"),
        ),
        ("rule=R1&rule=R2", lambda row: row["rule"] in {"R1", "R2"}),
        ("status=withheld", lambda row: row["status"] == "withheld"),
        ("period=2025&rule=total", lambda row: row["rule"] == "total"),
    ],
)
def test_filters_keep_the_rows_asked_for(data: FlaskClient, query: str, kept: Any) -> None:
    whole, part = got(data, TABLE), got(data, f"{TABLE}?{query}")
    named = [dict(zip(whole["columns"], row, strict=True)) for row in whole["rows"]]
    expected = [list(row.values()) for row in named if kept(row)]
    assert 0 < len(expected) < len(named)
    assert part["rows"] == expected


def test_pages_of_rows_make_up_the_table(data: FlaskClient) -> None:
    whole = got(data, f"{TABLE}?status=shown")
    rows, address, pages = [], f"{TABLE}?status=shown&limit=7", 0
    while address:
        answer = data.get(address.removeprefix("http://127.0.0.1:8000"))
        page = answer.json
        assert page is not None
        rows += page["rows"]
        address, pages = page["next"], pages + 1
        assert ('rel="next"' in answer.headers["Link"]) is bool(address)
    assert rows == whole["rows"]
    assert pages == -(-len(rows) // 7)


def test_pages_of_releases_make_up_the_list(data: FlaskClient) -> None:
    periods, address = [], f"{API}?limit=2"
    while address:
        page = got(data, address)
        periods.append([one["period"] for one in page["releases"]])
        address = page["next"]
    assert periods == [["2026Q1", "2025Q4"], ["2025Q3"]]


def test_a_release_says_how_to_cite_it(data: FlaskClient) -> None:
    found = got(data, f"{API}/2025Q4")
    for language, words in (("en", "Release 2"), ("es", "Publicación 2")):
        line = found["citation"][language]
        for part in (words, "Saguaro City", "2025", found["digest"], "CC0-1.0"):
            assert part in line
        assert "http://127.0.0.1:8000/saguaro-city/data/releases/2025Q4/" in line
    assert {one["id"] for one in found["tables"]} >= {"cohort", "deadlines-ended"}
    for one in found["tables"]:
        for name in ("rows", "csv", "json", "chart"):
            address = one[name].removeprefix("http://127.0.0.1:8000")
            assert data.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "kind", "known"),
    [
        (f"{TABLE}?color=red", "unknown-parameter", "rule"),
        (f"{TABLE}?count=5", "unknown-parameter", "status"),
        (f"{TABLE}?agency=police", "unknown-parameter", "disposition"),
        (f"{TABLE}?rule=R99", "unknown-value", "R1373"),
        (f"{TABLE}?rule=", "unknown-value", "total"),
        (f"{TABLE}?limit=0", "unknown-value", None),
        (f"{TABLE}?limit=1001", "unknown-value", None),
        (f"{TABLE}?limit=1&limit=2", "unknown-value", None),
        (f"{TABLE}?offset=-1", "unknown-value", None),
        (f"{TABLE}?offset=²", "unknown-value", None),
        (f"{TABLE}?limit={'9' * 5000}", "unknown-value", None),
        (f"{API}?before=2026Q5", "unknown-value", None),
        (f"{API}?before=2026Q1%0A", "unknown-value", None),
        (f"{API}?before=2026Q1&before=2026Q1", "unknown-value", None),
        (f"{API}?page=2", "unknown-parameter", "limit"),
        (f"{API}/2025Q4?x=1", "unknown-parameter", None),
    ],
)
def test_what_is_asked_wrongly_is_explained(
    data: FlaskClient, address: str, kind: str, known: str | None
) -> None:
    answer = data.get(address)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    found = answer.json
    assert found is not None
    assert found["type"] == f"http://127.0.0.1:8000/saguaro-city/en/data#problem-{kind}"
    assert found["detail"]
    assert known is None or known in found["known"]
    assert found["instance"] == address.partition("?")[0]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_kind_of_problem_is_explained_on_the_page(data: FlaskClient) -> None:
    page = data.get("/saguaro-city/en/data").text
    assert set(STATUS) == set(Refusal)
    for kind in Refusal:
        assert f'id="problem-{kind}"' in page


def test_only_what_was_published_can_be_asked_for(
    data: FlaskClient, published: Mapping[str, dict[str, bytes]]
) -> None:
    fixed = json.loads(published["2025Q3"]["catalogue.json"])
    names = {entry["id"] for entry in fixed["tables"]}
    assert "cohort" in names
    assert data.get(f"{API}/2025Q3/tables/cohort").status_code == 404
    for name in ("release", "../release", "release_file", "deadlines-by-timing.csv"):
        assert data.get(f"{API}/2025Q3/tables/{name}").status_code == 404
