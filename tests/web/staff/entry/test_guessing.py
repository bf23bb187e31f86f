"""What somebody sees who guesses, and who signs in meanwhile: in English and in Spanish."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.accounts.attempts import EVERYBODY
from intake.accounts.factor_tries import MOST_WRONG
from intake.accounts.roles import Role
from intake.vault.turns import TURNS, Line
from tests.integration.accounts.office import (
    ADMINISTRATION,
    INVESTIGATIONS,
    LEAD,
    Office,
    password_of,
)
from tests.web.staff.visitor import Visitor, new_visitor

CODE = "/staff/sign-in/code"


def first_step(visitor: Visitor, name: str = "Ada") -> TestResponse:
    return visitor.post(
        "/staff/sign-in", address=f"{name.lower()}@office.example", password=password_of(name)
    )


def spoil(office: Office, visitor: Visitor, wanted: int) -> TestResponse:
    """Enter wrong codes and wait for every pause but the last."""
    for number in range(wanted):
        first_step(visitor)
        answer = visitor.post(CODE, code="12345x")
        if answer.status_code == 429 and number + 1 < wanted:
            office.clock.advance(seconds=int(answer.headers["Retry-After"]))
    return answer


@pytest.fixture
def ada(office: Office, visitor: Visitor) -> Visitor:
    """Ada's browser, in which she has signed in before."""
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    visitor.post("/staff/sign-out", page="/staff/account")
    office.clock.advance(minutes=1)
    return visitor


@pytest.fixture
def stranger(app: Flask, office: Office, ada: Visitor) -> Visitor:
    """Another browser."""
    return new_visitor(app, office)


@pytest.fixture
def busy() -> Iterator[None]:
    """A password is being checked, and a stranger waits already."""
    with TURNS._changed:
        TURNS._holder, TURNS._waiting[Line.STRANGERS] = -1, 1
    yield
    with TURNS._changed:
        TURNS._holder, TURNS._waiting[Line.STRANGERS] = None, 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "we have not checked your passphrase. Try again in 2 seconds."),
        ("es", "no hemos revisado su frase de acceso. Inténtelo de nuevo en 2 segundos."),
    ],
)
def test_a_stranger_who_gets_no_turn_is_told_and_keeps_the_address(
    stranger: Visitor, busy: None, language: str, words: str
) -> None:
    stranger.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    answer = first_step(stranger)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert words in answer.text
    assert "ada@office.example" in answer.text
    assert password_of("Ada") not in answer.text


def test_a_limit_that_is_used_up_is_told_in_the_same_way(stranger: Visitor) -> None:
    for _ in range(EVERYBODY.capacity):
        first_step(stranger, "Nobody")
    answer = first_step(stranger)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert "we have not checked your passphrase" in answer.text
    assert "ada@office.example" in answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We check no code for 1 minute, not even the right one."),
        ("es", "Durante 1 minuto no revisamos ningún código, ni siquiera el correcto."),
    ],
)
def test_a_pause_is_told_and_takes_not_even_the_right_code(
    office: Office, stranger: Visitor, language: str, words: str
) -> None:
    stranger.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    answer = spoil(office, stranger, 5)
    for told in (answer, stranger.post(CODE, code=office.code_of("Ada"))):
        assert (told.status_code, told.headers["Retry-After"]) == (429, "30")
        assert words in told.text
    office.clock.advance(seconds=30)
    assert stranger.post(CODE, code=office.code_of("Ada")).location == "/staff/"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Ask your administrator to unlock your account."),
        ("es", "Pida a su administrador que desbloquee su cuenta."),
    ],
)
def test_ten_wrong_codes_lock_until_an_administrator_presses_unlock(
    office: Office, app: Flask, stranger: Visitor, language: str, words: str
) -> None:
    stranger.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    locked = spoil(office, stranger, MOST_WRONG)
    assert locked.status_code == 403
    assert words in " ".join(locked.text.split())
    office.clock.advance(days=1)
    first_step(stranger)
    assert stranger.post(CODE, code=office.code_of("Ada")).status_code == 403

    office.person("Root", {ADMINISTRATION: frozenset({Role.ADMINISTRATOR})})
    root = new_visitor(app, office)
    root.sign_in("Root")
    page = f"/staff/team/{office.ids['Ada']}"
    assert "ten wrong codes" in root.get(page).text
    assert root.post(f"{page}/unlock", page=page).location == page
    shown = root.get(page).text
    assert "The account is unlocked." in shown
    assert "ten wrong codes" not in shown
    first_step(stranger)
    assert stranger.post(CODE, code=office.code_of("Ada")).location == "/staff/"


def test_the_owner_signs_in_where_she_did_before_and_is_warned(
    office: Office, ada: Visitor, stranger: Visitor
) -> None:
    spoil(office, stranger, MOST_WRONG)
    first_step(ada)
    answer = ada.post(CODE, code=office.code_of("Ada"))
    assert answer.location == "/staff/"
    assert "Someone entered your passphrase in another browser" in ada.get("/staff/account").text


def test_a_new_half_sign_in_ends_the_one_before(
    office: Office, app: Flask, stranger: Visitor
) -> None:
    other = new_visitor(app, office)
    first_step(stranger)
    first_step(other)
    assert stranger.get(CODE).location == "/staff/sign-in"
    assert other.post(CODE, code=office.code_of("Ada")).location == "/staff/"
