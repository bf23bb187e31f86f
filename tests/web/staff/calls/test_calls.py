"""The clerk's pages: employer first, one long page in any order, sending, reading the code."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.cases.models import Case
from intake.complaints.models import Complaint, Draft, KeptCall, Mailbox
from intake.vault.cookies import encode_secret
from tests.integration.accounts.office import BOARD, INTAKE_UNIT, INVESTIGATIONS, Office
from tests.web.staff.visitor import Visitor

CODE = re.compile(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}")
CLERK = frozenset({Role.CLERK})


@pytest.fixture
def clerk(app: Flask, office: Office) -> Visitor:
    """The browser of a clerk whose unit has keys."""
    lead, visit = office.person(
        "Lou", {unit: frozenset({Role.LEAD}) for unit in (INTAKE_UNIT, INVESTIGATIONS)}
    )
    office.set_up(lead, visit, BOARD)
    return browser(app, office, "Cleo", CLERK, lead)


def browser(app: Flask, office: Office, name: str, roles: frozenset[Role], lead: Member) -> Visitor:
    """Somebody let in to the intake office, signed in."""
    member, visit = office.person(name, {INTAKE_UNIT: roles})
    office.let_in(lead, member.staff_id, INTAKE_UNIT)
    client: FlaskClient = app.test_client()
    client.set_cookie("t", encode_secret(visit.secret))
    return Visitor(client, office)


def begun(clerk: Visitor, **fields: object) -> str:
    """Begin a call; its page's address."""
    asked = {"agencies": "police", "channel": "phone", "language": "es"} | fields
    answer = clerk.post("/staff/calls/new", **asked)
    assert answer.status_code == 303, answer.text
    return answer.location


def code_on(answer: TestResponse) -> str:
    found = CODE.search(re.sub(r"</?span[^>]*>", "", answer.text))
    assert found, answer.text
    return found[0]


def test_from_the_employer_to_the_code(clerk: Visitor, office: Office) -> None:
    call = begun(clerk)
    kept = clerk.post(call, words="Me pararon en la calle.", common_held_now="no", save="told")
    assert (kept.status_code, kept.location) == (303, f"{call}?kept=told#after-told")
    assert "Saved." in clerk.get(kept.location).text
    shown = clerk.get(call)
    assert "Me pararon en la calle." in shown.text
    # Another group, later and in another order: what is on the page is kept with it.
    later = clerk.post(
        call,
        words="Me pararon en la calle.\nDos agentes.",
        agencies="police",
        common_when_from_year="2026",
        mode="confidential",
        role="witness",
        name="Rosa Invented",
        send="1",
    )
    assert later.location == f"{call}/send"
    asked = clerk.get(later.location)
    assert asked.status_code == 200
    sent = clerk.post(later.location, received="2026-02-27")
    assert sent.location == f"{call}/receipt"
    receipt = clerk.get(sent.location)
    code = code_on(receipt)
    assert code_on(clerk.get(sent.location)) == code, "a reload shows it again"
    complaint = office.look().scalars(select(Complaint)).one()
    assert (complaint.channel, complaint.language) == ("phone", "es")
    assert (complaint.identity_mode, complaint.complainant_role) == ("confidential", "witness")
    assert complaint.received_day.isoformat() == "2026-02-27"
    assert complaint.entered_day > complaint.received_day
    assert complaint.reference in receipt.text
    done = clerk.client.post(
        f"{call}/done", data={"csrf_token": token(receipt)}, follow_redirects=False
    )
    assert done.location == "/staff/calls/"
    assert clerk.get(sent.location).status_code == 404
    assert office.look().scalars(select(KeptCall)).all() == []
    assert office.look().scalars(select(Mailbox.made_by_staff)).all() == [True]


def edition(answer: TestResponse) -> str:
    """The edition of the draft that a page shows."""
    found = re.search(r'name="edition" value="([0-9a-f]+)"', answer.text)
    assert found is not None
    return found[1]


def token(answer: TestResponse) -> str:
    found = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)
    return found[-1]


def test_a_conflict_is_refused_before_anything_is_told(clerk: Visitor, office: Office) -> None:
    answer = clerk.post("/staff/calls/new", agencies="city-manager", channel="phone")
    assert answer.status_code == 409
    assert "+1 520 555 0151" in answer.text, "the inspector's telephone"
    assert "+1 520 555 0141" not in answer.text
    assert office.look().scalars(select(Draft)).all() == []


def test_a_conflict_in_typed_words_is_found_too(clerk: Visitor) -> None:
    answer = clerk.post("/staff/calls/new", other_agency="Saguaro  city HALL", channel="in_person")
    assert answer.status_code == 409


def test_a_conflict_told_later_is_said_and_the_stand_in_gets_it(
    app: Flask, clerk: Visitor, office: Office
) -> None:
    from tests.integration.accounts.office import INSPECTOR, REVIEW

    ines, visit = office.person("Ines", {REVIEW: frozenset({Role.LEAD, Role.INTAKE})})
    office.set_up(ines, visit, INSPECTOR)
    call = begun(clerk)
    assert "+1 520 555 0151" not in clerk.get(call).text
    clerk.post(call, words="Lo ordenó Elena Kelley.", agencies="police", save="told")
    assert "+1 520 555 0151" in clerk.get(call).text
    clerk.post(f"{call}/send")
    case = office.look().scalars(select(Case)).one()
    assert case.unit == REVIEW
    assert clerk.get(f"/staff/cases/{case.id}").status_code == 404


