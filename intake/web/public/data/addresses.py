"""Full addresses of data, from the settings alone; a request only says which door it came by."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from flask import url_for

from intake.web.foundation.hosts import own_address
from intake.web.foundation.navigation import has_page

LICENSES = {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}
RELEASE_PAGE = "reports.release"
TAGGED_IN = "2026"
"""The year that tags are made with: a fixed part of them, so that they never change."""


def base() -> str:
    """Scheme, name and port that whoever asks reaches this install by."""
    return own_address()


def full(path: str) -> str:
    """The full address of a path of this install."""
    return f"{base()}{path}"


def data_path(jurisdiction: str, path: str = "") -> str:
    """The path of something under `/<jurisdiction>/data/`."""
    return f"/{jurisdiction}/data/{quote(path)}"


def data(jurisdiction: str, path: str = "") -> str:
    """The full address of something under `/<jurisdiction>/data/`."""
    return full(data_path(jurisdiction, path))


def release(jurisdiction: str, period: str) -> str:
    """Where a release is for good: the list of its files."""
    return data(jurisdiction, f"releases/{period}/")


def table(jurisdiction: str, period: str, name: str) -> str:
    """Where the API gives the rows of a released table."""
    return data(jurisdiction, f"api/v1/releases/{period}/tables/{name}")


def chart(jurisdiction: str, period: str, name: str, ending: str) -> str:
    """Where the chart of a released table is."""
    return data(jurisdiction, f"embed/{period}/{name}.{ending}")


def about(jurisdiction: str, language: str) -> str:
    """The full address of the page for people that describes the data."""
    return full(_about(jurisdiction, language))


def page_of(jurisdiction: str, language: str, period: str) -> str:
    """The path of the page that shows a release; where there is none, of its line in the list."""
    if has_page(RELEASE_PAGE):
        return url_for(RELEASE_PAGE, jurisdiction=jurisdiction, language=language, period=period)
    return f"{_about(jurisdiction, language)}#r{period}"


def for_people(jurisdiction: str, language: str, period: str) -> str:
    """The full address of the page that shows a release."""
    return full(page_of(jurisdiction, language, period))


def tag(jurisdiction: str, path: str) -> str:
    """A name that never changes (RFC 4151), whatever becomes of the address beside it."""
    host = urlsplit(base()).hostname or "localhost"
    return f"tag:{host},{TAGGED_IN}:{jurisdiction}/{path}"


def license(code: str) -> str:
    """The address of a license's text."""
    return LICENSES.get(code, f"https://spdx.org/licenses/{quote(code)}.html")


def _about(jurisdiction: str, language: str) -> str:
    return url_for("data_page.about", jurisdiction=jurisdiction, language=language)
