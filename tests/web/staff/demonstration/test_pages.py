"""Looking around in a demonstration with one press, and that no other install knows of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

import intake
from intake.accounts.models import Staff, StaffSession
from intake.accounts.roles import Role
from intake.accounts.second_factor import open_secret
from intake.actions.people.change_password import change_password
from intake.app.factory import create_app
from intake.app.mailing import FolderMailer
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.notify.mail import Mail
from intake.settings import Settings, demonstration
from intake.settings.demonstration import Account, Kept, Told
from intake.web.staff.entry.session import COST
from tests.integration.accounts.office import (
    CHEAP,
    INSTALL_ID,
    INTAKE_UNIT,
    INVESTIGATIONS,
    LEAD,
    WORKER,
    Office,
    password_of,
)
from tests.web.staff.visitor import Visitor, hidden_fields, new_visitor

PEOPLE, PRESS = "/staff/demonstration/", "/staff/demonstration/sign-in"
FILE_READERS = {
    "intake.app.demonstration.people",
    "intake.app.demonstration.setting_up",
    "intake.app.demonstration.stories",
    "intake.cli.demo_advance",
    "intake.cli.demonstration",
    "intake.web.staff.demonstration.page",
    "intake.web.staff.demonstration.views",
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Those of a demonstration."""
    return settings.model_copy(update={"demonstration": True})


@pytest.fixture
def people(office: Office, settings: Settings) -> Kept:
    """Ada leads and Ben takes in; the demonstration's file holds what signs them in."""
    accounts = (
        account_of(office, "Ada", INVESTIGATIONS, Role.LEAD, LEAD),
        account_of(office, "Ben", INTAKE_UNIT, Role.INTAKE, WORKER),
    )
    told = Told(
        code="AAAAA-BBBBB", reference="2026-CCCCCC", jurisdiction="saguaro-city", path="asked"
    )
    kept = Kept(accounts=accounts, complaints=(told,))
    demonstration.write(settings, kept)
    office.clock.advance(hours=1)
    return kept


def account_of(office: Office, name: str, unit: str, role: Role, roles: frozenset[Role]) -> Account:
    member, _ = office.person(name, {unit: roles})
    staff = office.look().get_one(Staff, member.staff_id)
    assert staff.sealed_second_factor is not None
    secret = open_secret(
        staff.sealed_second_factor,
        keyring=office.keyring,
        install_id=INSTALL_ID,
        staff_id=member.staff_id,
    )
    return Account(
        email=f"{name.lower()}@office.example",
        name=name,
        unit=unit,
        role=role.value,
        password=password_of(name),
        second_factor=secret,
    )


def press(visitor: Visitor, person: str) -> str:
    """Press somebody's button; gives where it leads."""
    answer = visitor.post(PRESS, page=PEOPLE, person=f"{person}@office.example")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_roles_are_the_first_thing_on_the_page(people: Kept, visitor: Visitor) -> None:
    page = visitor.get(PEOPLE)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page.text)
    assert headings[0] == "Look around as …"
    assert "Saguaro City" in page.text.split("</summary>")[0]
    buttons = re.findall(r'<button[^>]*value="([^"]+)">([^<]+)<', page.text)
    assert sorted(buttons) == [("ada@office.example", "Lead"), ("ben@office.example", "Intake")]
    assert people.complaints[0].code in page.text
    for account in people.accounts:
        assert account.password not in page.text
        assert account.second_factor not in page.text


def test_one_press_signs_in_as_the_sign_in_page_does(
    people: Kept, office: Office, visitor: Visitor
) -> None:
    assert press(visitor, "ada") == "/staff/"
    assert "ada@office.example" in visitor.get("/staff/account").text
    kinds = office.look().scalars(select(AuditEntry.kind).order_by(AuditEntry.at)).all()
    assert kinds[-1] == AuditKind.SIGNED_IN.value


