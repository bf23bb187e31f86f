"""Every route has an access rule, and what has none, or no guard, is not reached."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.web.foundation.access import Access, AccessRule, Sharing, access, rule_of, staff_only

PREFIXES = {
    Access.STAFF: "/staff",
    Access.SIGNED_OUT: "/staff",
    Access.RESIDENT: "/<jurisdiction>/<language>/",
    Access.RESIDENT_SESSION: "/<jurisdiction>/<language>/",
}


def test_every_route_of_the_product_has_an_access_rule(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert len(rules) >= 10
    with app.app_context():
        marks = {rule.endpoint: rule_of(rule.endpoint) for rule in rules}
    assert [endpoint for endpoint, mark in marks.items() if mark is None] == []


def test_every_kind_of_rule_stays_in_its_part_of_the_address(app: Flask) -> None:
    with app.app_context():
        for route in app.url_map.iter_rules():
            mark = rule_of(route.endpoint)
            assert mark is not None
            assert route.rule.startswith(PREFIXES.get(mark.kind, "/")), route.rule
            if route.rule.startswith("/staff"):
                assert mark.kind in {Access.STAFF, Access.SIGNED_OUT}, route.rule


def test_every_rule_of_the_product_has_a_guard(app: Flask) -> None:
    guarded = set(app.extensions["intake.guards"]) | {
        Access.PUBLIC,
        Access.RESIDENT,
        Access.MACHINE,
    }
    with app.app_context():
        used = {
            mark.kind for route in app.url_map.iter_rules() if (mark := rule_of(route.endpoint))
        }
    assert used <= guarded


@pytest.mark.parametrize(
    "path", ["/saguaro-city/en/unmarked", "/saguaro-city/en/session", "/staff/toy-queue"]
)
def test_without_a_mark_or_without_a_guard_there_is_no_page(toy: FlaskClient, path: str) -> None:
    answer = toy.get(path)
    assert answer.status_code == 404
    assert "inside" not in answer.text


def test_a_guard_may_answer_in_place_of_the_view(toys: Flask) -> None:
    toys.extensions["intake.guards"] = {Access.STAFF: lambda rule: f"stopped {rule.permission}"}
    assert toys.test_client().get("/staff/toy-queue").text == "stopped None"


def test_a_guard_may_let_a_request_pass(toys: Flask) -> None:
    toys.extensions["intake.guards"] = {Access.RESIDENT_SESSION: lambda _rule: None}
    assert toys.test_client().get("/saguaro-city/en/session").text == "inside"


def test_a_staff_view_has_to_name_its_permission() -> None:
    with pytest.raises(ValueError, match="staff_only"):
        access(Access.STAFF)
    view = staff_only(None)(lambda: "")
    assert view.access_rule == AccessRule(Access.STAFF, None)  # type: ignore[attr-defined]


def test_only_what_is_public_may_be_shared_with_other_sites(app: Flask) -> None:
    for kind in (Access.RESIDENT, Access.RESIDENT_SESSION, Access.SIGNED_OUT):
        with pytest.raises(ValueError, match="public"):
            access(kind, sharing=Sharing.READ)
    with app.app_context():
        marks = {route.endpoint: rule_of(route.endpoint) for route in app.url_map.iter_rules()}
        shared = {
            endpoint: mark.sharing
            for endpoint, mark in marks.items()
            if mark is not None and mark.sharing is not Sharing.NONE
        }
    assert {name for name, sharing in shared.items() if sharing is Sharing.FRAME} == {
        "data_embed.picture",
        "data_embed.framed",
    }
    for route in app.url_map.iter_rules():
        on_data = route.rule.startswith("/<jurisdiction>/data/")
        assert (route.endpoint in shared) is on_data, route.rule
