"""Addresses for programs answer errors with a small JSON object, all others with a page."""

import pytest
from flask.testing import FlaskClient

from intake.web.foundation.problems import is_for_programs


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/saguaro-city/data", True),
        ("/saguaro-city/data/releases/2026Q1/", True),
        ("/saguaro-city/log/checkpoint", True),
        ("/saguaro-city/en/data", False),
        ("/data/x", False),
        ("/staff/data-x", False),
        ("/", False),
    ],
)
def test_the_second_part_of_an_address_tells(path: str, expected: bool) -> None:
    assert is_for_programs(path) is expected


@pytest.mark.parametrize("path", ["/saguaro-city/data/nowhere", "/nowhere/data/", "/nowhere/log/x"])
def test_a_program_gets_a_problem(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "instance": path,
    }


def test_a_person_gets_a_page(client: FlaskClient) -> None:
    answer = client.get("/saguaro-city/en/nowhere")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
