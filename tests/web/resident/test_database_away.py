"""Where the database is full, locked, read-only or gone, the page shows every word again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from intake.complaints.models import Complaint
from tests.fixtures.databases import Database
from tests.web.resident.browser import Browser
from tests.web.resident.test_walk import STORY, tell

Trouble = Callable[[Database], AbstractContextManager[None]]


@contextmanager
def beginning_with(database: Database, pragma: str) -> Iterator[None]:
    """Every connection begins with this."""

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(pragma)

    database.engine.dispose()
    event.listen(database.engine, "connect", prepare)
    yield
    event.remove(database.engine, "connect", prepare)
    database.engine.dispose()


@contextmanager
def full(database: Database) -> Iterator[None]:
    """No further page can be written, and none is free."""
    database.engine.dispose()
    with closing(sqlite3.connect(database.url.removeprefix("sqlite:///"))) as other:
        other.execute("VACUUM")
    with beginning_with(database, "PRAGMA max_page_count=1"):
        yield


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """Nothing can be written."""
    with beginning_with(database, "PRAGMA query_only=ON"):
        yield


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    path = database.url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    with beginning_with(database, "PRAGMA busy_timeout=20"):
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


@contextmanager
def gone(database: Database) -> Iterator[None]:
    """The folder is away."""
    path = Path(database.url.removeprefix("sqlite:///"))
    database.engine.dispose()
    away = path.with_suffix(".away")
    shutil.move(path, away)
    path.mkdir()
    yield
    path.rmdir()
    shutil.move(away, path)
    database.engine.dispose()


TROUBLES = [read_only, locked, gone]


def typed_on(browser: Browser) -> dict[str, str]:
    return {name: value.replace("\r\n", "\n") for name, value in browser.forms()[0].fields}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_page_that_cannot_be_kept_shows_every_field_again(
    browser: Browser, database: Database, trouble: Trouble
) -> None:
    tell(browser)
    browser.get("/p/4")
    long = "Otra oficina. " * 30
    with trouble(database):
        answer = browser.fill(other_agency=long.strip(), common_official="Sgt. Invented")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
        assert "oprima «Enviar otra vez»" in browser.words
        assert "Sgt. Invented" in browser.words
        typed = typed_on(browser)
        assert typed["other_agency"] == long.strip()
        assert typed["common_when_from_year"] == "2026"
    browser.fill()
    browser.get("/p/4")
    assert typed_on(browser)["common_official"] == "Sgt. Invented"


# What fits into pages that are there is kept by a full database too: a new draft does not.
@pytest.mark.parametrize("trouble", [full, *TROUBLES])
def test_the_first_page_of_all_shows_its_words_again(
    browser: Browser, database: Database, trouble: Trouble
) -> None:
    browser.get("/p/3")
    with trouble(database):
        assert browser.fill(words=STORY).status_code == 503
        assert typed_on(browser)["words"] == STORY
    browser.fill()
    browser.get("/p/3")
    assert typed_on(browser)["words"] == STORY


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_complaint_that_cannot_be_sent_is_sent_by_pressing_again(
    browser: Browser, database: Database, trouble: Trouble
) -> None:
    tell(browser)
    with trouble(database):
        assert browser.fill().status_code == 503
    with database.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Complaint)) == 0
    browser.fill()
    assert browser.address.endswith("/p/9")


def test_the_probe_tells_of_it(browser: Browser, database: Database) -> None:
    client = browser.client
    assert client.get("/readyz").text == "ready\n"
    for trouble, told in (
        (locked, "database takes nothing in\n"),
        (gone, "database does not answer\n"),
    ):
        with trouble(database):
            answer = client.get("/readyz")
            assert (answer.status_code, answer.text) == (503, told)
    assert client.get("/readyz").text == "ready\n"
