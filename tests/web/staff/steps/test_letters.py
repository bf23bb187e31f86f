"""Proposed letters in each language, compared with golden files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from intake.actions.case.reading import open_case
from intake.actions.case.recording import EventRequest
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.complaints.unsent import Unsent
from intake.web.staff.steps.letters import FIELD_OF, proposed_letter
from tests.integration.cases.staffed import Staffed, told

E = EventKind
GOLDEN = Path(__file__).parents[3] / "data" / "letters"
FINDING: dict[str, Any] = {"standard_of_proof": "preponderance"}


def in_language(language: str) -> Callable[[Unsent], Unsent]:
    """The same complaint, told in another language."""

    def change(unsent: Unsent) -> Unsent:
        unsent = told(unsent)
        return replace(unsent, content=replace(unsent.content, language=language))

    return change


def decided(staffed: Staffed, case_id: str) -> None:
    """Take a case to findings of three kinds that wait for approval."""
    open_case(
        staffed.office.session,
        context=staffed.context,
        member=staffed.members["Ivy"],
        case_id=case_id,
    )
    staffed.do("Ivy", case_id, E.ACCEPTED_FOR_REVIEW)
    for rule, subject in (("R1", "person"), ("R2", "person"), ("R6", "agency"), ("R9", "unknown")):
        staffed.do(
            "Ivy", case_id, E.ALLEGATION_FRAMED, rule=rule, subject=subject, retaliation="no"
        )
    staffed.do("Lou", case_id, E.INVESTIGATION_OPENED)
    ids = [a.id for a in staffed.look("Inez", case_id).facts.state.allegations]
    findings: tuple[tuple[str, dict[str, Any], dict[str, str]], ...] = (
        ("sustained", {}, {"reasons": "Fourteen hours more than the order allows."}),
        ("exonerated", {"exception_applied": "court_order"}, {"reasons": "There was an order."}),
        ("policy_failure", {}, {"reasons": "No rule was written.", "recommendation": "Write it."}),
        ("no_finding", {"no_finding_reason": "complainant_unavailable"}, {"reasons": "No one."}),
    )
    for id_, (disposition, details, written) in zip(ids, findings, strict=True):
        staffed.do(
            "Inez",
            case_id,
            E.FINDING_SET,
            written=written,
            allegation=id_,
            disposition=disposition,
            **FINDING,
            **details,
        )


WANTED = {
    E.CLOSED_ADMINISTRATIVELY: EventRequest(
        event=E.CLOSED_ADMINISTRATIVELY,
        reason=ReasonCode.INSUFFICIENT_INFORMATION,
        written={"reasons": "We asked twice: {{ 7*7 }} <b>&amp;</b>"},
    ),
    E.WITHDRAWAL_CONFIRMED: EventRequest(event=E.WITHDRAWAL_CONFIRMED),
    E.DECISION_UPHELD: EventRequest(event=E.DECISION_UPHELD, written={"reasons": "It stands."}),
    E.REFERRED_OUT: EventRequest(
        event=E.REFERRED_OUT,
        reason=ReasonCode.OUTSIDE_THIS_BODY,
        details={
            "receiving_body": "saguaro-city/inspector-general",
            "personal_data_consent": "yes",
        },
    ),
    E.EXTENDED: EventRequest(event=E.EXTENDED, reason=ReasonCode.AGENCY_DELAY),
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_letter_reads_as_it_should(app: Flask, staffed: Staffed, language: str) -> None:
    case_id = staffed.file(in_language(language))
    decided(staffed, case_id)
    opened = open_case(
        staffed.office.session,
        context=staffed.context,
        member=staffed.members["Dan"],
        case_id=case_id,
    )
    sight = staffed.look("Dan", case_id)
    with app.test_request_context("/staff/cases"):
        for event in FIELD_OF.keys() - {E.LETTER_SENT, E.DECISION_MODIFIED, E.SUSPENDED}:
            letter = proposed_letter(
                event,
                sight,
                configuration=staffed.context.configuration,
                wanted=WANTED.get(event),
                opened=opened,
            ).replace(sight.case.reference, "2026-K7M3QX")
            golden = GOLDEN / f"{event.value}.{language}.txt"
            assert letter == golden.read_text(encoding="utf-8"), golden.name


def test_a_language_without_texts_gets_the_english_letter(app: Flask, staffed: Staffed) -> None:
    case_id = staffed.file(in_language("vi"))
    assert staffed.case(case_id).language == "other"
    with app.test_request_context("/staff/cases"):
        letter = proposed_letter(
            E.ACKNOWLEDGED,
            staffed.look("Ivy", case_id),
            configuration=staffed.context.configuration,
        )
    assert letter.startswith("On March 2, 2026, you filed")


def test_nothing_sealed_is_in_a_letter_until_the_case_is_opened(
    app: Flask, staffed: Staffed
) -> None:
    case_id = staffed.file()
    decided(staffed, case_id)
    with app.test_request_context("/staff/cases"):
        letter = proposed_letter(
            E.FINDINGS_APPROVED,
            staffed.look("Dan", case_id),
            configuration=staffed.context.configuration,
        )
    assert "Fourteen hours" not in letter
    assert "Encontramos" in letter
