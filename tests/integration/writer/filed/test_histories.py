"""Wherever a complaint comes from and whatever happened to it, a writer with no keys who then
watches reads nothing of what is written afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from intake.accounts.models import UnitVersion
from intake.actions.backup.read import restore_tables
from intake.actions.backup.write import BackupPlan, write_backup
from intake.actions.calls.take_call import (
    NewCall,
    finish_call,
    save_call,
    send_call,
    sent_call,
    start_call,
)
from intake.actions.case.grant import grant_case
from intake.actions.case.signed_grants import Grant
from intake.actions.complaint.save_draft import DraftLimits
from intake.actions.following.enter_code import enter_code
from intake.actions.following.replace_code import (
    give_new_code,
    replace_own_code,
    save_new_code,
)
from intake.actions.following.reroute_own import reroute_own
from intake.actions.following.visit import find_visit
from intake.actions.importing.bring_in import import_record
from intake.actions.keys.renew import renew_unit
from intake.app.metadata import METADATA
from intake.cases.access import AccessKind
from intake.cases.models import Case
from intake.complaints.content import Content, NamedAgency
from intake.complaints.models import Erasable
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import Channel
from intake.vault.boxes import PrivateKey
from intake.vault.keys import KeyLetter
from tests.integration.accounts.office import INSTALL_ID, INVESTIGATIONS, PLACE, REVIEW
from tests.integration.cases.staffed import told
from tests.integration.conflict.attacker import readable
from tests.integration.conflict.scene import Scene
from tests.integration.writer.filed.test_cases import (
    AFTER,
    BOTH,
    Attack,
    Writer,
    a_forged_record,
    a_newer_box,
    another_box,
    go_on,
    one_box_more,
    writer_of,
)
from tests.integration.writer.table.rows import without_rules, write_all

Told = tuple[str, str, str]
"""The case, the code that is in use, and who reads it now."""
History = Callable[[Scene, Path], Told]
LENGTHS = VisitLengths()
POLICE = Content(agencies=(NamedAgency(agency_id="police"),), language="es")


def told_on_the_web(scene: Scene, _: Path) -> Told:
    case_id, code = scene.staffed.file_with_code()
    scene.open("Ivy", case_id)
    return case_id, code, "Ivy"


def told_on_the_telephone(scene: Scene, _: Path) -> Told:
    clerk = {"context": scene.staffed.context, "member": scene.member("Cleo")}
    call = NewCall(unit=INVESTIGATIONS, channel=Channel.PHONE, content=POLICE)
    draft_id = start_call(scene.session, call=call, lengths=LENGTHS, **clerk)
    save_call(
        scene.session,
        draft_id=draft_id,
        change=lambda unsent: replace(told(unsent), code_shown=unsent.code_shown),
        limits=DraftLimits(lengths=LENGTHS, narrative_characters=50_000),
        **clerk,
    )
    case_id = send_call(scene.session, draft_id=draft_id, **clerk).cases[0].id
    code = sent_call(scene.session, draft_id=draft_id, **clerk).code
    finish_call(scene.session, draft_id=draft_id, **clerk)
    scene.open("Ivy", case_id)
    return case_id, code, "Ivy"


def brought_in(scene: Scene, _: Path) -> Told:
    codes: list[str] = []
    found = import_record(
        scene.session,
        context=scene.staffed.context,
        jurisdiction=PLACE,
        record={"id": "7", "narrative": "on paper", "agencies": [{"name": "Saguaro City Jail"}]},
        narrative_limit=50_000,
        before_filing=lambda _, code: codes.append(code),
    )
    wanted = select(Case.id).where(Case.reference == found.reference)
    case_id = scene.session.scalars(wanted).one()
    scene.open("Ivy", case_id)
    return case_id, codes[0], "Ivy"


def with_a_code_of_their_own_making(scene: Scene, folder: Path) -> Told:
    case_id, code, reader = told_on_the_web(scene, folder)
    context, secret = scene.staffed.context, b"v" * 32
    enter_code(
        scene.session,
        context=context,
        typed=code,
        new_secret=lambda: secret,
        lengths=LENGTHS,
        failures_per_minute=60,
    )
    visit = find_visit(scene.session, context=context, secret=secret)
    assert visit
    replace_own_code(scene.session, context=context, visit=visit, secret=secret, lengths=LENGTHS)
    visit = find_visit(scene.session, context=context, secret=secret)
    assert visit
    save_new_code(scene.session, context=context, code=visit.code)
    return case_id, visit.code, reader


def with_a_code_that_staff_made(scene: Scene, folder: Path) -> Told:
    case_id, _, reader = told_on_the_web(scene, folder)
    code = give_new_code(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Ivy"),
        case_id=case_id,
    )
    return case_id, code, reader


def moved_by_the_office(scene: Scene, folder: Path) -> Told:
    case_id, code, _ = told_on_the_web(scene, folder)
    scene.move("Sam", case_id)
    return case_id, code, "Ines"


def moved_by_the_complainant(scene: Scene, folder: Path) -> Told:
    case_id, code, _ = told_on_the_web(scene, folder)
    scene.staffed.office.clock.advance(minutes=1)
    reroute_own(scene.session, context=scene.staffed.context, code=code, case_id=case_id)
    return case_id, code, "Ines"


def read_by_whom_they_let_in(scene: Scene, folder: Path) -> Told:
    case_id, code, reader = told_on_the_web(scene, folder)
    letters = (KeyLetter.CONTENT, KeyLetter.THREAD, KeyLetter.CASE)
    grant_case(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Sam"),
        case_id=case_id,
        grant=Grant(unit=REVIEW, kind=AccessKind.DECIDE_APPEAL, letters=letters),
    )
    return case_id, code, reader


def after_new_unit_keys(scene: Scene, folder: Path) -> Told:
    case_id, code, reader = told_on_the_web(scene, folder)
    session = scene.session
    session.execute(update(UnitVersion).values(stale=True))
    session.commit()
    done = renew_unit(
        session, context=scene.staffed.context, member=scene.member("Sam"), unit=INVESTIGATIONS
    )
    assert done.resealed
    return case_id, code, reader


def after_the_name_was_erased(scene: Scene, folder: Path) -> Told:
    case_id, code, reader = told_on_the_web(scene, folder)
    session = scene.session
    session.execute(delete(Erasable).where(Erasable.key_letter == KeyLetter.IDENTITY.value))
    session.commit()
    return case_id, code, reader


def after_a_restore(scene: Scene, folder: Path) -> Told:
    case_id, code, reader = told_on_the_web(scene, folder)
    private = PrivateKey.generate(scene.staffed.context.random)
    engine = scene.session.get_bind()
    plan = BackupPlan(
        folder=folder / "backup",
        public=private.public,
        install_id=INSTALL_ID,
        at=scene.staffed.context.at,
        random=scene.staffed.context.random,
        files={},
    )
    database, shares, _ = write_backup(engine, metadata=METADATA, plan=plan)
    scene.session.rollback()
    writer = without_rules(engine.url.render_as_string(hide_password=False))
    write_all(writer, {table.name: [] for table in METADATA.sorted_tables})
    writer.dispose()
    restore_tables(engine, metadata=METADATA, private=private, database=database, shares=shares)
    return case_id, code, reader


HISTORIES: tuple[History, ...] = (
    told_on_the_telephone,
    brought_in,
    with_a_code_of_their_own_making,
    with_a_code_that_staff_made,
    moved_by_the_office,
    moved_by_the_complainant,
    read_by_whom_they_let_in,
    after_new_unit_keys,
    after_the_name_was_erased,
    after_a_restore,
)
ATTACKS = (a_newer_box(*BOTH), another_box(*BOTH), one_box_more(*BOTH))


@pytest.mark.parametrize("history", HISTORIES, ids=lambda one: one.__name__)
def test_whatever_happened_a_watcher_opens_none(
    scene: Scene, tmp_path: Path, history: History
) -> None:
    case_id, code, reader = history(scene, tmp_path)
    writer = writer_of(scene, case_id, code)
    assert go_on(writer, reader) == [], "unharmed, everybody goes on"
    watched(writer, a_forged_record, reader)


@pytest.mark.prove
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("history", HISTORIES, ids=lambda one: one.__name__)
def test_no_other_way_opens_more(
    scene: Scene, tmp_path: Path, history: History, attack: Attack
) -> None:
    case_id, code, reader = history(scene, tmp_path)
    watched(writer_of(scene, case_id, code), attack, reader)


def watched(writer: Writer, attack: Attack, reader: str) -> None:
    """Attack, let everybody go on, and open what was written with all that the writer holds."""
    before = set(readable(writer.scene.session, writer.keys, install_id=INSTALL_ID))
    attack(writer)
    go_on(writer, reader)
    texts = readable(writer.scene.session, writer.keys, install_id=INSTALL_ID)
    assert before == set(), "the writer starts with nothing"
    assert AFTER not in " ".join(texts.values())
