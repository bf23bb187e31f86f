"""The complainant moves a case away with the code alone: no office has to agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from intake.actions.case.access import CaseNotFound
from intake.actions.following.follow import follow
from intake.actions.following.reroute_own import NotMovable, own_receiver, reroute_own
from intake.cases.former_offices import former_offices
from intake.cases.history import read_events
from intake.cases.models import Case
from intake.cases.vocabulary import EventKind, Status
from intake.complaints.content import NamedAgency
from intake.complaints.mailboxes import CodeUnknown
from intake.complaints.unsent import Unsent
from intake.routing import NobodyLeft
from intake.vault.symbols.codes import new_code
from tests.integration.accounts.office import INVESTIGATIONS, REVIEW
from tests.integration.cases.staffed import NARRATIVE, told
from tests.integration.conflict.scene import CIVIL_RIGHTS, Scene


def moved(scene: Scene, code: str, case_id: str) -> str:
    """Move a case as the complainant, on the residents' host."""
    scene.staffed.office.clock.advance(minutes=1)
    context = replace(scene.staffed.context, keyring=scene.staffed.resident_keyring)
    assert own_receiver(scene.session, context=context, code=code, case_id=case_id)
    return reroute_own(scene.session, context=context, code=code, case_id=case_id)


def test_the_stand_in_gets_it_and_the_old_unit_opens_nothing(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    board = scene.board_keys()
    assert NARRATIVE in scene.attack(board).values()
    assert moved(scene, code, case_id) == REVIEW
    assert scene.attack(board) == {}
    scene.write(code, "to whoever reads this now")
    opened = scene.open("Ines", case_id)
    assert opened.content.narrative == NARRATIVE
    assert [message.text for message in opened.messages] == ["to whoever reads this now"]
    with pytest.raises(CaseNotFound):
        scene.open("Ivy", case_id)
    (office,) = former_offices(read_events(scene.session, case_id))
    assert (office.unit, office.opened_day, office.in_conflict) == (INVESTIGATIONS, None, True)


def test_the_complainant_is_told_who_read_it(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    scene.open("Ivy", case_id)
    moved(scene, code, case_id)
    case = follow(scene.session, context=scene.staffed.context, code=code).cases[0]
    assert [(one.unit, one.opened_day is not None) for one in case.former] == [
        (INVESTIGATIONS, True)
    ]
    assert case.entity == REVIEW.rpartition("/")[0]
    assert case.first_opened_day is None


def test_it_goes_on_in_the_review_if_it_was_begun(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    scene.open("Ivy", case_id)
    scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
    moved(scene, code, case_id)
    assert scene.case(case_id).status == Status.PRELIMINARY_REVIEW.value


def test_nobody_gets_it_twice(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    assert moved(scene, code, case_id) == REVIEW
    assert moved(scene, code, case_id) == CIVIL_RIGHTS
    with pytest.raises(NobodyLeft):
        moved(scene, code, case_id)
    assert scene.open("Gale", case_id).content.narrative == NARRATIVE


def test_every_open_case_of_that_office_goes_along(scene: Scene) -> None:
    def two_employers(unsent: Unsent) -> Unsent:
        told_ = told(unsent)
        named = (NamedAgency(agency_id="holding-center"), NamedAgency(agency_id="police"))
        return replace(told_, content=replace(told_.content, agencies=named))

    case_id, code = scene.staffed.file_with_code(two_employers)
    moved(scene, code, case_id)
    assert set(scene.session.scalars(select(Case.unit))) == {REVIEW}
    assert scene.attack(scene.board_keys()) == {}


def test_only_the_own_open_cases_move(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    other_id, other_code = scene.staffed.file_with_code()
    with pytest.raises(NotMovable):
        moved(scene, other_code, case_id)
    with pytest.raises(CodeUnknown):
        moved(scene, new_code(scene.staffed.office.random), case_id)
    assert {scene.case(case_id).unit, scene.case(other_id).unit} == {INVESTIGATIONS}
    session = scene.session
    session.get_one(Case, case_id).status = Status.CLOSED.value
    session.get_one(Case, case_id).version += 1
    session.commit()
    with pytest.raises(NotMovable):
        moved(scene, code, case_id)
