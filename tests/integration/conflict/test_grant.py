"""Others let in to a case: monitors, and a second person from the stand-in for one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from intake.accounts.people import Member
from intake.accounts.roles import Permission, Role
from intake.actions.case.access import CaseNotFound, permissions_in
from intake.actions.case.grant import end_grant, grant_case, possible_grants
from intake.actions.case.reading import OpeningRefused
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import CaseRefused, EventRequest
from intake.actions.case.signed_grants import Grant
from intake.actions.following.follow import follow
from intake.actions.following.write_to_office import withdraw_complaint
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.access import AccessKind, read_accesses
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind, Status
from intake.cases.workflow.guards import RefusalCode
from intake.complaints.content import NamedAgency
from intake.complaints.models import Box, Part
from intake.complaints.unsent import Unsent
from intake.vault.keys import KeyLetter
from tests.integration.accounts.office import INVESTIGATIONS, REVIEW
from tests.integration.cases.staffed import NARRATIVE, told
from tests.integration.conflict.scene import CIVIL_RIGHTS, Scene

K, I, T, C = KeyLetter.CONTENT, KeyLetter.IDENTITY, KeyLetter.THREAD, KeyLetter.CASE  # noqa: E741
APPEAL = AccessKind.DECIDE_APPEAL


def grant(
    scene: Scene,
    case_id: str,
    *,
    by: str = "Sam",
    unit: str = REVIEW,
    kind: AccessKind = APPEAL,
    letters: tuple[KeyLetter, ...] = (K, T, C),
) -> None:
    scene.staffed.office.clock.advance(minutes=1)
    grant_case(
        scene.session,
        context=scene.staffed.context,
        member=scene.member(by),
        case_id=case_id,
        grant=Grant(unit=unit, kind=kind, letters=letters),
    )


def read_case(scene: Scene) -> str:
    """A case that the board has opened and noted something in."""
    case_id = scene.staffed.file()
    scene.open("Ivy", case_id)
    scene.staffed.do("Ivy", case_id, EventKind.NOTE_ADDED, written={"note": "seen"})
    return case_id


def may(scene: Scene, name: str, case_id: str) -> frozenset[Permission]:
    return permissions_in(
        scene.session,
        configuration=scene.staffed.context.configuration,
        member=scene.member(name),
        case=scene.case(case_id),
    )


def test_the_second_person_reads_what_was_granted_and_takes_one_step(scene: Scene) -> None:
    case_id = read_case(scene)
    with pytest.raises(CaseNotFound):
        scene.open("Ines", case_id)
    grant(scene, case_id)
    opened = scene.open("Ines", case_id)
    assert opened.content.narrative == NARRATIVE
    assert opened.content.identity is None, "the name was not granted"
    assert {"note": "seen"} in opened.words.values()
    assert may(scene, "Ines", case_id) == {
        Permission.SEE_CASE,
        Permission.OPEN_COMPLAINT,
        Permission.DECIDE_APPEAL,
    }
    with pytest.raises(CaseRefused) as refused:
        record_event(
            scene.session,
            context=scene.staffed.context,
            member=scene.ines,
            case_id=case_id,
            seen_version=scene.case(case_id).version,
            wanted=EventRequest(event=EventKind.NOTE_ADDED, written={"note": "not theirs"}),
        )
    assert refused.value.refusals[0].code is RefusalCode.NOT_ALLOWED
    by_unit = scene.session.execute(
        select(AuditEntry.unit, AuditEntry.actor_id).where(
            AuditEntry.kind == AuditKind.COMPLAINT_OPENED.value
        )
    ).all()
    assert (REVIEW, scene.ines.staff_id) in by_unit


def test_the_second_person_takes_the_step_that_nobody_here_may(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    scene.open("Ivy", case_id)
    scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
    scene.staffed.office.clock.advance(minutes=1)
    withdraw_complaint(scene.session, context=scene.staffed.context, code=code)
    step = AccessKind.CONFIRM_WITHDRAWAL
    grant(scene, case_id, kind=step)
    record_event(
        scene.session,
        context=scene.staffed.context,
        member=scene.ines,
        case_id=case_id,
        seen_version=scene.case(case_id).version,
        wanted=EventRequest(
            event=EventKind.WITHDRAWAL_CONFIRMED,
            reason=ReasonCode.NO_PRESSURE_CONFIRMED,
            details={"no_pressure": "yes"},
            written={"reasons": "she called and is content", "letter": "We have closed it."},
        ),
    )
    case = scene.case(case_id)
    assert (case.status, case.unit) == (Status.CLOSED.value, INVESTIGATIONS)
    assert {"reasons": "she called and is content"} in scene.open("Sam", case_id).words.values()
    followed = follow(scene.session, context=scene.staffed.context, code=code)
    assert "We have closed it." in [m.text for m in followed.cases[0].messages]


def test_letting_in_opens_no_other_case_of_the_unit(scene: Scene) -> None:
    case_id, other_id = read_case(scene), read_case(scene)
    grant(scene, case_id)
    with pytest.raises(CaseNotFound):
        scene.open("Ines", other_id)
    texts = scene.attack(scene.inspector_keys())
    parts = scene.session.execute(select(Case.complaint_id).where(Case.id == other_id)).scalar_one()
    others = set(scene.session.scalars(select(Part.id).where(Part.complaint_id == parts)))
    assert texts
    assert not others & texts.keys()


def test_ending_it_takes_the_boxes_away(scene: Scene) -> None:
    case_id = read_case(scene)
    grant(scene, case_id)
    grant(scene, case_id, letters=(K,))
    letters = scene.session.scalars(select(Box.letters).where(Box.recipient == REVIEW)).all()
    assert letters == ["KFP"], "a later grant replaces the one before"
    end_grant(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Sam"),
        case_id=case_id,
        unit=REVIEW,
    )
    assert scene.attack(scene.inspector_keys()) == {}
    with pytest.raises(CaseNotFound):
        scene.open("Ines", case_id)
    assert scene.open("Sam", case_id).content.narrative == NARRATIVE
    kept = {one.unit: one.until_day is None for one in read_accesses(scene.session, case_id)}
    assert kept == {INVESTIGATIONS: True, REVIEW: False}


def test_a_change_of_hands_ends_every_grant(scene: Scene) -> None:
    case_id = read_case(scene)
    grant(scene, case_id)
    scene.move("Ivy", case_id, unit=CIVIL_RIGHTS)
    assert scene.attack(scene.inspector_keys()) == {}
    with pytest.raises(CaseNotFound):
        scene.open("Ines", case_id)


def test_only_for_what_the_configuration_foresees(scene: Scene) -> None:
    case_id = read_case(scene)
    possible = possible_grants(scene.staffed.context.configuration, scene.case(case_id))
    assert set(possible) == {REVIEW}
    assert AccessKind.HOLDS not in possible[REVIEW]
    for wrong in (
        {"unit": CIVIL_RIGHTS},
        {"kind": AccessKind.MONITORS},
        {"kind": AccessKind.HOLDS},
        {"unit": INVESTIGATIONS},
        {"letters": ()},
        {"letters": (K, KeyLetter.TAG)},
    ):
        with pytest.raises(CaseRefused):
            grant(scene, case_id, **wrong)  # type: ignore[arg-type]
    for name in ("Ivy", "Dan", "Ines"):
        with pytest.raises(CaseNotFound):
            grant(scene, case_id, by=name)
    assert scene.session.scalars(select(Box).where(Box.recipient == REVIEW)).all() == []


def test_nobody_whom_the_complainant_fears_is_let_in(scene: Scene) -> None:
    def feared(unsent: Unsent) -> Unsent:
        told_ = told(unsent)
        return replace(told_, identity=replace(told_.identity, keep_from=("inspector-general",)))

    case_id = scene.staffed.file(feared)
    scene.open("Ivy", case_id)
    with pytest.raises(CaseRefused) as refused:
        grant(scene, case_id)
    assert refused.value.refusals[0].code is RefusalCode.CONFLICT


def test_before_the_office_has_read_it_nobody_else_does(scene: Scene) -> None:
    case_id = scene.staffed.file()
    grant(scene, case_id)
    with pytest.raises(OpeningRefused):
        scene.open("Ines", case_id)


@pytest.fixture
def mona(scene: Scene) -> Member:
    """A monitor whose unit reads what it is granted, in the state."""
    place = "state-of-ocotillo"
    office, inspector, watchers = (
        scene.staffed.office,
        f"{place}/inspector-general",
        f"{place}/human-rights-commission",
    )
    lead, visit = office.person(
        "Lena", {f"{inspector}/custody": frozenset({Role.LEAD, Role.INTAKE, Role.SUPERVISOR})}
    )
    office.set_up(lead, visit, inspector)
    found, visit = office.person(
        "Mona", {f"{watchers}/policy-monitor": frozenset({Role.LEAD, Role.MONITOR})}
    )
    office.set_up(found, visit, watchers)
    scene.staffed.members |= {"Lena": lead, "Mona": found}
    return found


def test_monitors_read_what_they_were_granted_and_do_nothing(scene: Scene, mona: Member) -> None:
    def about_prison(unsent: Unsent) -> Unsent:
        named = (NamedAgency(agency_id="corrections"),)
        told_ = told(unsent)
        return replace(told_, content=replace(told_.content, agencies=named))

    case_id = scene.file_at("state-of-ocotillo", about_prison)
    unit = f"{scene.case(case_id).entity.partition('/')[0]}/human-rights-commission/policy-monitor"
    scene.open("Lena", case_id)
    grant(scene, case_id, by="Lena", unit=unit, kind=AccessKind.MONITORS, letters=(K,))
    opened = scene.open("Mona", case_id)
    assert opened.content.narrative == NARRATIVE
    assert opened.content.identity is None
    assert opened.words == {}
    assert may(scene, "Mona", case_id) == {Permission.SEE_CASE, Permission.OPEN_COMPLAINT}
    moved = AccessKind.MONITORS, AccessKind.HOLDS
    assert {one.kind for one in read_accesses(scene.session, case_id)} == set(moved)
    assert mona.units() == (unit,)
