"""Erasure years on: what goes when, for everybody, out of the files too; on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from intake.actions.following.follow import follow, read_own
from intake.actions.upkeep.erase import EMPTIED, Erased, erase_due
from intake.actions.upkeep.lapse import record_lapses
from intake.audit.models import AuditEntry
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.complaints.keys.shares import ShareErased
from intake.complaints.models import Box, Complaint, Erasable, Message, Part, UpdateAddress
from intake.complaints.opened import open_complaint
from intake.db.engine import clear_remains
from intake.ledger.models import LogEntry, LogEvent, TagKey
from intake.vault.server.files import Process, create_keyrings
from tests.fixtures.compartments import opened_by_unit
from tests.integration.worker.scene import Scene

E = EventKind
YEAR = 366


def erase(scene: Scene, **more: object) -> Erased:
    scene.session.rollback()
    return erase_due(scene.session, context=scene.context(), **more)  # type: ignore[arg-type]


def letters(scene: Scene) -> str:
    scene.session.rollback()
    return "".join(sorted(scene.session.scalars(select(Erasable.key_letter))))


def count(scene: Scene, model: type) -> int:
    scene.session.rollback()
    return scene.session.scalar(select(func.count()).select_from(model)) or 0


def close(scene: Scene, case_id: str) -> None:
    """Close a case in review without a finding."""
    scene.do(
        case_id,
        E.CLOSED_ADMINISTRATIVELY,
        reason=ReasonCode.DUPLICATE,
        written={"reasons": "Told twice."},
    )


def closed(scene: Scene, **circumstances: object) -> tuple[str, str]:
    """A closed case with a message in its thread; its id and the code."""
    case_id, code = scene.file(**circumstances)  # type: ignore[arg-type]
    scene.do(case_id, E.ACCEPTED_FOR_REVIEW)
    scene.do(case_id, E.MESSAGE_SENT, written={"message": "We closed it."})
    close(scene, case_id)
    return case_id, code


def kinds(scene: Scene) -> list[str]:
    scene.session.rollback()
    query = select(AuditEntry.kind).where(AuditEntry.kind.like("%_erased")).order_by(AuditEntry.at)
    return list(scene.session.scalars(query))


def test_first_the_name_then_all_else_and_the_facts_stay(scene: Scene) -> None:
    case_id, code = closed(scene, mail="rosa@example.org")
    assert letters(scene) == "CIKT"
    scene.later(days=2 * 365 - 1)
    assert erase(scene) == Erased()
    scene.later(days=3)
    assert erase(scene) == Erased(identities=1)
    assert letters(scene) == "CKT"
    assert count(scene, UpdateAddress) == 0
    own = read_own(scene.session, context=scene.context(Process.STAFF), code=code)
    assert own.narrative
    assert own.identity is None
    assert erase(scene) == Erased()
    scene.later(days=3 * YEAR)
    assert erase(scene) == Erased(cases=1, complaints=1)
    assert letters(scene) == ""
    assert kinds(scene) == ["identity_erased", "case_erased", "complaint_erased"]
    assert erase(scene) == Erased()
    assert scene.case(case_id).closing_reason == "duplicate"
    assert count(scene, Complaint) == 1


def test_afterwards_neither_code_nor_unit_opens_anything(scene: Scene) -> None:
    case_id, code = closed(scene)
    scene.later(days=6 * YEAR)
    erase(scene)
    case = scene.case(case_id)
    complaint = scene.session.get_one(Complaint, case.complaint_id)
    assert count(scene, Part) > 0
    own = opened_by_unit(
        scene.session,
        case,
        scene.ready.unit_keys[case.unit].private,
        install_id=scene.ready.install_id,
    )
    with pytest.raises(ShareErased):
        open_complaint(scene.session, complaint=complaint, compartment=own)
    seen = follow(scene.session, context=scene.context(Process.STAFF), code=code)
    assert seen.reference == complaint.reference
    assert count(scene, Message) == 1
    assert [message.text for one in seen.cases for message in one.messages] == [None]


def test_the_log_keeps_its_bytes_and_loses_what_makes_them_speak(scene: Scene) -> None:
    closed(scene)
    before = count(scene, LogEntry)
    assert count(scene, LogEvent) == before > 0
    scene.later(days=6 * YEAR)
    erase(scene)
    assert count(scene, LogEntry) == before + 1
    assert count(scene, LogEvent) == count(scene, TagKey) == 0
    boxes = scene.session.execute(select(Box.recipient_kind, Box.letters)).all()
    assert [kind for kind, _ in boxes] == ["unit"]
    assert "L" not in boxes[0].letters


def test_a_sustained_complaint_is_kept_fifteen_years(scene: Scene) -> None:
    case_id = scene.decided("sustained")
    scene.do(
        case_id, E.AGENCY_RESPONSE_RECORDED, written={"response": "Trained."}, answer="accepted"
    )
    scene.later(days=31)
    assert record_lapses(scene.session, context=scene.context()) == 1
    scene.later(days=6 * YEAR)
    assert erase(scene) == Erased(identities=1)
    scene.later(days=8 * YEAR)
    assert erase(scene) == Erased()
    scene.later(days=2 * YEAR)
    assert erase(scene) == Erased(cases=1, complaints=1)


def test_an_open_case_keeps_the_others_and_the_content_goes_with_the_last(scene: Scene) -> None:
    first, _ = scene.file(agencies=("holding-center", "library"))
    complaint_id = scene.case(first).complaint_id
    ids = scene.session.scalars(select(Case.id).where(Case.complaint_id == complaint_id)).all()
    assert len(ids) == 2
    for case_id in ids:
        scene.do(case_id, E.ACCEPTED_FOR_REVIEW)
    close(scene, ids[0])
    scene.later(days=6 * YEAR)
    assert erase(scene) == Erased()
    close(scene, ids[1])
    assert erase(scene) == Erased(cases=1)
    assert letters(scene) == "CIKT"
    scene.later(days=2 * YEAR)
    assert erase(scene) == Erased(identities=1)
    scene.later(days=4 * YEAR)
    assert erase(scene) == Erased(cases=1, complaints=1)


def test_a_reopened_case_is_not_over(scene: Scene) -> None:
    case_id, _ = closed(scene)
    scene.later(days=365)
    scene.do(
        case_id,
        E.REOPENED,
        reason=ReasonCode.NEW_EVIDENCE,
        written={"reasons": "A recording turned up."},
    )
    scene.later(days=20 * YEAR)
    assert erase(scene) == Erased()


def test_a_case_that_is_reopened_at_the_moment_of_erasure_keeps_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = scene.file(agencies=("holding-center", "library"))
    complaint_id = scene.case(first).complaint_id
    scene.do(first, E.ACCEPTED_FOR_REVIEW)
    close(scene, first)
    # It was among those that had ended when the worker looked.
    monkeypatch.setattr("intake.actions.upkeep.erase.candidates", lambda *_, **__: (complaint_id,))
    scene.later(days=20 * YEAR)
    assert erase(scene) == Erased()
    assert letters(scene) == "CCIKTT"


def test_nothing_is_erased_under_a_legal_hold(scene: Scene) -> None:
    case_id, _ = closed(scene)
    scene.later(days=20 * YEAR)
    held = {scene.case(case_id).complaint_id}
    assert erase(scene, held=held) == Erased()
    assert letters(scene) == "CIKT"


def test_no_key_is_needed_to_erase(scene: Scene, tmp_path: Path) -> None:
    closed(scene)
    entries = count(scene, LogEntry)
    folder = tmp_path / "other"
    folder.mkdir(mode=0o700)
    strange = create_keyrings(folder, scene.ready.random)[Process.WORKER]
    scene.later(days=6 * YEAR)
    context = replace(scene.context(), keyring=strange)
    assert erase_due(scene.session, context=context) == Erased(1, 1, 1)
    assert letters(scene) == ""
    assert count(scene, TagKey) == 0
    assert count(scene, LogEntry) == entries


def test_the_bytes_leave_the_files(scene: Scene) -> None:
    closed(scene, mail="rosa@example.org")
    secrets = [
        *scene.session.scalars(select(Erasable.share)),
        *scene.session.scalars(select(TagKey.sealed_key)),
        *scene.session.scalars(select(UpdateAddress.sealed_address)),
    ]
    assert len(secrets) == 6
    scene.session.rollback()
    engine = scene.session.get_bind()
    on_sqlite = engine.dialect.name == "sqlite"
    path = Path(str(engine.url.database)) if on_sqlite else None
    files = [path, Path(f"{path}-wal")] if path else []

    def found() -> int:
        data = b"".join(file.read_bytes() for file in files)
        return sum(secret in data for secret in secrets)

    assert found() == (6 if on_sqlite else 0)
    scene.later(days=6 * YEAR)
    erase(scene)
    scene.session.close()
    assert clear_remains(engine, tables=EMPTIED)  # type: ignore[arg-type]
    assert found() == 0


def test_readers_at_work_put_the_clearing_off_on_sqlite_alone(scene: Scene, new_engine) -> None:
    closed(scene)
    engine = scene.session.get_bind()
    with new_engine().connect() as reader:
        reader.execute(select(Erasable)).all()
        scene.later(days=6 * YEAR)
        erase(scene)
        if engine.dialect.name == "sqlite":
            with engine.connect() as own:
                own.connection.driver_connection.execute("PRAGMA busy_timeout=50")
            assert not clear_remains(engine, tables=EMPTIED)
        else:
            assert clear_remains(engine, tables=EMPTIED)
    assert clear_remains(engine, tables=EMPTIED)