def test_the_next_press_ends_what_was_before(
    people: Kept, office: Office, visitor: Visitor, app: Flask
) -> None:
    press(visitor, "ada")
    cookie = visitor.client.get_cookie("t")
    assert cookie is not None
    press(visitor, "ben")
    assert "ben@office.example" in visitor.get("/staff/account").text
    older = app.test_client()
    older.set_cookie("t", cookie.value)
    assert older.get("/staff/account").status_code == 303
    ended = (StaffSession.staff_id == office.ids["Ada"], StaffSession.started_at == office.clock())
    assert office.look().scalars(select(StaffSession).where(*ended)).all() == []


def test_pressing_often_waits_for_the_next_code(people: Kept, visitor: Visitor) -> None:
    found = [press(visitor, "ada") for _ in range(4)]
    assert found == ["/staff/", "/staff/", "/staff/", PEOPLE]
    assert "a moment ago" in visitor.get(PEOPLE).text
    # Who is signed in stays so.
    assert visitor.get("/staff/account").status_code == 200
    visitor.office.clock.advance(minutes=1)
    assert press(visitor, "ada") == "/staff/"


def test_somebody_whose_passphrase_was_changed_is_said(
    people: Kept, office: Office, visitor: Visitor
) -> None:
    _, visit = office.sign_in("Ada")
    change_password(
        office.session,
        context=office.context,
        visit=visit,
        old=password_of("Ada"),
        new="another one of six good words",
        cost=CHEAP,
    )
    office.clock.advance(minutes=1)
    assert press(visitor, "ada") == PEOPLE
    assert "passphrase was changed" in visitor.get(PEOPLE).text
    assert visitor.get("/staff/account").status_code == 303


def test_a_press_needs_the_token_of_the_page(people: Kept, visitor: Visitor) -> None:
    data = {"person": "ada@office.example"}
    assert visitor.client.post(PRESS, data=data).status_code == 400
    token = hidden_fields(visitor.get(PEOPLE).text)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert visitor.client.post(PRESS, data=data | token, headers=elsewhere).status_code == 400
    assert visitor.client.post(PRESS, data=data | token).status_code == 303


def test_nobody_who_is_not_in_the_file_can_be_chosen(
    people: Kept, office: Office, visitor: Visitor
) -> None:
    office.person("Eve", {INVESTIGATIONS: WORKER})
    office.clock.advance(minutes=1)
    answer = visitor.post(PRESS, page=PEOPLE, person="eve@office.example")
    assert answer.status_code == 404
    assert visitor.post(PRESS, page=PEOPLE).location == PEOPLE


def test_a_place_that_is_being_made_is_not_offered(
    people: Kept, settings: Settings, visitor: Visitor
) -> None:
    demonstration.write(
        settings, Kept(accounts=people.accounts, to_come=("saguaro-city", "marisol-county"))
    )
    page = visitor.get(PEOPLE)
    assert "<button" not in page.text
    assert "Still being made: Saguaro City, Marisol County, the numbers of past years." in page.text


def test_before_anything_is_there_the_page_says_nothing_wrong(visitor: Visitor) -> None:
    page = visitor.get(PEOPLE)
    assert page.status_code == 200
    assert "<button" not in page.text


def test_it_speaks_spanish(people: Kept, visitor: Visitor) -> None:
    page = visitor.client.get(PEOPLE, headers={"Accept-Language": "es"})
    assert "Eche un vistazo como…" in page.text
    assert "Correos de la demostración" in page.text


