"""Rows of the log carry the newest record of the case and the newest statement of its unit."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select

from intake.accounts.units.keys import proven_unit
from intake.cases.vocabulary import EventKind
from intake.complaints.models import CaseRecordRow
from intake.ledger.models import LogEvent
from tests.integration.accounts.office import INSTALL_ID, INVESTIGATIONS, REVIEW
from tests.integration.conflict.scene import Scene


def heads(scene: Scene, case_id: str) -> list[bytes]:
    """The hash of each record of a case, in order."""
    rows = scene.session.scalars(
        select(CaseRecordRow.record)
        .where(CaseRecordRow.case_id == case_id)
        .order_by(CaseRecordRow.number)
    )
    return [sha256(row).digest() for row in rows]


def newest(scene: Scene, case_id: str) -> tuple[bytes, bytes]:
    """What the last row of the complaint's log says of both."""
    complaint_id = scene.case(case_id).complaint_id
    row = scene.session.scalars(
        select(LogEvent)
        .where(LogEvent.complaint_id == complaint_id)
        .order_by(LogEvent.seq.desc())
        .limit(1)
    ).one()
    return row.records, row.unit_statement


def stated(scene: Scene, unit: str) -> bytes:
    """The hash of a unit's newest statement, as the chain proves it."""
    recovery = scene.staffed.context.recovery
    found = proven_unit(scene.session, unit, install_id=INSTALL_ID, recovery=recovery)
    return found.proven.statement.sha256


def test_filing_opening_and_moving_name_the_records_so_far(scene: Scene) -> None:
    case_id, code = scene.staffed.file_with_code()
    assert newest(scene, case_id) == (heads(scene, case_id)[0], stated(scene, INVESTIGATIONS))
    scene.open("Ivy", case_id)
    scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
    assert newest(scene, case_id) == (heads(scene, case_id)[0], stated(scene, INVESTIGATIONS))
    scene.move("Sam", case_id)
    first, moved = heads(scene, case_id)
    assert newest(scene, case_id) == (moved, stated(scene, REVIEW)) != (first, b"")
    scene.write(code, "and another thing")
    assert newest(scene, case_id) == (moved, stated(scene, REVIEW))
