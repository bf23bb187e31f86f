"""A case from the first look to its closing, by pages alone, on each database."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.actions.following import follow
from intake.cases.vocabulary import ClosingReason, EventKind, RollUp, Status
from intake.complaints.messages import MessageKind
from tests.integration.cases.staffed import NARRATIVE, Staffed
from tests.web.staff.visitor import Visitor

E = EventKind


@dataclass
class Desk:
    """A case, and the browsers of the people who work on it."""

    app: Flask
    staffed: Staffed
    case_id: str
    code: str

    @property
    def home(self) -> str:
        """The case's page."""
        return f"/staff/cases/{self.case_id}"

    def of(self, name: str) -> Visitor:
        """Somebody's browser."""
        self.staffed.office.clock.advance(seconds=5)
        return self.staffed.browser(self.app, name)

    def read(self, name: str) -> str:
        """What the case's page says to somebody."""
        page = self.of(name).get(self.home)
        assert page.status_code == 200
        return page.text

    def opens(self, name: str) -> str:
        """What the page says once the complaint is opened."""
        page = self.of(name).post(f"{self.home}/open", page=self.home)
        assert page.status_code == 200, page.text
        return page.text

    def presses(self, name: str, event: EventKind) -> None:
        """Press a button that asks nothing."""
        there = f"{self.home}/do/{event.value}"
        assert there in self.read(name)
        self.done(self.of(name).post(there, page=self.home))

    def fills(self, name: str, event: EventKind, **fields: str) -> None:
        """Fill in the form of a step and send it."""
        self.done(self.sends(name, event, **fields))

    def sends(self, name: str, event: EventKind, **fields: str) -> TestResponse:
        """Send the form of a step, whatever comes of it."""
        return self.of(name).post(f"{self.home}/do/{event.value}", **fields)

    def done(self, answer: TestResponse) -> None:
        """It was recorded, and the answer leads back to the case."""
        assert answer.status_code == 303, summary(answer.text)
        assert answer.location.split("?")[0] == self.home

    @property
    def status(self) -> Status:
        """The state of the case."""
        return Status(self.staffed.case(self.case_id).status)


def summary(html: str) -> str:
    """What a page says in its summary of errors and notices."""
    return re.sub(r"<[^>]+>|\s+", " ", " ".join(re.findall(r'role="alert".*?</div>', html, re.S)))


@pytest.fixture
def desk(app: Flask, staffed: Staffed) -> Desk:
    """A case that was just filed."""
    case_id, code = staffed.file_with_code()
    return Desk(app, staffed, case_id, code)


def framed(desk: Desk) -> list[str]:
    """Take the case to the investigation with two allegations; their ids."""
    desk.opens("Ivy")
    desk.fills("Ivy", E.ACKNOWLEDGED)
    desk.presses("Ivy", E.ACCEPT_FOR_REVIEW)
    for subject, name in (("person", "Sergeant Invented, badge 12"), ("agency", "")):
        desk.fills(
            "Ivy",
            E.ALLEGATION_FRAMED,
            rule="R1",
            subject=subject,
            retaliation="no",
            subject_name=name,
        )
    desk.fills("Lou", E.ASSIGNED, assignee=desk.staffed.members["Inez"].staff_id)
    desk.presses("Lou", E.OPEN_INVESTIGATION)
    assert desk.status is Status.UNDER_INVESTIGATION
    state = desk.staffed.look("Inez", desk.case_id).facts.state
    return [allegation.id for allegation in state.allegations]


def handed_in(desk: Desk, by: str = "Inez") -> None:
    """Take the case to the review of its findings."""
    first, second = framed(desk)
    desk.fills(
        by,
        E.FINDING_SET,
        allegation=first,
        disposition="sustained",
        standard_of_proof="preponderance",
        reasons="The log shows fourteen hours more.",
    )
    desk.fills(
        by,
        E.FINDING_SET,
        allegation=second,
        disposition="policy_failure",
        standard_of_proof="preponderance",
        reasons="Nobody was told what to do.",
        recommendation="Write it down and train it.",
    )
    desk.presses(by, E.SUBMIT_FINDINGS)
    assert desk.status is Status.FINDINGS_REVIEW


