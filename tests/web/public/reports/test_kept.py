"""A rendered page is kept for its release, and made anew for another one."""

from collections.abc import Iterator

import pytest
from flask import Flask

from intake.web.public.reports import kept
from intake.web.public.reports.kept import EXTENSION, KeptPage, KeptPages, kept_page


@pytest.fixture
def asked(app: Flask) -> Iterator[list[str]]:
    """What was done for the pages of a request to one address."""
    former = app.extensions.pop(EXTENSION, None)
    with app.test_request_context("/saguaro-city/en/reports/2026Q1"):
        yield []
    app.extensions.pop(EXTENSION, None)
    if former is not None:
        app.extensions[EXTENSION] = former


def ask(done: list[str], release: str, body: str, *more: str) -> str:
    def find() -> str:
        done.append("find")
        return release

    def make() -> str:
        done.append("make")
        return body

    return kept_page(find, make, *more).get_data(as_text=True)


def test_for_a_while_neither_the_database_nor_the_template_is_asked_again(
    asked: list[str],
) -> None:
    assert ask(asked, "a", "first") == "first"
    assert ask(asked, "b", "second") == "first"
    assert asked == ["find", "make"]


def test_then_the_release_is_looked_at_and_the_page_kept_if_it_is_the_same(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "SECONDS_UNSEEN", -1.0)
    assert ask(asked, "a", "first") == "first"
    assert ask(asked, "a", "never made") == "first"
    assert asked == ["find", "make", "find"]
    assert ask(asked, "b", "second") == "second"


def test_what_was_asked_for_beside_the_address_is_a_page_of_its_own(asked: list[str]) -> None:
    assert ask(asked, "a", "first", "police") == "first"
    assert ask(asked, "a", "second", "library") == "second"
    assert ask(asked, "a", "third", "police") == "first"


def test_no_more_pages_are_kept_than_there_is_room_for() -> None:
    pages = KeptPages(most=2)
    for name in "abc":
        pages.put(name, KeptPage(b"", name, "release", 0.0))
        assert pages.get("a") is not None or name == "c"
    assert [pages.get(name) is not None for name in "abc"] == [True, False, True]
