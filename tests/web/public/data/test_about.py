"""The page about the data says what there is, and how to fetch, check and cite it."""

import re
from collections.abc import Mapping
from hashlib import sha256
from html import unescape

import pytest
from flask.testing import FlaskClient

LANGUAGES = ["en", "es"]


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_release_and_file(
    data: FlaskClient, published: Mapping[str, dict[str, bytes]], language: str
) -> None:
    answer = data.get(f"/saguaro-city/{language}/data")
    assert answer.headers["Cache-Control"].startswith("public, max-age=300")
    assert "Set-Cookie" not in answer.headers
    for period, files in published.items():
        assert f'id="r{period}"' in answer.text
        assert sha256(files["SHA256SUMS"]).hexdigest() in answer.text
    for path in published["2026Q1"]:
        assert f'href="/saguaro-city/data/releases/2026Q1/{path}"' in answer.text
    for command in ("sha256sum", "shasum -a 256", "certutil -hashfile"):
        assert command in answer.text
    assert "CC0-1.0" in answer.text
    assert "http://127.0.0.1:8000/saguaro-city/data/releases/2026Q1/" in words(answer.text)
    assert f'href="/saguaro-city/data/releases.atom?language={language}"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_to_data_leads_somewhere(data: FlaskClient, language: str) -> None:
    text = data.get(f"/saguaro-city/{language}/data").text
    links = set(re.findall(r'href="(/saguaro-city/data/[^"#]*)"', text))
    assert len(links) > 15
    for link in links:
        assert data.get(link).status_code == 200, link


def test_the_spanish_page_holds_no_english(data: FlaskClient) -> None:
    text = words(data.get("/saguaro-city/es/data").text)
    assert "Datos para que usted los use" in text
    for phrase in ("Releases", "How to", "Each row", "These addresses", "What the"):
        assert phrase not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_first_release_the_page_says_so(empty: FlaskClient, language: str) -> None:
    text = empty.get(f"/saguaro-city/{language}/data").text
    assert ("Nothing has been published yet" in text) is (language == "en")
    assert "<table" not in text
    assert 'id="citation"' not in text


def test_invented_numbers_are_marked(data: FlaskClient) -> None:
    assert "made up for a demonstration" in data.get("/saguaro-city/en/data").text
