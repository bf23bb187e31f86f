"""A case's pages: whose they are, what opening leaves behind, and what becomes of bad input."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from intake.accounts.roles import Role
from intake.actions.case.sight import look_at_case
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.complaints.models import Part
from intake.db.ids import new_id
from intake.web.staff.steps.possible import steps_of
from intake.web.words.events import BUTTONS
from tests.integration.accounts.office import INTAKE_UNIT, INVESTIGATIONS
from tests.integration.cases.staffed import PEOPLE, Staffed
from tests.web.staff.visitor import Visitor, hidden_fields

E = EventKind
WORDS = "Long careful words \u202e{{ 7*7 }}"


@pytest.fixture
def case_id(staffed: Staffed) -> str:
    """A case that was just filed."""
    return staffed.file()


def opened(app: Flask, staffed: Staffed, case_id: str, name: str) -> str:
    """Open the complaint as somebody; the page."""
    visitor = staffed.browser(app, name)
    page = visitor.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert page.status_code == 200, page.text
    return page.text


def signed_in(
    app: Flask, staffed: Staffed, name: str, roles: dict[str, frozenset[Role]]
) -> Visitor:
    """The browser of somebody new, whom nobody let in."""
    staffed.members[name], staffed.visits[name] = staffed.office.person(name, roles)
    return staffed.browser(app, name)


def test_not_yours_looks_like_not_there(app: Flask, staffed: Staffed, case_id: str) -> None:
    roles = frozenset(staffed.context.configuration.unit(INTAKE_UNIT).roles)
    stranger = signed_in(app, staffed, "Uma", {INTAKE_UNIT: roles})
    missing = new_id(staffed.office.random)
    for path in ("", "/do/note_added"):
        yours = stranger.get(f"/staff/cases/{case_id}{path}")
        nowhere = stranger.get(f"/staff/cases/{missing}{path}")
        assert (yours.status_code, nowhere.status_code) == (404, 404)
        assert without_token(yours.text) == without_token(nowhere.text)
    fields = {**hidden_fields(stranger.get("/staff/cases").text), "note": WORDS}
    assert stranger.client.post(f"/staff/cases/{case_id}/open", data=fields).status_code == 404
    post = stranger.client.post(f"/staff/cases/{case_id}/do/note_added", data=fields)
    assert post.status_code == 404
    assert case_id not in stranger.get("/staff/cases").text


def test_nobody_gets_there_without_signing_in(app: Flask, case_id: str) -> None:
    client = app.test_client()
    for path in ("", "/do/note_added"):
        answer = client.get(f"/staff/cases/{case_id}{path}")
        assert answer.status_code == 303
        assert "/staff/sign-in" in answer.location


def test_every_opening_is_a_press_and_a_line_of_the_record(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    ivy = staffed.browser(app, "Ivy")
    assert ivy.get(f"/staff/cases/{case_id}/open").status_code == 405
    assert ivy.client.post(f"/staff/cases/{case_id}/open").status_code == 400
    assert rows(staffed, case_id) == []
    assert "Pagamos" in opened(app, staffed, case_id, "Ivy")
    assert "Pagamos" in opened(app, staffed, case_id, "Inez")
    assert rows(staffed, case_id) == [staffed.members[n].staff_id for n in ("Ivy", "Inez")]
    events = [event.kind for event in staffed.look("Ivy", case_id).events]
    assert events == [E.SUBMITTED, E.FIRST_OPENED]
    lead = staffed.browser(app, "Lou").get(f"/staff/cases/{case_id}").text
    record = re.search(r'aria-labelledby="openings".*?</section>', lead, re.S)
    assert record
    assert re.findall(r"<li>(\w+),", record[0]) == ["Inez", "Ivy"]
    assert "openings" not in staffed.browser(app, "Ivy").get(f"/staff/cases/{case_id}").text


def test_a_new_complaint_opens_first_to_the_intake_role(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    inez = staffed.browser(app, "Inez")
    home = inez.get(f"/staff/cases/{case_id}")
    assert "Someone with the intake role must open" in home.text
    fields = hidden_fields(home.text) or hidden_fields(inez.get("/staff/account").text)
    refused = inez.client.post(f"/staff/cases/{case_id}/open", data=fields)
    assert refused.status_code == 403
    assert "Someone with the intake role must open" in refused.text
    assert rows(staffed, case_id) == []
    opened(app, staffed, case_id, "Duke")
    assert "Pagamos" in opened(app, staffed, case_id, "Inez")
    cleo = staffed.browser(app, "Cleo").get(f"/staff/cases/{case_id}")
    assert "Your roles in this unit do not let you open it" in cleo.text


def test_who_was_not_let_in_learns_who_can_and_loses_no_text(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    nia = signed_in(app, staffed, "Nia", {INVESTIGATIONS: frozenset({Role.INTAKE})})
    refused = nia.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert refused.status_code == 409
    assert "Investigations office" in refused.text
    names = re.findall(r"<li>(\w+)</li>", refused.text)
    assert set(names) == {"Lou", *PEOPLE}
    typed = nia.post(f"/staff/cases/{case_id}/do/note_added", note=WORDS)
    assert typed.status_code == 409
    assert WORDS in typed.text
    beside = nia.post(f"/staff/cases/{case_id}/do/note_added", note=WORDS, aside="open")
    assert beside.status_code == 409
    assert WORDS in beside.text
    assert staffed.case(case_id).version == 1


def test_a_broken_seal_shows_nothing(app: Flask, staffed: Staffed, case_id: str) -> None:
    session = staffed.office.look()
    part = session.scalars(select(Part).where(Part.kind == "narrative")).one()
    part.ciphertext = part.ciphertext[:-1] + bytes([part.ciphertext[-1] ^ 1])
    session.commit()
    ivy = staffed.browser(app, "Ivy")
    answer = ivy.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert answer.status_code == 500
    assert "This complaint cannot be opened" in answer.text
    assert "Pagamos" not in answer.text
    assert "Rosa" not in answer.text


@pytest.mark.parametrize("name", ["Lou", *PEOPLE])
def test_each_step_is_offered_to_whom_the_table_lets(
    app: Flask, staffed: Staffed, case_id: str, name: str
) -> None:
    """The buttons and the table agree, for each person, in two states."""
    opened(app, staffed, case_id, "Ivy")
    for prepare in (None, E.ACCEPTED_FOR_REVIEW):
        if prepare:
            staffed.do("Ivy", case_id, prepare)
        home = staffed.browser(app, name).get(f"/staff/cases/{case_id}").text
        possible = {step.event.value for step in steps_of(staffed.look(name, case_id))}
        linked = set(re.findall(rf"{case_id}/do/(\w+)", home))
        assert linked == possible
        assert possible <= {event.value for event in BUTTONS}


@pytest.mark.parametrize("name", ["Inez", "Dan", "Cleo"])
def test_what_is_not_offered_is_refused_by_a_crafted_post_too(
    app: Flask, staffed: Staffed, case_id: str, name: str
) -> None:
    opened(app, staffed, case_id, "Ivy")
    staffed.do("Ivy", case_id, E.ACCEPTED_FOR_REVIEW)
    browser = staffed.browser(app, name)
    possible = {step.event for step in steps_of(staffed.look(name, case_id))}
    version = str(staffed.case(case_id).version)
    fields = {**hidden_fields(browser.get("/staff/account").text), "version": version}
    for event in set(BUTTONS) - possible:
        answer = browser.client.post(f"/staff/cases/{case_id}/do/{event.value}", data=fields)
        assert answer.status_code in {409, 422}, event
    assert str(staffed.case(case_id).version) == version


def test_forged_and_reading_steps_do_not_exist(app: Flask, staffed: Staffed, case_id: str) -> None:
    ivy = staffed.browser(app, "Ivy")
    for event in ("submit", "first_opened", "opened", "appeal_window_ends", "closed", "x"):
        assert ivy.get(f"/staff/cases/{case_id}/do/{event}").status_code == 404


def test_a_status_in_a_form_is_nothing(app: Flask, staffed: Staffed, case_id: str) -> None:
    ivy = staffed.browser(app, "Ivy")
    ivy.post(f"/staff/cases/{case_id}/do/note_added", note=WORDS, status="closed", unit="x")
    case = staffed.case(case_id)
    assert (case.status, case.unit) == ("received", INVESTIGATIONS)


def test_without_a_token_nothing_is_recorded_and_the_text_is_given_back(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    ivy = staffed.browser(app, "Ivy")
    refused = ivy.client.post(
        f"/staff/cases/{case_id}/do/note_added",
        data={"note": WORDS, "version": "1"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert refused.status_code == 400
    assert WORDS in refused.text
    assert staffed.case(case_id).version == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Fill in this field."),
        ("   \n ", "Fill in this field."),
        ("x" * 20_003, "Shorten this by 3 characters"),
        ("a\0b", "cannot be saved"),
    ],
)
def test_text_that_cannot_be_kept_is_named_and_stays(
    app: Flask, staffed: Staffed, case_id: str, text: str, says: str
) -> None:
    ivy = staffed.browser(app, "Ivy")
    answer = ivy.post(f"/staff/cases/{case_id}/do/note_added", note=text)
    assert answer.status_code == 422
    assert says in answer.text
    assert text.strip("\0 \n")[:50] in answer.text
    assert staffed.case(case_id).version == 1


def test_a_day_lies_between_the_first_one_and_today(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    ivy = staffed.browser(app, "Ivy")
    there = f"/staff/cases/{case_id}/do/message_received"
    for day in ("2026-03-01", "2026-03-03", "yesterday"):
        answer = ivy.post(there, message=WORDS, on_day=day)
        assert answer.status_code == 422
        assert f'value="{day}"' in answer.text
        assert WORDS in answer.text
    assert ivy.post(there, message=WORDS, on_day="2026-03-02").status_code == 303


def test_cases_are_joined_by_reference_within_the_unit(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    other = staffed.case(staffed.file()).reference
    lou = staffed.browser(app, "Lou")
    there = f"/staff/cases/{case_id}/do/join"
    own = staffed.case(case_id).reference
    for typed in ("", "2026-XXXXXX", own, "nonsense"):
        assert lou.post(there, case=typed, reason="same_incident").status_code == 422
    assert lou.post(there, case=other.lower(), reason="same_incident").status_code == 303
    assert f"<dd>{other}</dd>" in lou.get(f"/staff/cases/{case_id}").text


def test_only_people_of_the_unit_are_assigned(app: Flask, staffed: Staffed, case_id: str) -> None:
    signed_in(app, staffed, "Uma", {INTAKE_UNIT: frozenset({Role.INTAKE})})
    lou = staffed.browser(app, "Lou")
    there = f"/staff/cases/{case_id}/do/assigned"
    page = lou.get(there).text
    assert ">Inez</option>" in page or "Inez\n" in page
    assert "Uma" not in page
    assert lou.post(there, assignee=staffed.members["Uma"].staff_id).status_code == 422
    assert staffed.case(case_id).assignee_id is None


def test_a_proposed_letter_never_replaces_what_was_typed(
    app: Flask, staffed: Staffed, case_id: str
) -> None:
    opened(app, staffed, case_id, "Ivy")
    staffed.do("Ivy", case_id, E.ACCEPTED_FOR_REVIEW)
    sam = staffed.browser(app, "Sam")
    there = f"/staff/cases/{case_id}/do/close_administratively"
    answer = sam.post(there, reason="duplicate", reasons="Why.", letter="My own", aside="letter")
    letter = re.search(r'<textarea[^>]*name="letter"[^>]*>(.*?)</textarea>', answer.text, re.S)
    assert letter
    assert letter[1].strip().startswith("My own")
    assert "Why." in letter[1]
    assert staffed.case(case_id).status == "preliminary_review"


def test_a_closed_case_offers_what_is_left(app: Flask, staffed: Staffed, case_id: str) -> None:
    opened(app, staffed, case_id, "Ivy")
    staffed.do("Ivy", case_id, E.ACCEPTED_FOR_REVIEW)
    staffed.do(
        "Sam",
        case_id,
        E.CLOSED_ADMINISTRATIVELY,
        reason=ReasonCode.DUPLICATE,
        written={"reasons": "Twice."},
    )
    sam = staffed.browser(app, "Sam")
    home = sam.get(f"/staff/cases/{case_id}").text
    assert "Reopen the case" in home
    assert "do/close_administratively" not in home
    assert case_id not in sam.get("/staff/cases").text
    assert case_id in sam.get("/staff/cases?shown=closed").text


def rows(staffed: Staffed, case_id: str) -> list[str | None]:
    """Who opened the complaint, by the record, in order."""
    found = staffed.office.look().scalars(
        select(AuditEntry.actor_id)
        .where(AuditEntry.object_id == case_id, AuditEntry.kind == AuditKind.COMPLAINT_OPENED.value)
        .order_by(AuditEntry.at)
    )
    return list(found)


def without_token(html: str) -> str:
    """A page without what differs from one answer to the next."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", html)


def test_the_sight_of_a_case_holds_nothing_sealed(staffed: Staffed, case_id: str) -> None:
    sight = look_at_case(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members["Ivy"],
        case_id=case_id,
    )
    assert "Pagamos" not in repr(sight)
