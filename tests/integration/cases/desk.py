"""A case on the desks of a unit: browsers of its people, who work on it by pages alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask
from werkzeug.test import TestResponse

from intake.cases.vocabulary import EventKind, Status
from tests.integration.cases.staffed import Staffed
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


def framed(desk: Desk) -> list[str]:
    """Take the case to the investigation with two allegations; their ids."""
    desk.opens("Ivy")
    desk.fills("Ivy", E.ACKNOWLEDGED)
    desk.presses("Ivy", E.ACCEPTED_FOR_REVIEW)
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
    desk.presses("Lou", E.INVESTIGATION_OPENED)
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
    desk.presses(by, E.FINDINGS_SUBMITTED)
    assert desk.status is Status.FINDINGS_REVIEW


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page."""
    fields = re.findall(r'<input[^>]*name="(csrf_token|version)"[^>]*value="([^"]*)"', html)
    swapped = re.findall(r'<input[^>]*value="([^"]*)"[^>]*name="(csrf_token|version)"', html)
    return dict(fields) | {name: value for value, name in swapped}
