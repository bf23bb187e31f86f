"""Two complaints with everything that can come of them, and what their people do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select

from intake.accounts.errors import RecoveryMismatch
from intake.accounts.sessions import SessionLimits, get_visit
from intake.accounts.units.keys import open_with_recovery, proven_unit
from intake.accounts.units.recovery import typed_recovery_key
from intake.accounts.units.soundness import unit_conditions
from intake.actions.calls.take_call import NewCall, open_call, start_call
from intake.actions.case.grant import grant_case
from intake.actions.case.signed_grants import Grant
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.following.follow import follow, read_own
from intake.actions.following.replace_code import give_new_code
from intake.actions.following.visit import find_visit
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.access import AccessKind
from intake.cases.vocabulary import EventKind
from intake.complaints.content import Content, NamedAgency
from intake.complaints.unsent import Unsent, load_unsent
from intake.complaints.visits import VisitLengths, visit_id
from intake.complaints.vocabulary import Channel
from intake.db.models import Install
from intake.vault.keys import KeyLetter
from tests.integration.accounts.office import BOARD, INSTALL_ID, INVESTIGATIONS, PLACE, REVIEW
from tests.integration.cases.staffed import told
from tests.integration.conflict.scene import Scene
from tests.integration.writer.table.rows import Owned, Rows, read_all


class VisitGone(Exception):
    """The browser's visit is not there any more."""


LIMITS = DraftLimits(lengths=VisitLengths(), narrative_characters=50_000)
Watcher = Callable[[], object]


@dataclass
class TwoComplaints:
    """Two complaints, two drafts and two calls, with the codes of all of them."""

    scene: Scene
    writer: Engine
    cases: tuple[str, str]
    codes: tuple[str, str]
    new_codes: tuple[str, str]
    drafts: tuple[str, str]
    calls: tuple[str, str]
    before: Rows
    now: Rows
    at: datetime

    @property
    def owned(self) -> Owned:
        """Which ids belong to the first complaint and its people, and which to the second."""
        first, second = (self._ids(n) for n in (0, 1))
        return Owned(first - second, second - first)

    def watchers(self) -> Mapping[str, Watcher]:
        """What people do next, each by itself; reading first, then writing."""
        scene, code, case_id = self.scene, self.codes[0], self.cases[0]
        context = scene.staffed.context
        return {
            "office": lambda: scene.open("Ivy", case_id),
            "complainant": lambda: follow(scene.session, context=context, code=code),
            "own words": lambda: read_own(scene.session, context=context, code=code),
            "new code": lambda: follow(scene.session, context=context, code=self.new_codes[0]),
            "let in": lambda: scene.open("Ines", case_id),
            "draft": self._draft,
            "call": lambda: open_call(
                scene.session,
                context=context,
                member=scene.member("Cleo"),
                draft_id=self.calls[0],
            ),
            "signed in": self._signed_in,
            "visit": self._visit,
            "signing in": lambda: scene.staffed.office.sign_in("Ivy"),
            "recovery": self._recovery,
            "note": lambda: scene.staffed.do(
                "Ivy", case_id, EventKind.NOTE_ADDED, written={"note": "written next"}
            ),
            "message": lambda: scene.write(code, "written next"),
            "move": lambda: scene.move("Sam", case_id),
        }

    def alarms(self) -> bool:
        """Whether an alarm was raised, or `intake doctor` finds something amiss with the units."""
        session, context = self.scene.session, self.scene.staffed.context
        if AuditKind.RECORDS_ALARM.value in session.scalars(select(AuditEntry.kind)).all():
            return True
        conditions = unit_conditions(
            session, (INVESTIGATIONS,), install_id=INSTALL_ID, recovery=context.recovery
        )
        return any(not unit.proven or unit.swapped or unit.waiting for unit in conditions)

    def _draft(self) -> object:
        random = self.scene.staffed.context.random
        at = self.scene.staffed.context.at
        return load_unsent(
            self.scene.session,
            code=self.drafts[0],
            install_id=INSTALL_ID,
            random=random,
            at=at,
        )

    def _signed_in(self) -> object:
        visit = self.scene.staffed.visits["Ivy"]
        limits = SessionLimits(
            idle=timedelta(days=90), overall=timedelta(days=90), fresh=timedelta(minutes=1)
        )
        found = get_visit(
            self.scene.session,
            install_id=INSTALL_ID,
            keyring=self.scene.staffed.office.keyring,
            secret=visit.secret,
            at=self.scene.staffed.context.at,
            limits=limits,
        )
        return found.seed()

    def _visit(self) -> object:
        secret = bytes([200]) * 32
        found = find_visit(self.scene.session, context=self.scene.staffed.context, secret=secret)
        if found is None or found.code != self.drafts[0]:
            raise VisitGone
        return found

    def _recovery(self) -> object:
        """The printed key opens the unit, as far as it would be taken back into use with it."""
        session, context = self.scene.session, self.scene.staffed.context
        typed = typed_recovery_key(session, BOARD, self.scene.staffed.office.printed[BOARD])
        proven = proven_unit(
            session, INVESTIGATIONS, install_id=INSTALL_ID, recovery=context.recovery
        )
        if typed.public != proven.proven.recovery:
            raise RecoveryMismatch
        keys = open_with_recovery(
            session,
            INVESTIGATIONS,
            proven.version,
            install_id=INSTALL_ID,
            recovery_key=typed.private,
        )
        proven.proven.check_keys(keys)
        return keys

    def _ids(self, n: int) -> frozenset[str]:
        case = next(row for row in self.now["case"] if row["id"] == self.cases[n])
        complaint = case["complaint_id"]
        visit = visit_id(bytes([200 + n]) * 32, INSTALL_ID)
        found = {complaint, case["id"], visit, *self._drafts_of(n)}
        for table, column in (("mailbox", "complaint_id"), ("message", "complaint_id")):
            found |= {row["id"] for row in self.now[table] if row[column] in found}
        found |= {row["id"] for row in self.now["case_event"] if row["case_id"] == case["id"]}
        member = self.scene.member(("Ivy", "Sam")[n])
        visit = self.scene.staffed.visits[("Ivy", "Sam")[n]]
        return frozenset({*found, member.staff_id, visit.row.id, (INVESTIGATIONS, REVIEW)[n]})

    def _drafts_of(self, n: int) -> set[str]:
        kept = {row["draft_id"] for row in self.now["kept_call"]}
        own = [row["id"] for row in self.now["draft"] if row["id"] not in kept]
        return {own[n], self.calls[n]}


