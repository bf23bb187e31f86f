"""The page on which somebody who works on a case gives out a new code."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from intake.accounts.roles import Role
from intake.actions.following.enter_code import CodeLeadsTo, enter_code
from intake.actions.following.follow import follow
from intake.actions.people.give_roles import give_roles
from intake.audit.models import AuditEntry
from intake.complaints.content import Identity
from intake.complaints.mailboxes import CodeNotYet
from intake.complaints.unsent import Unsent
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import IdentityMode
from tests.integration.accounts.office import INVESTIGATIONS
from tests.integration.cases.staffed import Staffed, told
from tests.web.staff.visitor import Visitor, new_visitor

CODE = re.compile(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}")


def signed_in(app: Flask, staffed: Staffed, name: str) -> Visitor:
    """The browser of somebody who has just typed the password."""
    visitor = new_visitor(app, staffed.office)
    assert visitor.sign_in(name).status_code == 303
    return visitor


def test_a_new_code_is_shown_once_and_opens_the_complaint(app: Flask, staffed: Staffed) -> None:
    case_id, old = staffed.file_with_code()
    ivy = signed_in(app, staffed, "Ivy")
    assert f"/staff/cases/{case_id}/code" in ivy.get(f"/staff/cases/{case_id}").text
    path = f"/staff/cases/{case_id}/code"
    assert ivy.post(path).status_code == 422, "who asks was not checked"
    answer = ivy.post(path, checked="y")
    found = CODE.search(re.sub(r"</?span[^>]*>", "", answer.text))
    assert found, answer.text
    assert found[0] != old
    seen = follow(staffed.office.look(), context=staffed.context, code=found[0])
    assert seen.known_to_staff
    assert found[0] not in ivy.get(path).text


def test_without_a_name_there_is_no_new_code(app: Flask, staffed: Staffed) -> None:
    def nameless(unsent: Unsent) -> Unsent:
        return replace(told(unsent), identity=Identity(mode=IdentityMode.ANONYMOUS))

    case_id = staffed.file(nameless)
    ivy = signed_in(app, staffed, "Ivy")
    page = ivy.get(f"/staff/cases/{case_id}/code")
    assert "This code can't be replaced" in page.text
    assert "<button" not in page.text.partition("<main")[2].partition("</main>")[0]
    answer = ivy.post(f"/staff/cases/{case_id}/code", page="/staff/calls/new", checked="y")
    assert not CODE.search(answer.text)


def test_a_second_person_confirms_the_code_of_a_colleague(app: Flask, staffed: Staffed) -> None:
    case_id, _old = staffed.file_with_code()
    path = f"/staff/cases/{case_id}/code"
    ivy = signed_in(app, staffed, "Ivy")
    shown = re.sub(r"</?span[^>]*>", "", ivy.post(path, checked="y").text)
    code = CODE.search(shown)
    assert code
    office = staffed.office
    give_roles(
        office.session,
        context=staffed.context,
        by=None,
        staff_id=staffed.members["Sam"].staff_id,
        unit=INVESTIGATIONS,
        roles=frozenset({Role.SUPERVISOR, Role.INTAKE}),
    )
    assert "Confirm the new code" not in ivy.get(path).text
    assert ivy.post(path, agree="1").status_code == 422, "it is her own"
    with pytest.raises(CodeNotYet):
        entered(staffed, code[0])
    sam = signed_in(app, staffed, "Sam")
    assert "Confirm the new code" in sam.get(path).text
    assert sam.post(path, agree="1").status_code == 303
    assert entered(staffed, code[0]) is CodeLeadsTo.COMPLAINT
    kinds = list(office.look().scalars(select(AuditEntry.kind)))
    assert (kinds.count("code_replaced"), kinds.count("code_agreed")) == (1, 1)
    assert sam.post(path, agree="1").status_code == 422, "nothing waits any more"


def entered(staffed: Staffed, code: str) -> CodeLeadsTo:
    """Where a code leads now."""
    hour = timedelta(hours=1)
    return enter_code(
        staffed.office.look(),
        context=staffed.context,
        typed=code,
        new_secret=lambda: b"n" * 32,
        lengths=VisitLengths(idle=hour, after_sending=hour, draft_kept=hour),
        failures_per_minute=60,
    )


@pytest.mark.parametrize("name", ["Inez", "Dan", "Cleo"])
def test_others_give_out_no_code(app: Flask, staffed: Staffed, name: str) -> None:
    case_id = staffed.file()
    visitor = signed_in(app, staffed, name)
    assert visitor.get(f"/staff/cases/{case_id}/code").status_code == 404
    assert f"/staff/cases/{case_id}/code" not in visitor.get(f"/staff/cases/{case_id}").text