def test_half_a_call_is_kept_for_this_clerk_alone(
    app: Flask, clerk: Visitor, office: Office
) -> None:
    call = begun(clerk)
    clerk.post(call, words="half told", agencies="police", save="told")
    assert call in clerk.get("/staff/calls/").text
    lead = office.sign_in("Lou")[0]
    other = browser(app, office, "Cora", CLERK, lead)
    assert call not in other.get("/staff/calls/").text
    for path in (call, f"{call}/send", f"{call}/receipt", f"{call}/drop"):
        assert other.get(path).status_code == 404
    office.clock.advance(days=13)
    again = resigned(app, office, "Cleo")
    assert "half told" in again.get(call).text
    office.clock.advance(days=15)
    late = resigned(app, office, "Cleo")
    assert late.get(call).status_code == 404
    assert call not in late.get("/staff/calls/").text


def resigned(app: Flask, office: Office, name: str) -> Visitor:
    """The same person, signed in anew."""
    _member, visit = office.sign_in(name)
    client: FlaskClient = app.test_client()
    client.set_cookie("t", encode_secret(visit.secret))
    return Visitor(client, office)


def test_what_cannot_be_kept_stays_on_the_page(clerk: Visitor) -> None:
    call = begun(clerk)
    answer = clerk.post(
        call,
        words="told so far",
        common_when_from_year="2026",
        common_when_from_month="13",
        update_email="no address",
        save="told",
    )
    assert answer.status_code == 422
    assert "told so far" in answer.text
    assert "no address" in answer.text
    assert answer.text.count('href="#') >= 2
    assert "told so far" not in clerk.get(call).text


@pytest.mark.parametrize(
    ("day", "status"), [("2026-01-05", 303), ("2199-01-01", 422), ("yesterday", 422)]
)
def test_the_day_received(clerk: Visitor, day: str, status: int) -> None:
    call = begun(clerk, channel="mail")
    clerk.post(call, words="a letter", agencies="police", save="told")
    assert clerk.post(f"{call}/send", received=day).status_code == status


def test_a_second_press_files_once(clerk: Visitor, office: Office) -> None:
    call = begun(clerk)
    clerk.post(call, words="told", agencies="police", save="told")
    shown = clerk.get(f"{call}/send")
    data = {"csrf_token": token(shown), "edition": edition(shown)}
    first = clerk.client.post(f"{call}/send", data=data)
    second = clerk.client.post(f"{call}/send", data=data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(office.look().scalars(select(Complaint)).all()) == 1


def test_a_call_is_deleted_as_the_caller_wishes(clerk: Visitor, office: Office) -> None:
    call = begun(clerk)
    clerk.post(call, words="never mind", agencies="police", save="told")
    assert clerk.get(f"{call}/drop").status_code == 200
    assert clerk.post(f"{call}/drop").status_code == 303
    assert clerk.get(call).status_code == 404
    for model in (Draft, KeptCall, Mailbox):
        assert office.look().scalars(select(model)).all() == []


def test_the_receipt_speaks_the_language_of_the_person(clerk: Visitor) -> None:
    call = begun(clerk)
    clerk.post(call, words="told", agencies="police", save="told")
    clerk.post(f"{call}/send")
    assert '<html lang="es"' in clerk.get(f"{call}/receipt?in=es").text
    assert '<html lang="en"' in clerk.get(f"{call}/receipt?in=xx").text


def test_the_code_closes_an_hour_after_sending(app: Flask, clerk: Visitor, office: Office) -> None:
    call = begun(clerk)
    clerk.post(call, words="told", agencies="police", save="told")
    clerk.post(f"{call}/send")
    assert clerk.get(f"{call}/receipt").status_code == 200
    office.clock.advance(minutes=61)
    again = resigned(app, office, "Cleo")
    assert again.get(f"{call}/receipt").status_code == 404


def test_who_takes_no_complaints_finds_no_such_page(
    app: Flask, clerk: Visitor, office: Office
) -> None:
    lead = office.sign_in("Lou")[0]
    director = browser(app, office, "Dan", frozenset({Role.DIRECTOR}), lead)
    for path in ("/staff/calls/", "/staff/calls/new"):
        assert director.get(path).status_code == 404
    assert "/staff/calls/" not in director.get("/staff/units/").text
    assert "/staff/calls/" in clerk.get("/staff/units/").text


def test_a_call_that_changed_is_checked_again(clerk: Visitor, office: Office) -> None:
    call = begun(clerk)
    clerk.post(call, words="told", agencies="police", save="told")
    shown = clerk.get(f"{call}/send")
    data = {"csrf_token": token(shown), "edition": edition(shown)}
    clerk.post(call, words="told otherwise", agencies="police", save="told")
    answer = clerk.client.post(f"{call}/send", data=data)
    assert answer.status_code == 422
    assert "changed after this page was shown" in answer.text
    assert office.look().scalars(select(Complaint)).all() == []
    sent = clerk.client.post(f"{call}/send", data={**data, "edition": edition(answer)})
    assert sent.status_code == 303
