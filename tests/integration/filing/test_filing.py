"""Filing: what is written, who can open it, and that it happens once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.complaint.filing import NothingTold, file_draft
from intake.actions.following.visit import find_visit
from intake.audit.models import AuditEntry
from intake.cases.models import Case, CaseAccess, CaseClockRow, CaseEventRow, CaseRule
from intake.complaints.content import Identity, NamedAgency
from intake.complaints.models import Box, Complaint, Draft, Part, UpdateAddress
from intake.complaints.opened import open_complaint
from intake.complaints.parts import PartKind
from intake.complaints.unsent import DraftGone, Unsent
from intake.complaints.update_addresses import open_update_address
from intake.ledger.models import LogEntry, LogEvent, TagKey
from intake.notify.models import OutboxRow
from intake.vault.errors import SealBroken, VaultError
from intake.vault.server.files import Process
from tests.fixtures.compartments import opened_by_code, opened_by_unit, place_of
from tests.integration.filing.steps import (
    CONTENT,
    IDENTITY,
    NARRATIVE,
    SECRET,
    save,
    sent,
    told,
    written,
)
from tests.integration.filing.world import (
    INSTALL_ID,
    INTAKE_UNIT,
    INVESTIGATIONS,
    REVIEW,
    World,
)


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_one_agency_makes_one_sealed_routed_clocked_case(session: Session, world: World) -> None:
    _code, filed = sent(session, world)
    complaint = session.get_one(Complaint, filed.complaint_id)
    case = session.scalars(select(Case)).one()
    assert (complaint.urgency, complaint.held_now) == ("critical", True)
    assert (complaint.identity_mode, complaint.complainant_role) == ("confidential", "family")
    assert complaint.language == "es"
    assert complaint.received_day == complaint.entered_day == date(2026, 3, 2)
    assert (case.unit, case.agency, case.status) == (INVESTIGATIONS, "holding-center", "received")
    assert case.reference == complaint.reference == filed.reference
    assert case.next_due_at == min(session.scalars(select(CaseClockRow.due_at)))
    assert case.queue_key.startswith("0")
    assert {row.rule for row in session.scalars(select(CaseRule))} == {"R1"}
    event = session.scalars(select(CaseEventRow)).one()
    assert (event.seq, event.kind, event.to_status) == (1, "submit", "received")
    assert session.scalars(select(CaseAccess.unit)).all() == [INVESTIGATIONS]
    assert count(session, Draft) == 0


def test_filing_writes_record_outbox_and_log(session: Session, world: World) -> None:
    _code, filed = sent(session, world)
    notice = session.scalars(select(OutboxRow)).one()
    assert (notice.kind, notice.recipient) == ("new_urgent_complaint", INVESTIGATIONS)
    audit = session.scalars(select(AuditEntry)).one()
    assert (audit.kind, audit.actor_kind, audit.actor_id) == (
        "complaint_filed",
        "complainant",
        None,
    )
    events = session.scalars(select(LogEvent).order_by(LogEvent.seq)).all()
    assert [event.kind for event in events] == ["received", "status"]
    assert count(session, LogEntry) == 2
    assert session.get_one(TagKey, filed.complaint_id)


def test_unit_and_complainant_open_what_was_typed(session: Session, world: World) -> None:
    code, filed = sent(session, world)
    complaint = session.get_one(Complaint, filed.complaint_id)
    case_id = filed.cases[0].id
    key = world.unit_key(INVESTIGATIONS)
    unit = opened_by_unit(session, filed.cases[0], key, install_id=INSTALL_ID)
    own = opened_by_code(session, code, install_id=INSTALL_ID)
    assert set(own) == {case_id}
    assert "".join(unit.keys.letters) == "KITCFP"
    assert "".join(own[case_id].keys.letters) == "KITLFP"
    for reader in (unit, own[case_id]):
        opened = open_complaint(session, complaint=complaint, compartment=reader)
        assert opened.narrative == NARRATIVE
        assert opened.content == CONTENT
        assert opened.identity == IDENTITY


def test_no_other_unit_has_a_box_or_opens_one(session: Session, world: World) -> None:
    sent(session, world)
    boxes = session.scalars(select(Box)).all()
    assert {box.recipient for box in boxes if box.recipient_kind == "unit"} == {INVESTIGATIONS}
    for unit in set(world.unit_keys) - {INVESTIGATIONS}:
        for box in boxes:
            with pytest.raises(VaultError):
                place_of(box, INSTALL_ID).with_box(box, world.unit_key(unit))


def two_agencies(unsent: Unsent) -> Unsent:
    return replace(
        told(unsent),
        content=replace(
            CONTENT,
            agencies=(
                NamedAgency(agency_id="police"),
                NamedAgency(name="Some county nobody lists", kind="sheriff"),
            ),
        ),
    )


def test_several_employers_make_several_cases_with_keys_of_their_own(
    session: Session, world: World
) -> None:
    code, filed = sent(session, world, two_agencies)
    cases = {case.agency: case for case in session.scalars(select(Case))}
    assert {agency: case.unit for agency, case in cases.items()} == {
        "police": INVESTIGATIONS,
        "not_confirmed": INTAKE_UNIT,
    }
    first, second = opened_by_code(session, code, install_id=INSTALL_ID).values()
    assert first.keys["K"] == second.keys["K"]
    assert first.keys["T"] != second.keys["T"]
    assert count(session, Complaint) == 1
    assert len(filed.cases) == count(session, OutboxRow) == 2


def test_who_must_not_see_it_never_gets_a_box(session: Session, world: World) -> None:
    def kept_from_board(unsent: Unsent) -> Unsent:
        return replace(told(unsent), identity=Identity(keep_from=("oversight-board",)))

    sent(session, world, kept_from_board)
    units = session.scalars(select(Box.recipient).where(Box.recipient_kind == "unit")).all()
    assert units == [REVIEW]
    assert session.scalars(select(Case.route_rule)).all() == ["stand_in"]


def test_a_principal_named_in_the_story_never_gets_a_box(session: Session, world: World) -> None:
    def about_the_director(unsent: Unsent) -> Unsent:
        return replace(told(unsent), narrative="Director Elena Kelley told them to keep him.")

    sent(session, world, about_the_director)
    units = session.scalars(select(Box.recipient).where(Box.recipient_kind == "unit")).all()
    assert units == [REVIEW]


def test_a_unit_without_a_proven_key_is_passed_over_with_an_alarm(
    session: Session, world: World
) -> None:
    del world.recovery["saguaro-city/oversight-board"]
    sent(session, world)
    units = session.scalars(select(Box.recipient).where(Box.recipient_kind == "unit")).all()
    assert units == [REVIEW]
    kinds = set(session.scalars(select(AuditEntry.kind)))
    assert "route_alarm" in kinds
    assert "administrator_alarm" in set(session.scalars(select(OutboxRow.kind)))


def test_sending_twice_files_once(session: Session, world: World) -> None:
    code, _filed = sent(session, world)
    with pytest.raises(DraftGone):
        file_draft(session, context=world.context(), code=code)
    assert count(session, Complaint) == count(session, Case) == count(session, OutboxRow) == 1


@pytest.mark.parametrize("words", ["", "\u200b\ufe0f", "\u3164"])
def test_an_empty_draft_is_not_sent(session: Session, world: World, words: str) -> None:
    code = written(session, world, lambda unsent: replace(unsent, narrative=words))
    with pytest.raises(NothingTold):
        file_draft(session, context=world.context(), code=code)
    assert count(session, Draft) == 1


def test_sending_does_not_seal_the_parts_again(session: Session, world: World) -> None:
    written(session, world)
    before = {part.id: part.ciphertext for part in session.scalars(select(Part))}
    session.expunge_all()
    visit = find_visit(session, context=world.context(), secret=SECRET)
    assert visit is not None
    file_draft(session, context=world.context(), code=visit.code)
    after = {part.id: part.ciphertext for part in session.scalars(select(Part))}
    assert len(before) == 3
    assert len(after) == 4
    assert before.items() < after.items()


def test_an_older_version_of_a_part_cannot_be_put_back(session: Session, world: World) -> None:
    code = written(session, world)
    old = session.scalars(select(Part).where(Part.kind == "narrative")).one()
    row = {column.name: getattr(old, column.name) for column in Part.__table__.columns}
    session.expunge_all()
    save(session, world, code, lambda unsent: replace(unsent, narrative="the corrected story"))
    filed = file_draft(session, context=world.context(), code=code)
    current = session.scalars(select(Part).where(Part.kind == "narrative")).one()
    session.delete(current)
    session.flush()
    session.add(Part(**row))
    session.commit()
    complaint = session.get_one(Complaint, filed.complaint_id)
    own = opened_by_code(session, code, install_id=INSTALL_ID)[filed.cases[0].id]
    with pytest.raises(SealBroken):
        open_complaint(session, complaint=complaint, compartment=own)


def test_who_holds_the_keys_cannot_put_another_story_in_its_place(
    session: Session, world: World
) -> None:
    code, filed = sent(session, world)
    own = opened_by_code(session, code, install_id=INSTALL_ID)[filed.cases[0].id]
    part = session.scalars(select(Part).where(Part.kind == "narrative")).one()
    same_id = replace(own.of_case(None), random=lambda _size: bytes.fromhex(part.id))
    forged = same_id.seal(PartKind.NARRATIVE, "another story")
    assert same_id.open(Part(**forged)) == "another story"
    part.ciphertext, part.sha256 = forged["ciphertext"], forged["sha256"]
    session.commit()
    with pytest.raises(SealBroken):
        open_complaint(
            session, complaint=session.get_one(Complaint, filed.complaint_id), compartment=own
        )


def test_only_the_worker_opens_the_address_for_short_notes(session: Session, world: World) -> None:
    def with_address(unsent: Unsent) -> Unsent:
        return replace(told(unsent), identity=replace(IDENTITY, update_email="ana@example.org"))

    _code, filed = sent(session, world, with_address)
    row = session.get_one(UpdateAddress, filed.complaint_id)
    place = {"install_id": INSTALL_ID, "complaint_id": filed.complaint_id}
    worker, resident = world.keyrings[Process.WORKER], world.keyrings[Process.RESIDENT]
    assert open_update_address(row.sealed_address, keyring=worker, **place) == "ana@example.org"
    with pytest.raises(VaultError):
        open_update_address(row.sealed_address, keyring=resident, **place)


def test_without_a_wish_no_address_is_kept(session: Session, world: World) -> None:
    sent(session, world)
    assert count(session, UpdateAddress) == 0