def test_the_short_address_and_the_banner_lead_there(people: Kept, visitor: Visitor) -> None:
    answer = visitor.get("/demonstration/")
    assert (answer.status_code, answer.location) == (303, PEOPLE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'href="{PEOPLE}"' in visitor.get("/").text


def write_mails(settings: Settings, *subjects: str, body: str = "There is news.") -> None:
    for number, subject in enumerate(subjects):
        mailer = FolderMailer(
            settings.data_dir / "mail",
            sender="intake@localhost",
            clock=lambda number=number: datetime(2026, 3, 2, 10 + number, tzinfo=UTC),
        )
        mail = Mail(
            to="clerk@unit.example",
            subject=subject,
            body=body,
            message_id=f"<{number:032x}@intake>",
            language="es",
        )
        mailer.send(mail)


def test_mails_are_shown_newest_first_as_text(settings: Settings, visitor: Visitor) -> None:
    assert "No emails yet." in visitor.get(PEOPLE).text
    body = "¿Hay <b>noticias</b>? {{ 7*7 }}\n\nAdiós"
    write_mails(settings, "2026-AAAAAA", "2026-BBBBBB", body=body)
    page = visitor.get(PEOPLE)
    assert page.text.index("2026-BBBBBB") < page.text.index("2026-AAAAAA")
    assert "¿Hay &lt;b&gt;noticias&lt;/b&gt;? {{ 7*7 }}" in page.text
    assert 'lang="es"' in page.text
    assert "clerk@unit.example" in page.text
    assert str(settings.data_dir) not in page.text


@pytest.fixture
def real(settings: Settings, people: Kept, app: Flask) -> Flask:
    """An install that takes real complaints, where a demonstration's file was left behind."""
    earnest = settings.model_copy(update={"demonstration": False})
    made = create_app(earnest, services=replace(app.extensions["intake"], settings=earnest))
    made.config[COST] = CHEAP
    return made


def test_a_real_install_has_no_such_address(real: Flask, app: Flask) -> None:
    def rules_of(flask: Flask) -> set[str]:
        return {rule.rule for rule in flask.url_map.iter_rules() if "demonstration" in rule.rule}

    assert rules_of(app) == {"/demonstration/", PEOPLE, PRESS}
    assert rules_of(real) == set()
    assert {"look_around", "demonstration"} <= set(app.blueprints)
    assert not {"look_around", "demonstration"} & set(real.blueprints)
    assert {rule.rule for rule in real.url_map.iter_rules()} == {
        rule.rule for rule in app.url_map.iter_rules()
    } - rules_of(app)


def test_a_real_install_never_reads_a_file_that_was_left_behind(
    real: Flask, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_arguments: object) -> None:
        raise AssertionError("the demonstration's file was read")

    opened = watch(monkeypatch)
    monkeypatch.setattr(demonstration, "read", refused)
    visitor = new_visitor(real, office)
    for path in ("/", "/demonstration/", PEOPLE, "/staff/sign-in"):
        assert "Look around" not in visitor.get(path).text
    token = hidden_fields(visitor.get("/staff/sign-in").text)
    answer = visitor.client.post(PRESS, data={**token, "person": "ada@office.example"})
    assert answer.status_code == 404
    assert visitor.client.get_cookie("t") is None
    visitor.sign_in("Ada")
    assert visitor.get("/staff/account").status_code == 200
    assert demonstration.FILE_NAME not in opened


def watch(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all files that are read as text or bytes from now on."""
    opened: set[str] = set()

    def watched(read: Callable[..., object]) -> Callable[..., object]:
        def reads(path: Path, *arguments: object, **named: object) -> object:
            opened.add(path.name)
            return read(path, *arguments, **named)

        return reads

    for name in ("read_text", "read_bytes", "open"):
        monkeypatch.setattr(Path, name, watched(getattr(Path, name)))
    return opened


def test_even_registered_it_refuses_where_complaints_are_real(
    app: Flask, people: Kept, settings: Settings
) -> None:
    parts = app.extensions["intake"]
    visitor: FlaskClient = app.test_client()
    token = hidden_fields(visitor.get(PEOPLE).text)
    earnest = settings.model_copy(update={"demonstration": False})
    object.__setattr__(parts, "settings", earnest)
    assert visitor.get(PEOPLE).status_code == 404
    assert visitor.get("/demonstration/").status_code == 404
    answer = visitor.post(PRESS, data={**token, "person": "ada@office.example"})
    assert answer.status_code == 404


def test_nothing_but_a_demonstration_knows_of_its_file() -> None:
    root = Path(intake.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        names = {
            f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        if any(name.startswith("intake.settings.demonstration") for name in names):
            found.add(".".join(path.relative_to(root.parent).with_suffix("").parts))
    assert found == FILE_READERS
