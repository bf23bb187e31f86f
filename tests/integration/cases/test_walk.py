"""A case from the first look to its closing, by pages alone, on each database."""

from __future__ import annotations

import re
from dataclasses import replace

from intake.actions.following.follow import follow
from intake.cases.vocabulary import ClosingReason, EventKind, RollUp, Status
from intake.complaints.vocabulary import MessageKind
from tests.integration.cases.desk import Desk, handed_in, hidden
from tests.integration.cases.staffed import NARRATIVE

E = EventKind


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
    asked = desk.sends("Dan", E.FINDINGS_APPROVED, aside="letter")
    assert asked.status_code == 200
    letter = re.search(r'<textarea[^>]*name="letter"[^>]*>(.*?)</textarea>', asked.text, re.S)
    assert letter
    assert "fourteen hours" in letter[1]
    desk.fills("Dan", E.FINDINGS_APPROVED, letter="Encontramos que pasó y que rompió la regla.")
    case = desk.staffed.case(desk.case_id)
    assert (case.status, case.disposition) == ("findings_issued", RollUp.PARTIALLY_SUSTAINED)
    desk.fills(
        "Cleo", E.AGENCY_RESPONSE_RECORDED, answer="accepted", response="We changed the form."
    )
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
    desk.presses("Ivy", E.ACCEPTED_FOR_REVIEW)
    proposed = desk.sends(
        "Sam",
        E.CLOSED_ADMINISTRATIVELY,
        reason="duplicate",
        reasons="See the one of May.",
        aside="letter",
    )
    assert "See the one of May." in proposed.text
    refused = desk.sends("Sam", E.CLOSED_ADMINISTRATIVELY, reason="duplicate", letter="Adiós.")
    assert refused.status_code == 422
    assert "Adiós." in refused.text
    assert desk.status is Status.PRELIMINARY_REVIEW
    desk.fills(
        "Sam",
        E.CLOSED_ADMINISTRATIVELY,
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
    assert "You investigated this case, so" in crafted.text
    assert "I found that I was right." in crafted.text
    assert desk.status == "findings_review"
    desk.fills("Dan", E.FINDINGS_APPROVED, letter="Decidido.")
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


def test_a_note_in_which_nothing_is_seen_is_no_note(desk: Desk) -> None:
    desk.opens("Ivy")
    ivy = desk.of("Ivy")
    there = f"{desk.home}/do/note_added"
    seen = ivy.get(there)
    empty = ivy.client.post(there, data={**hidden(seen.text), "note": "\u3164\u200b"})
    assert empty.status_code == 422


def test_a_step_that_has_become_impossible_keeps_the_text_too(desk: Desk) -> None:
    desk.opens("Ivy")
    ivy = desk.of("Ivy")
    there = f"{desk.home}/do/acknowledged"
    seen = ivy.get(there)
    desk.fills("Cleo", E.ACKNOWLEDGED, message="Thank you.")
    late = ivy.client.post(there, data={**hidden(seen.text), "message": "My own long text"})
    assert late.status_code == 409
    assert "My own long text" in late.text
    assert "This is already done." in late.text