def test_from_the_first_look_to_the_closing(desk: Desk) -> None:
    assert NARRATIVE.split()[0] not in desk.read("Ivy")
    opened = desk.opens("Ivy")
    assert "Pagamos la fianza el lunes. Sigue adentro. \u202e&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in opened
    assert "Rosa Invented" in opened
    assert "my cousin at the front desk" in opened
    handed_in(desk)
    # The letter is proposed in the complainant's language, with the reasons once it is opened.
    form = desk.of("Dan").get(f"{desk.home}/do/approve").text
    assert "Pasó y rompió la regla" in form or "Encontramos que" in form, form
    assert "fourteen hours" not in form
    asked = desk.sends("Dan", E.APPROVE, aside="letter")
    assert asked.status_code == 200
    letter = re.search(r'<textarea[^>]*name="letter"[^>]*>(.*?)</textarea>', asked.text, re.S)
    assert letter
    assert "fourteen hours" in letter[1]
    desk.fills("Dan", E.APPROVE, letter="Encontramos que pasó y que rompió la regla.")
    case = desk.staffed.case(desk.case_id)
    assert (case.status, case.disposition) == ("findings_issued", RollUp.PARTIALLY_SUSTAINED)
    desk.fills("Cleo", E.AGENCY_RESPONSE_RECORDED, response="We changed the form.")
    # The complainant reads the letter with the code.
    followed = follow(
        desk.staffed.office.look(),
        context=replace(desk.staffed.context, keyring=desk.staffed.resident_keyring),
        code=desk.code,
    )
    letters = [m for m in followed.cases[0].messages if m.kind is MessageKind.LETTER]
    assert [m.text for m in letters] == ["Encontramos que pasó y que rompió la regla."]
    assert "Sergeant Invented" in desk.opens("Inez")


def test_closing_without_a_finding_with_reasons_and_a_letter(desk: Desk) -> None:
    desk.opens("Ivy")
    desk.presses("Ivy", E.ACCEPT_FOR_REVIEW)
    proposed = desk.sends(
        "Sam",
        E.CLOSE_ADMINISTRATIVELY,
        reason="duplicate",
        reasons="See the one of May.",
        aside="letter",
    )
    assert "See the one of May." in proposed.text
    refused = desk.sends("Sam", E.CLOSE_ADMINISTRATIVELY, reason="duplicate", letter="Adiós.")
    assert refused.status_code == 422
    assert "Adiós." in refused.text
    assert desk.status is Status.PRELIMINARY_REVIEW
    desk.fills(
        "Sam",
        E.CLOSE_ADMINISTRATIVELY,
        reason="duplicate",
        reasons="See the one of May.",
        letter="Adiós.",
    )
    assert desk.staffed.case(desk.case_id).closing_reason == ClosingReason.DUPLICATE
    page = desk.opens("Sam")
    assert "Adiós." in page
    assert "See the one of May." in page


def test_nobody_approves_own_findings_by_a_second_role(desk: Desk) -> None:
    handed_in(desk, by="Otto")
    assert "do/approve" not in desk.read("Otto")
    otto = desk.of("Otto")
    home = otto.get(desk.home).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', home)
    assert token
    crafted = otto.client.post(
        f"{desk.home}/do/approve",
        data={
            "csrf_token": token[1],
            "version": str(desk.staffed.case(desk.case_id).version),
            "letter": "I found that I was right.",
        },
    )
    assert crafted.status_code == 422
    assert "You investigated this case." in crafted.text
    assert "I found that I was right." in crafted.text
    assert desk.status == "findings_review"
    desk.fills("Dan", E.APPROVE, letter="Decidido.")
    assert desk.status == "findings_issued"


def test_of_two_who_act_one_wins_and_the_other_loses_no_text(desk: Desk) -> None:
    desk.opens("Ivy")
    ivy = desk.of("Ivy")
    there = f"{desk.home}/do/note_added"
    seen = ivy.get(there)
    desk.fills("Lou", E.ASSIGNED, assignee=desk.staffed.members["Inez"].staff_id)
    late = ivy.client.post(there, data={**hidden(seen.text), "note": "What I typed\nmeanwhile"})
    assert late.status_code == 409
    assert "What I typed\nmeanwhile" in late.text
    assert "Assigned" in late.text
    assert "Lou" in late.text
    again = ivy.client.post(there, data={**hidden(late.text), "note": "What I typed\nmeanwhile"})
    desk.done(again)
    assert "What I typed\nmeanwhile" in desk.opens("Ivy")


def test_a_step_that_has_become_impossible_keeps_the_text_too(desk: Desk) -> None:
    desk.opens("Ivy")
    ivy = desk.of("Ivy")
    there = f"{desk.home}/do/acknowledged"
    seen = ivy.get(there)
    desk.fills("Cleo", E.ACKNOWLEDGED, message="Thank you.")
    late = ivy.client.post(there, data={**hidden(seen.text), "message": "My own long text"})
    assert late.status_code == 409
    assert "My own long text" in late.text
    assert "This was done already." in late.text


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page."""
    fields = re.findall(r'<input[^>]*name="(csrf_token|version)"[^>]*value="([^"]*)"', html)
    swapped = re.findall(r'<input[^>]*value="([^"]*)"[^>]*name="(csrf_token|version)"', html)
    return dict(fields) | {name: value for value, name in swapped}
