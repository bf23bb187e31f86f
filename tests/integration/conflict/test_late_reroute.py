"""A conflict found later: what is written from then on stays shut to the unit that had the case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from intake.accounts.models import UnitVersion
from intake.accounts.roles import Role
from intake.actions.case import hand_over as hand_over_module
from intake.actions.case.access import CaseNotFound, open_compartment
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import CaseRefused, EventRequest, StaleCase
from intake.actions.case.reroute import Move, reroute_case
from intake.actions.following.follow import follow
from intake.actions.following.replace_code import give_new_code, replace_lost_code
from intake.actions.following.write_to_office import ThreadClosed
from intake.actions.keys.renew import renew_unit
from intake.actions.keys.set_up import set_up_unit
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.access import AccessKind, read_accesses
from intake.cases.former_offices import former_offices
from intake.cases.history import read_events
from intake.cases.models import Case, CaseClockRow
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind, Status
from intake.cases.workflow.guards import RefusalCode
from intake.complaints.compartment import Compartment
from intake.complaints.content import NamedAgency
from intake.complaints.models import Box, Erasable, Mailbox, Part
from intake.complaints.unsent import Unsent
from intake.notify.kinds import NoticeKind
from intake.notify.models import OutboxRow
from intake.rules.entities import Principal
from intake.vault import contexts
from intake.vault.contexts import Recipient
from intake.vault.keys import KeySet
from intake.vault.records import check_key
from tests.integration.accounts.office import (
    BOARD,
    INSTALL_ID,
    INTAKE_UNIT,
    INVESTIGATIONS,
    PLACE,
    REVIEW,
)
from tests.integration.cases.staffed import NARRATIVE, told
from tests.integration.conflict.scene import CIVIL_RIGHTS, Scene

BEFORE, AFTER = "before the case moved", "after the case moved"


def worked(scene: Scene) -> tuple[str, str]:
    """A case that the board has read, written about and answered."""
    case_id, code = scene.staffed.file_with_code()
    scene.open("Ivy", case_id)
    scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
    scene.staffed.do(
        "Ivy", case_id, EventKind.NOTE_ADDED, written={"note": f"a note of the board {BEFORE}"}
    )
    scene.write(code, f"the complainant wrote this {BEFORE}")
    return case_id, code


def test_what_is_written_later_opens_with_no_key_of_the_old_unit(scene: Scene) -> None:
    case_id, code = worked(scene)
    board = scene.board_keys()
    kept = scene.now_held(board)
    scene.move("Sam", case_id, reasons=f"why it moved, told {AFTER}")
    scene.write(code, f"the complainant wrote this {AFTER}")
    scene.staffed.office.clock.advance(minutes=1)
    for event, words in (
        (EventKind.NOTE_ADDED, {"note": f"a note of the inspector {AFTER}"}),
        (EventKind.MESSAGE_SENT, {"message": f"the inspector answers {AFTER}"}),
    ):
        record(scene, "Ines", case_id, event, words)
    assert scene.attack(board) == {}, "no box is left"
    old = " ".join(scene.attack(board, kept=kept).values())
    assert NARRATIVE in old, "what was read stays known to whoever wrote the keys down"
    assert BEFORE in old
    assert AFTER not in old
    new = " ".join(scene.attack(scene.inspector_keys()).values())
    assert new.count(AFTER) == 4
    assert f"the complainant wrote this {BEFORE}" in new
    assert "a note of the board" not in new, "notes stay in the office that wrote them"


def record(
    scene: Scene, name: str, case_id: str, event: EventKind, written: dict[str, str]
) -> None:
    scene.staffed.office.clock.advance(minutes=1)
    record_event(
        scene.session,
        context=scene.staffed.context,
        member=scene.member(name),
        case_id=case_id,
        seen_version=scene.case(case_id).version,
        wanted=EventRequest(event=event, written=written),
    )


def test_the_new_unit_reads_the_thread_and_the_complainant_reads_both(scene: Scene) -> None:
    case_id, code = worked(scene)
    scene.move("Sam", case_id, reasons="the director is a cousin")
    scene.write(code, f"the complainant wrote this {AFTER}")
    record(scene, "Ines", case_id, EventKind.MESSAGE_SENT, {"message": f"we answer {AFTER}"})
    opened = scene.open("Ines", case_id)
    assert opened.content.narrative == NARRATIVE
    assert opened.content.identity is not None
    assert [message.text for message in opened.messages] == [
        f"the complainant wrote this {BEFORE}",
        f"the complainant wrote this {AFTER}",
        f"we answer {AFTER}",
    ]
    assert {"reasons": "the director is a cousin"} in opened.words.values()
    assert all("note" not in words for words in opened.words.values())
    followed = follow(scene.session, context=scene.staffed.context, code=code).cases[0]
    assert [message.text for message in followed.messages] == [
        message.text for message in opened.messages
    ]


def test_the_old_unit_finds_nothing_any_more(scene: Scene) -> None:
    case_id, _code = worked(scene)
    scene.move("Sam", case_id)
    for name in ("Sam", "Ivy", "Otto"):
        with pytest.raises(CaseNotFound):
            scene.open(name, case_id)
    recipients = scene.session.execute(
        select(Box.recipient, Box.recipient_kind, Box.key_version, Box.letters).where(
            Box.case_id == case_id
        )
    ).all()
    units = sorted((r, v, letters) for r, kind, v, letters in recipients if kind == "unit")
    assert units == [(REVIEW, 1, "KITFP"), (REVIEW, 2, "TCP")]
    own = sorted((v, letters) for _, kind, v, letters in recipients if kind != "unit")
    assert own == [(1, "KITLFP"), (2, "TFP")]


def test_id_reference_and_clocks_go_on_and_both_sides_are_told(scene: Scene) -> None:
    case_id, _code = worked(scene)
    before = scene.case(case_id)
    reference, received, agency = before.reference, before.received_day, before.agency
    review_due = scene.session.get_one(CaseClockRow, (case_id, "review", 1)).due_at
    scene.move("Sam", case_id)
    case = scene.case(case_id)
    assert (case.reference, case.received_day, case.agency) == (reference, received, agency)
    assert (case.unit, case.status) == (REVIEW, Status.PRELIMINARY_REVIEW.value)
    assert case.assignee_id is None
    assert case.first_opened_day is None
    assert scene.session.get_one(CaseClockRow, (case_id, "review", 1)).due_at == review_due
    told_to = scene.session.execute(
        select(OutboxRow.kind, OutboxRow.recipient).where(OutboxRow.case_id == case_id)
    ).all()
    assert (NoticeKind.NEW_COMPLAINT.value, REVIEW) in told_to
    assert (NoticeKind.CASE_NEWS.value, INVESTIGATIONS) in told_to
    assert (NoticeKind.CASE_NEWS.value, REVIEW) not in told_to
    logged = scene.session.scalars(
        select(AuditEntry.unit).where(
            AuditEntry.object_id == case_id, AuditEntry.kind == AuditKind.CASE_REROUTED.value
        )
    ).all()
    assert set(logged) == {INVESTIGATIONS, REVIEW}


def test_who_read_it_before_is_known(scene: Scene) -> None:
    case_id, _code = worked(scene)
    scene.move("Sam", case_id)
    (office,) = former_offices(read_events(scene.session, case_id))
    assert (office.unit, office.in_conflict) == (INVESTIGATIONS, True)
    assert office.opened_day is not None
    accesses = {one.unit: one for one in read_accesses(scene.session, case_id)}
    assert accesses[INVESTIGATIONS].until_day is not None
    assert accesses[REVIEW].kind is AccessKind.HOLDS
    assert accesses[REVIEW].until_day is None


def test_moving_on_twice_hands_on_the_thread_and_never_the_notes(scene: Scene) -> None:
    case_id, code = worked(scene)
    scene.move("Sam", case_id)
    scene.open("Ines", case_id)
    record(scene, "Ines", case_id, EventKind.MESSAGE_SENT, {"message": "the inspector asks"})
    record(scene, "Ines", case_id, EventKind.NOTE_ADDED, {"note": "a note of the inspector"})
    scene.move("Ines", case_id, unit=CIVIL_RIGHTS)
    opened = scene.open("Gale", case_id)
    assert [message.text for message in opened.messages] == [
        f"the complainant wrote this {BEFORE}",
        "the inspector asks",
    ]
    assert opened.words == {}
    scene.write(code, f"the complainant wrote this {AFTER}")
    old = " ".join(scene.attack((*scene.board_keys(), *scene.inspector_keys())).values())
    assert old == ""
    assert AFTER in " ".join(m.text or "" for m in scene.open("Gale", case_id).messages)


def test_a_second_mutant_that_seals_to_the_old_unit_is_caught(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, code = worked(scene)
    board = scene.board_keys()
    old_unit = hand_over_receiver(scene)
    honest = hand_over_module._boxes

    def leaky(session, hands, receiver):  # type: ignore[no-untyped-def]
        also = honest(session, hands, old_unit)
        kept = [box for box in also if box["recipient_kind"] == Recipient.UNIT.value]
        return [*honest(session, hands, receiver), *kept]

    monkeypatch.setattr(hand_over_module, "_boxes", leaky)
    scene.move("Sam", case_id)
    scene.write(code, f"the complainant wrote this {AFTER}")
    assert AFTER in " ".join(scene.attack(board).values())


def hand_over_receiver(scene: Scene):  # type: ignore[no-untyped-def]
    from intake.accounts.units.keys import proven_unit

    context = scene.staffed.context
    return proven_unit(
        scene.session, INVESTIGATIONS, install_id=INSTALL_ID, recovery=context.recovery
    )


def test_a_mutant_that_keeps_the_old_keys_is_caught(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, code = worked(scene)
    board = scene.board_keys()
    kept = scene.now_held(board)
    honest = Compartment.with_new_keys

    def lazy(self, letters, *, version=1):  # type: ignore[no-untyped-def]
        made = honest(self, letters, version=version)
        old = self.keys.at(1)["T"]
        place = contexts.check_key(
            self.install_id,
            complaint_id=self.complaint_id,
            case_id=self.case_id,
            version=version,
        )
        same = KeySet({"T": old, "P": check_key(old, place=place)})
        return made.with_keys(same, version=version)

    monkeypatch.setattr(Compartment, "with_new_keys", lazy)
    scene.move("Sam", case_id)
    scene.write(code, f"the complainant wrote this {AFTER}")
    assert AFTER in " ".join(scene.attack(board, kept=kept).values())


def test_keys_that_are_not_those_of_the_record_are_not_written_under(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, code = worked(scene)
    honest = hand_over_module.new_hands

    def other(*, held, handing):  # type: ignore[no-untyped-def]
        made = honest(held=held, handing=handing)
        version = made.compartment.writing_version
        same = made.compartment.with_keys(held.keys.only("TC"), version=version)
        return replace(made, compartment=same)

    monkeypatch.setattr("intake.actions.case.reroute.new_hands", other)
    scene.move("Sam", case_id)
    with pytest.raises(ThreadClosed):
        scene.write(code, f"the complainant wrote this {AFTER}")


def test_the_new_keys_survive_a_new_key_of_the_new_unit(scene: Scene) -> None:
    case_id, code = worked(scene)
    scene.move("Sam", case_id)
    scene.write(code, f"the complainant wrote this {AFTER}")
    session = scene.session
    session.execute(update(UnitVersion).where(UnitVersion.unit == REVIEW).values(stale=True))
    session.commit()
    renew_unit(session, context=scene.staffed.context, member=scene.ines, unit=REVIEW)
    versions = scene.session.scalars(
        select(Box.recipient_version).where(Box.case_id == case_id, Box.recipient == REVIEW)
    ).all()
    assert set(versions) == {2}
    assert len(scene.open("Ines", case_id).messages) == 2


def test_a_new_code_opens_both_threads(scene: Scene) -> None:
    case_id, code = worked(scene)
    scene.move("Sam", case_id)
    scene.write(code, f"the complainant wrote this {AFTER}")
    case = scene.case(case_id)
    own = open_compartment(
        scene.staffed.office.session, context=scene.staffed.context, member=scene.ines, case=case
    )
    new = replace_lost_code(
        scene.staffed.office.session,
        context=scene.staffed.context,
        own=own,
        actor=staff_actor(scene.ines.staff_id),
        unit=REVIEW,
    )
    letters = scene.session.scalars(
        select(Box.letters)
        .join(Mailbox, Mailbox.id == Box.recipient)
        .where(Mailbox.state == "waiting")
    ).all()
    assert sorted(letters) == ["KITFP", "TP"], "never the office's own notes"
    followed = follow(scene.session, context=scene.staffed.context, code=new)
    assert [m.text for m in followed.cases[0].messages] == [
        f"the complainant wrote this {BEFORE}",
        f"the complainant wrote this {AFTER}",
    ]


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        (INVESTIGATIONS, RefusalCode.FIELD_WRONG),
        (f"{PLACE}/oversight-board/intake", RefusalCode.FIELD_WRONG),
        ("nowhere/at-all/unit", RefusalCode.FIELD_WRONG),
    ],
    ids=["itself", "without a key", "unknown"],
)
def test_a_unit_that_cannot_be_sealed_to_gets_nothing(
    scene: Scene, unit: str, code: RefusalCode
) -> None:
    case_id, _ = worked(scene)
    with pytest.raises(CaseRefused) as refused:
        scene.move("Sam", case_id, unit=unit)
    assert [(r.code, r.field) for r in refused.value.refusals] == [(code, "unit")]
    assert unchanged(scene, case_id)


def unchanged(scene: Scene, case_id: str) -> bool:
    """Whether the case is still with the investigators, under its first keys alone."""
    versions = scene.session.scalars(
        select(func.max(Erasable.key_version)).where(Erasable.owner_id == case_id)
    ).one()
    return scene.case(case_id).unit == INVESTIGATIONS and versions == 1


def test_a_unit_named_in_the_complaint_gets_nothing(scene: Scene) -> None:
    def feared(unsent: Unsent) -> Unsent:
        told_ = told(unsent)
        return replace(told_, identity=replace(told_.identity, keep_from=("inspector-general",)))

    case_id = scene.staffed.file(feared)
    scene.open("Ivy", case_id)
    with pytest.raises(CaseRefused) as refused:
        scene.move("Ivy", case_id)
    assert [(r.code, r.field) for r in refused.value.refusals] == [(RefusalCode.CONFLICT, "unit")]
    assert unchanged(scene, case_id)
    scene.move("Ivy", case_id, unit=CIVIL_RIGHTS)
    assert scene.open("Gale", case_id).content.narrative == NARRATIVE


def test_a_unit_left_for_a_conflict_never_gets_it_back(scene: Scene) -> None:
    case_id, _ = worked(scene)
    scene.move("Sam", case_id)
    scene.open("Ines", case_id)
    with pytest.raises(CaseRefused):
        scene.move("Ines", case_id, unit=INVESTIGATIONS)


def test_a_new_case_in_the_wrong_place_is_sent_on_and_may_come_back(scene: Scene) -> None:
    case_id = scene.staffed.file()
    scene.open("Ivy", case_id)
    scene.move("Ivy", case_id, reason=ReasonCode.WRONG_BODY)
    assert scene.case(case_id).status == Status.RECEIVED.value
    scene.open("Ines", case_id)
    scene.move("Ines", case_id, unit=INVESTIGATIONS, reason=ReasonCode.WRONG_BODY)
    assert scene.open("Ivy", case_id).content.narrative == NARRATIVE
    assert scene.case(case_id).unit == INVESTIGATIONS


def test_late_only_a_supervisor_moves_and_only_for_a_conflict(scene: Scene) -> None:
    case_id, _ = worked(scene)
    for name, reason in (
        ("Ivy", ReasonCode.CONFLICT_FOUND),
        ("Inez", ReasonCode.CONFLICT_FOUND),
        ("Sam", ReasonCode.WRONG_BODY),
    ):
        with pytest.raises(CaseRefused):
            scene.move(name, case_id, reason=reason)
    with pytest.raises(CaseNotFound):
        scene.move("Ines", case_id)
    assert unchanged(scene, case_id)


def test_two_people_at_once_one_wins(scene: Scene) -> None:
    case_id, _ = worked(scene)
    seen = scene.case(case_id).version
    record(scene, "Ivy", case_id, EventKind.NOTE_ADDED, {"note": "meanwhile"})
    with pytest.raises(StaleCase):
        reroute_case(
            scene.session,
            context=scene.staffed.context,
            member=scene.member("Sam"),
            case_id=case_id,
            seen_version=seen,
            move=Move(unit=REVIEW, reason=ReasonCode.CONFLICT_FOUND),
        )
    assert unchanged(scene, case_id)


def test_a_conflict_takes_along_every_open_case_that_the_unit_holds(scene: Scene) -> None:
    def two_employers(unsent: Unsent) -> Unsent:
        told_ = told(unsent)
        named = (NamedAgency(agency_id="holding-center"), NamedAgency(agency_id="police"))
        return replace(told_, content=replace(told_.content, agencies=named))

    first = scene.staffed.file(two_employers)
    complaint = scene.case(first).complaint_id
    units = scene.session.scalars(select(Case.unit).where(Case.complaint_id == complaint)).all()
    assert units == [INVESTIGATIONS, INVESTIGATIONS]
    scene.open("Ivy", first)
    scene.move("Ivy", first)
    units = scene.session.scalars(select(Case.unit).where(Case.complaint_id == complaint)).all()
    assert units == [REVIEW, REVIEW]
    assert scene.attack(scene.board_keys()) == {}


def test_an_erased_thread_stays_erased_for_every_version(scene: Scene) -> None:
    case_id, code = worked(scene)
    scene.move("Sam", case_id)
    scene.write(code, f"the complainant wrote this {AFTER}")
    session = scene.session
    session.query(Erasable).filter(Erasable.owner_id == case_id).delete()
    session.commit()
    held = scene.now_held(scene.inspector_keys())
    left = scene.attack(scene.inspector_keys(), kept=held)
    kinds = session.scalars(select(Part.kind).where(Part.id.in_(left))).all()
    assert set(kinds) == {"narrative", "answers", "identity", "manifest"}


def test_a_principal_named_since_keeps_the_entity_from_accepting(scene: Scene) -> None:
    case_id = scene.staffed.file()
    scene.open("Ivy", case_id)
    context = scene.staffed.context
    place = context.configuration.jurisdictions[PLACE]
    board = place.entities["oversight-board"]
    since = Principal("Invented Sergeant", board.principals[0].post, ("a sergeant",))
    named = replace(board, principals=(*board.principals, since))
    entities = {**place.entities, board.id: named}
    places = {**context.configuration.jurisdictions, PLACE: replace(place, entities=entities)}
    changed = replace(context, configuration=replace(context.configuration, jurisdictions=places))
    wanted = EventRequest(event=EventKind.ACCEPTED_FOR_REVIEW)
    with pytest.raises(CaseRefused) as refused:
        record_event(
            scene.session,
            context=changed,
            member=scene.member("Ivy"),
            case_id=case_id,
            seen_version=scene.case(case_id).version,
            wanted=wanted,
        )
    assert refused.value.refusals[0].code is RefusalCode.CONFLICT
    scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)


def test_a_case_that_another_unit_of_the_entity_holds_raises_an_alarm(scene: Scene) -> None:
    office = scene.staffed.office
    head, _ = office.person("Hedy", {INTAKE_UNIT: frozenset({Role.LEAD})})
    set_up_unit(
        scene.session,
        context=scene.staffed.context,
        member=head,
        unit=INTAKE_UNIT,
        typed=office.printed[BOARD],
    )

    def two_units(unsent: Unsent) -> Unsent:
        told_ = told(unsent)
        named = (NamedAgency(agency_id="holding-center"), NamedAgency(agency_id="library"))
        return replace(told_, content=replace(told_.content, agencies=named))

    scene.staffed.file(two_units)
    found = {case.unit: case.id for case in scene.session.scalars(select(Case))}
    assert set(found) == {INVESTIGATIONS, INTAKE_UNIT}
    scene.open("Ivy", found[INVESTIGATIONS])
    scene.move("Ivy", found[INVESTIGATIONS], reason=ReasonCode.WRONG_BODY)
    assert alarms(scene) == 0, "only a conflict concerns the whole complaint"
    scene.open("Ines", found[INVESTIGATIONS])
    scene.move("Ines", found[INVESTIGATIONS], unit=INVESTIGATIONS, reason=ReasonCode.WRONG_BODY)
    scene.open("Ivy", found[INVESTIGATIONS])
    scene.move("Ivy", found[INVESTIGATIONS])
    assert scene.case(found[INTAKE_UNIT]).unit == INTAKE_UNIT
    assert alarms(scene) == 1


def alarms(scene: Scene) -> int:
    kinds = scene.session.scalars(select(OutboxRow.kind)).all()
    return kinds.count(NoticeKind.ADMINISTRATOR_ALARM.value)


def test_a_code_that_came_in_between_makes_the_move_stale(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, _ = worked(scene)
    case = scene.case(case_id)
    ivy = scene.member("Ivy")
    context = scene.staffed.context
    before = open_compartment(scene.session, context=context, member=ivy, case=case)
    give_new_code(scene.session, context=context, member=ivy, case_id=case_id)
    monkeypatch.setattr(
        "intake.actions.case.reroute.open_compartment", lambda *args, **more: before
    )
    with pytest.raises(StaleCase):
        scene.move("Sam", case_id)
    monkeypatch.undo()
    scene.move("Sam", case_id)
    assert scene.case(case_id).unit == REVIEW
