"""What was begun by one door is not there by the other, and no post comes from one to the other."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from sqlalchemy import func, select

from intake.complaints.models import Complaint, Draft
from intake.notify.models import OutboxRow
from tests.fixtures.databases import Database
from tests.fixtures.doors import ONION, ONION_URL, USUAL, USUAL_URL
from tests.web.doors import DOORS
from tests.web.resident.browser import HOME, Browser
from tests.web.resident.doors.conftest import Comes
from tests.web.resident.doors.test_pages import visitor
from tests.web.resident.test_walk import STORY, code_on, tell

COOKIE = {USUAL_URL: "__Host-s", ONION_URL: "os"}
HOST = {USUAL_URL: USUAL, ONION_URL: ONION}
ATTRIBUTES = {
    USUAL_URL: {"path": "/", "samesite": "Lax", "httponly": True, "secure": True},
    ONION_URL: {"path": "/", "samesite": "Strict", "httponly": True},
}
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


def other(door: str) -> str:
    return next(one for one in DOORS if one != door)


def value_of(browser: Browser) -> str:
    door = visitor(browser).door
    found = browser.client.get_cookie(COOKIE[door], HOST[door])
    assert found is not None
    return found.value


def words_on(browser: Browser) -> str:
    browser.get("/p/3")
    return dict(browser.forms()[0].fields)["words"]


def count(database: Database, model: type) -> int:
    with database.sessions() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("door", DOORS)
def test_each_door_has_a_cookie_of_its_own(door: str, comes_by: Comes) -> None:
    browser = comes_by(door)
    tell(browser)
    browser.fill()
    browser.get("/p/1")
    browser.fill()
    assert browser.address.endswith("/p/11")
    answers = visitor(browser).answers
    lines = [line for answer in answers for line in answer.headers.getlist("Set-Cookie")]
    assert len(lines) >= 2, "one is set, and taken away at the end"
    for line in lines:
        ((name, morsel),) = SimpleCookie(line).items()
        assert name == COOKIE[door]
        said = {key: value for key, value in morsel.items() if value not in {"", False}}
        if morsel.value == "":
            assert said.pop("expires").startswith("Thu, 01 Jan 1970")
            assert said.pop("max-age") == "0"
        assert said == ATTRIBUTES[door], line


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("under", ["its own name", "the name of the other door"])
def test_a_visit_is_good_by_its_own_door_alone(door: str, under: str, comes_by: Comes) -> None:
    begun, carried = comes_by(door), comes_by(other(door))
    tell(begun)
    assert words_on(begun) == STORY
    there = other(door)
    name = COOKIE[door] if under == "its own name" else COOKIE[there]
    carried.client.set_cookie(name, value_of(begun), domain=HOST[there])
    assert words_on(carried) == ""
    carried.get("/p/8")
    assert STORY.splitlines()[0] not in carried.text
    assert words_on(begun) == STORY


def test_the_code_is_good_by_both(usual: Browser, onion: Browser) -> None:
    tell(onion)
    onion.fill()
    code = code_on(onion)
    usual.get("/f/1")
    usual.fill(code=code)
    assert usual.address.endswith("/f/2")


@pytest.mark.parametrize("door", DOORS)
def test_only_its_own_origin_may_post(door: str, comes_by: Comes, database: Database) -> None:
    browser = comes_by(door)
    browser.get("/p/3")
    fields = {**dict(browser.forms()[0].fields), "words": STORY}
    strange = (
        *(
            other(door),
            f"https://{HOST[door]}:8443",
            f"http://{HOST[door]}:81",
            f"x://{HOST[door]}",
        ),
        *(f"{door}.evil.example", "https://evil.example", "http://[", "http://a:b", ""),
        {USUAL_URL: f"http://{USUAL}", ONION_URL: f"https://{ONION}"}[door],
    )
    for origin in strange:
        answer = browser.client.post(f"{HOME}/p/3", data=fields, headers={"Origin": origin})
        assert answer.status_code == 400, origin
        assert "Set-Cookie" not in answer.headers
        assert STORY.splitlines()[0] not in answer.text
    assert count(database, Draft) == 0
    for origin in (door, "null"):
        browser.get("/p/3")
        fields = {**dict(browser.forms()[0].fields), "words": STORY}
        answer = browser.client.post(f"{HOME}/p/3", data=fields, headers={"Origin": origin})
        assert answer.status_code == 303, origin
    assert count(database, Draft) == 1


@pytest.mark.parametrize("door", DOORS)
def test_a_token_of_the_other_door_is_none(door: str, comes_by: Comes, database: Database) -> None:
    here, there = comes_by(door), comes_by(other(door))
    there.get("/p/3")
    fields = {**dict(there.forms()[0].fields), "words": STORY}
    here.get("/p/3")
    here.client.set_cookie(COOKIE[door], value_of(there), domain=HOST[door])
    assert here.client.post(f"{HOME}/p/3", data=fields).status_code == 400
    assert count(database, Draft) == 0


def test_a_link_from_elsewhere_takes_no_draft_away(onion: Browser, comes_by: Comes) -> None:
    """Browsers hold a Strict cookie back when a link leads here; a new one would replace it."""
    tell(onion)
    kept = value_of(onion)
    strangers = comes_by(ONION_URL)
    for page in ("/p/1", "/p/3", "/p/8", "/f/1", "/f/2"):
        answer = strangers.client.get(f"{HOME}{page}", headers=ELSEWHERE)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{HOME}/")
        assert "Set-Cookie" not in answer.headers
    answer = strangers.client.get(f"{HOME}/", headers=ELSEWHERE)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert strangers.client.get(f"{HOME}/p/3", headers=FROM_HERE).status_code == 200
    assert onion.client.get(f"{HOME}/p/3", headers=ELSEWHERE).status_code == 200, "it came along"
    assert value_of(onion) == kept
    assert words_on(onion) == STORY


def test_a_link_from_elsewhere_leads_on_by_the_usual_door(usual: Browser) -> None:
    assert usual.client.get(f"{HOME}/f/1", headers=ELSEWHERE).status_code == 200


def test_what_is_written_for_mails_names_no_door(onion: Browser, database: Database) -> None:
    tell(onion)
    onion.fill()
    assert count(database, Complaint) == 1
    with database.sessions() as session:
        rows = session.execute(select(OutboxRow.__table__)).all()
    assert rows
    assert ONION not in repr(rows)
