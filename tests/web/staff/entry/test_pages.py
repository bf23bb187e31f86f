"""Signing in by pages: the way in, the way out, and who is kept away."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from intake.accounts.roles import Role
from intake.actions.people.disable import disable_person
from intake.web.foundation.access import MARK, Access
from tests.integration.accounts.office import (
    ADMINISTRATION,
    INVESTIGATIONS,
    LEAD,
    WORKER,
    Office,
    password_of,
)
from tests.web.staff.visitor import Visitor, new_visitor

REFUSED = "We could not sign you in."


def test_the_way_in_and_out(office: Office, visitor: Visitor) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    asked = visitor.get("/staff/account")
    assert asked.status_code == 303
    assert asked.location == "/staff/sign-in?next=/staff/account"
    first = visitor.post(asked.location, address="ADA@office.example", password=password_of("Ada"))
    assert first.location == "/staff/sign-in/code?next=/staff/account"
    assert visitor.get("/staff/account").status_code == 303, "half a sign-in opens nothing"
    office.clock.advance(minutes=1)
    second = visitor.post(first.location, code=office.code_of("Ada"))
    assert second.location == "/staff/account"
    shown = visitor.get("/staff/account")
    assert shown.status_code == 200
    assert "ada@office.example" in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    out = visitor.post("/staff/sign-out", page="/staff/account")
    assert out.location == "/staff/sign-in"
    assert visitor.get("/staff/account").status_code == 303


def test_staff_sign_in_with_the_reserve_of_the_disk(
    app: Flask, office: Office, visitor: Visitor
) -> None:
    app.extensions["intake"] = replace(app.extensions["intake"], free_bytes=lambda: 20_000_000)
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    assert visitor.get("/staff/account").status_code == 200
    told = visitor.get("/readyz")
    assert (told.status_code, told.text) == (
        200,
        "ready, but only the reserve of the disk is left\n",
    )


def test_the_probe_says_that_a_disk_is_full(app: Flask, visitor: Visitor) -> None:
    app.extensions["intake"] = replace(app.extensions["intake"], free_bytes=lambda: 1_000_000)
    told = visitor.get("/readyz")
    assert (told.status_code, told.text) == (503, "disk is full\n")


def test_the_cookie_of_a_session_is_closed_to_scripts(office: Office, visitor: Visitor) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    answer = visitor.sign_in("Ada")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("t="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    known = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("b="))
    assert "HttpOnly" in known
    assert office.ids["Ada"] not in known


def test_wrong_passphrase_and_unknown_address_read_the_same(
    office: Office, visitor: Visitor
) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    pages = []
    for address in ("ada@office.example", "nobody@office.example"):
        answer = visitor.post("/staff/sign-in", address=address, password="not this one at all")
        assert answer.status_code == 422
        assert REFUSED in answer.text
        assert address in answer.text, "what was typed is kept"
        assert "not this one at all" not in answer.text, "a passphrase never is"
        pages.append(re.sub(r'value="[^"]*"|nonce-\S+', "", answer.text.replace(address, "")))
    assert pages[0] == pages[1]


def test_a_used_code_does_not_open_again(office: Office, visitor: Visitor, app: Flask) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    code = office.code_of("Ada")
    other = new_visitor(app, office)
    first = other.post("/staff/sign-in", address="ada@office.example", password=password_of("Ada"))
    again = other.post(first.location, code=code)
    assert again.status_code == 422
    assert "That code did not work" in again.text


@pytest.mark.parametrize(
    "strange",
    ["https://evil.example/", "//evil.example", "/staff/../x", "/staff/\\evil", "/elsewhere", ""],
)
def test_signing_in_leads_nowhere_else(office: Office, visitor: Visitor, strange: str) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    first = visitor.post(
        f"/staff/sign-in?next={strange}",
        address="ada@office.example",
        password=password_of("Ada"),
    )
    assert first.location == "/staff/sign-in/code?next=/staff/"


def test_the_disabled_are_out_at_once(office: Office, visitor: Visitor) -> None:
    member, _ = office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    assert visitor.get("/staff/account").status_code == 200
    disable_person(office.session, context=office.context, by=None, staff_id=member.staff_id)
    assert visitor.get("/staff/account").status_code == 303


def test_an_idle_session_asks_to_sign_in_and_gives_back_what_was_typed(
    office: Office, visitor: Visitor
) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    token = _token(visitor, "/staff/account/passphrase")
    there = f"/staff/cases/{'a' * 32}/do/note_added"
    office.clock.advance(minutes=16)
    assert visitor.get("/staff/account").status_code == 303
    long = "It took me an hour to write this. " * 5
    answer = visitor.client.post(
        there,
        data={"csrf_token": token, "note": long, "password": "s" * 90, "other": "o" * 90},
    )
    assert answer.status_code == 403
    assert long in answer.text
    assert "s" * 90 not in answer.text
    assert "o" * 90 not in answer.text


def test_the_browser_that_changes_the_passphrase_stays_known(
    office: Office, visitor: Visitor
) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    before = visitor.client.get_cookie("b")
    new = "seven quiet bridges over a lantern"
    done = visitor.post(
        "/staff/account/passphrase",
        password=password_of("Ada"),
        new_password=new,
        password_again=new,
    )
    assert done.status_code == 303
    after = visitor.client.get_cookie("b")
    assert before is not None
    assert after is not None
    assert after.value.rpartition(".")[2] != before.value.rpartition(".")[2]


def test_staff_pages_look_like_not_found_without_the_permission(
    office: Office, visitor: Visitor
) -> None:
    office.person("Ben", {INVESTIGATIONS: WORKER})
    visitor.sign_in("Ben")
    for address in ("/staff/team/", "/staff/team/invite", "/staff/units/recovery-key"):
        assert visitor.get(address).status_code == 404, address


def test_a_demonstration_shows_the_code_and_nothing_else_does(
    office: Office, visitor: Visitor, app: Flask
) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    office.clock.advance(minutes=1)
    fields = {"address": "ada@office.example", "password": password_of("Ada")}
    page = visitor.get(visitor.post("/staff/sign-in", **fields).location)
    assert office.code_of("Ada") not in page.text
    services = app.extensions["intake"]
    object.__setattr__(
        services, "settings", services.settings.model_copy(update={"demonstration": True})
    )
    page = visitor.get(visitor.post("/staff/sign-in", **fields).location)
    assert office.code_of("Ada") in page.text


def test_a_forged_post_changes_nothing(office: Office, visitor: Visitor) -> None:
    office.person("Root", {ADMINISTRATION: frozenset({Role.ADMINISTRATOR})})
    visitor.sign_in("Root")
    answer = visitor.client.post("/staff/sign-out", data={})
    assert answer.status_code == 400
    assert visitor.get("/staff/account").status_code == 200


def _token(visitor: Visitor, page: str = "/staff/sign-in") -> str:
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visitor.get(page).text)
    assert match
    return match[1]


WAYS_IN = {"signin.password", "signin.code", "join.passphrase_page", "join.second_factor"}


def test_only_the_ways_in_are_open_to_who_is_signed_out(app: Flask, visitor: Visitor) -> None:
    routes = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff")]
    assert len(routes) > 20
    marks = {rule.endpoint: getattr(app.view_functions[rule.endpoint], MARK) for rule in routes}
    assert {name for name, mark in marks.items() if mark.kind is not Access.STAFF} == WAYS_IN
    for rule in routes:
        if rule.endpoint in WAYS_IN or "GET" not in (rule.methods or set()):
            continue
        path = re.sub(r"<[^>]+>", "x", rule.rule)
        answer = visitor.get(path)
        assert (answer.status_code, answer.location.partition("?")[0]) == (
            303,
            "/staff/sign-in",
        ), path
