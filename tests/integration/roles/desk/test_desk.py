"""Staff work a case under their role; the complainant then acts on it under the residents' role."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.following.follow import follow
from intake.actions.following.write_to_office import withdraw_complaint, write_to_offices
from intake.cases.models import Allegation
from tests.integration.cases.desk import Desk, handed_in

pytestmark = pytest.mark.postgres


def findings(desk: Desk) -> list[tuple[object, ...]]:
    """What is stored of the findings."""
    one = Allegation
    wanted = select(one.id, one.state, one.disposition, one.reasons_part_id, one.found_by_id)
    return [tuple(row) for row in desk.staffed.office.look().execute(wanted.order_by(one.id))]


def test_a_complainant_acts_on_a_case_with_findings_and_changes_none(
    desk: Desk, resident_session: Session
) -> None:
    desk.opens("Ivy")
    handed_in(desk)
    before = findings(desk)
    assert before
    assert all(None not in row for row in before)
    context = replace(desk.staffed.context, keyring=desk.staffed.resident_keyring)
    told = write_to_offices(resident_session, context=context, code=desk.code, text="Sigo aquí.")
    assert told == 1
    assert withdraw_complaint(resident_session, context=context, code=desk.code) == 1
    followed = follow(resident_session, context=context, code=desk.code)
    assert followed.cases[0].messages[-1].text == "Sigo aquí."
    assert findings(desk) == before
