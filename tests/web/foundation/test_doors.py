"""Two doors and no third: foreign hosts are refused as before, and staff have no onion."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from intake.app.factory import create_app
from intake.settings import Settings
from intake.web.foundation.access import Access
from intake.web.foundation.hosts import allowed_hosts
from tests.fixtures.doors import ONION, ONION_URL, USUAL, USUAL_URL, with_two_doors
from tests.web.doors import DOORS, POINTER, Visitor, assert_names_one_door
from tests.web.foundation.conftest import resident_routes, staff_routes
from tests.web.installs import make_app, make_services

HOME = "/saguaro-city/en/"
FOREIGN = (
    *("evil.example", f"{ONION}.evil.example", f"www.{ONION}", f"{ONION}.", f"b{ONION[1:]}"),
    *(f"{USUAL}.", f"www.{USUAL}", "localhost", "127.0.0.1:8000", "[::1]", "a b", "", "["),
)


@pytest.fixture
def doors(settings: Settings) -> Iterator[Flask]:
    """The application with two doors, and with the routes of these tests."""
    app = make_app(with_two_doors(settings))
    app.register_blueprint(resident_routes())
    app.register_blueprint(staff_routes())
    app.extensions["intake.guards"] = {Access.SIGNED_OUT: lambda _rule: None}
    yield app
    app.extensions["intake"].sessions.kw["bind"].dispose()


def address_of(rule: Rule) -> str:
    """An address that leads to a route."""
    return str(rule.build(dict.fromkeys(rule.arguments, "1" * 32))[1])  # type: ignore[index]


def test_exactly_the_two_names_are_answered(settings: Settings) -> None:
    assert allowed_hosts(with_two_doors(settings)) == {USUAL, ONION}
    assert ONION not in allowed_hosts(settings)


@pytest.mark.parametrize("path", [HOME, "/staff/toy", "/saguaro-city/en/form"])
@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_gets_a_page_and_no_more(doors: Flask, host: str, path: str) -> None:
    answer = doors.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
    assert POINTER not in answer.headers
    assert ONION not in answer.text
    assert USUAL not in answer.text


@pytest.mark.parametrize("host", [ONION, ONION.upper(), f"{ONION}:80"])
def test_the_onion_is_a_host_where_it_is_set(doors: Flask, host: str) -> None:
    assert doors.test_client().get(HOME, headers={"Host": host}).status_code == 200


def test_the_onion_is_no_host_where_it_is_not(client: FlaskClient) -> None:
    assert client.get(HOME, headers={"Host": ONION}).status_code == 400


def test_no_page_of_staff_is_there_by_the_onion(doors: Flask) -> None:
    staff = [rule for rule in doors.url_map.iter_rules() if rule.rule.startswith("/staff")]
    assert len(staff) > 50
    visitor = Visitor(doors, ONION_URL)
    nothing = visitor.get("/nowhere/at/all").text
    for address in {*map(address_of, staff), "/staff", "/staff/", "/staff/nowhere/at/all"}:
        for method in ("GET", "POST"):
            answer = visitor.open(address, method=method)
            assert answer.status_code == 404, address
            assert "Set-Cookie" not in answer.headers
            assert answer.text == nothing, address
            assert_names_one_door(answer, ONION_URL)


def test_pages_of_staff_point_to_no_onion(doors: Flask) -> None:
    answer = Visitor(doors, USUAL_URL).get("/staff/toy")
    assert answer.status_code == 200
    assert POINTER not in answer.headers


@pytest.mark.parametrize("door", DOORS)
def test_a_form_that_expired_is_shown_again_by_its_own_door(door: str, doors: Flask) -> None:
    answer = Visitor(doors, door).post("/saguaro-city/en/form", data={"story": "typed"})
    assert answer.status_code == 400
    assert "typed" in answer.text
    assert_names_one_door(answer, door)


def test_an_install_without_an_onion_points_nowhere(settings: Settings) -> None:
    alone = with_two_doors(settings).model_copy(update={"onion_host": None})
    app = create_app(settings, services=replace(make_services(settings), settings=alone))
    answer = Visitor(app, USUAL_URL).get(HOME)
    assert answer.status_code == 200
    assert POINTER not in answer.headers
    app.extensions["intake"].sessions.kw["bind"].dispose()


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_only_what_is_read_points_to_the_onion(doors: Flask, method: str) -> None:
    answer = Visitor(doors, USUAL_URL).open(HOME, method=method)
    assert answer.status_code == 200
    assert POINTER not in answer.headers