def make_two(scene: Scene, writer: Engine) -> TwoComplaints:
    """File two complaints and do with each what can be done; keep the rows from halfway."""
    filed = [scene.staffed.file_with_code(_told) for _ in range(2)]
    session = scene.session
    session.add(Install(id=INSTALL_ID, created_day=date(2026, 1, 1)))
    session.commit()
    cases, codes = [one[0] for one in filed], [one[1] for one in filed]
    for case_id, code in zip(cases, codes, strict=True):
        scene.open("Ivy", case_id)
        scene.staffed.do("Ivy", case_id, EventKind.ACCEPTED_FOR_REVIEW)
        scene.staffed.do(
            "Ivy",
            case_id,
            EventKind.ALLEGATION_FRAMED,
            written={"subject_name": "a sergeant"},
            rule="R1",
            subject="person",
            retaliation="no",
        )
        scene.write(code, f"first words about {case_id}")
        scene.staffed.do("Ivy", case_id, EventKind.NOTE_ADDED, written={"note": "first note"})
    drafts = [_draft(scene, n) for n in range(2)]
    calls = [_call(scene, name) for name in ("Cleo", "Ivy")]
    before = read_all(writer)
    new_codes = []
    for case_id, code in zip(cases, codes, strict=True):
        scene.write(code, "second words")
        _let_in(scene, case_id)
        new_codes.append(
            give_new_code(
                scene.session,
                context=scene.staffed.context,
                member=scene.member("Ivy"),
                case_id=case_id,
            )
        )
    for code in drafts:
        _save(scene, code, "and then they took him away")
    scene.session.commit()
    return TwoComplaints(
        scene=scene,
        writer=writer,
        cases=(cases[0], cases[1]),
        codes=(codes[0], codes[1]),
        new_codes=(new_codes[0], new_codes[1]),
        drafts=(drafts[0], drafts[1]),
        calls=(calls[0], calls[1]),
        before=before,
        now=read_all(writer),
        at=scene.staffed.office.clock.now,
    )


def _told(unsent: Unsent) -> Unsent:
    whole = told(unsent)
    return replace(whole, identity=replace(whole.identity, update_email="rosa@mail.example"))


def _let_in(scene: Scene, case_id: str) -> None:
    letters = (KeyLetter.CONTENT, KeyLetter.THREAD)
    grant_case(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Sam"),
        case_id=case_id,
        grant=Grant(unit=REVIEW, kind=AccessKind.DECIDE_APPEAL, letters=letters),
    )


def _draft(scene: Scene, n: int) -> str:
    context = replace(scene.staffed.context, keyring=scene.staffed.resident_keyring)
    code = open_draft(
        scene.session,
        context=context,
        secret=bytes([200 + n]) * 32,
        jurisdiction=PLACE,
        language="en",
        limits=LIMITS,
    )
    _save(scene, code, "they came at five")
    return code


def _save(scene: Scene, code: str, words: str) -> None:
    context = replace(scene.staffed.context, keyring=scene.staffed.resident_keyring)
    save_draft(
        scene.session,
        context=context,
        code=code,
        change=lambda unsent: replace(told(unsent), narrative=words),
        limits=LIMITS,
    )


def _call(scene: Scene, name: str) -> str:
    return start_call(
        scene.session,
        context=scene.staffed.context,
        member=scene.member(name),
        call=NewCall(
            unit=INVESTIGATIONS,
            channel=Channel.PHONE,
            content=Content(agencies=(NamedAgency(agency_id="police"),), language="es"),
        ),
        lengths=VisitLengths(),
    )
