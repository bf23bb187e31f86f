"""A unit at work with its stand-in and an office outside, all with people and keys of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from intake.accounts.models import UnitKeyBox
from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.accounts.units.keys import open_unit_key, open_with_recovery, proven_unit
from intake.actions.case.reading import OpenedCase, open_case
from intake.actions.case.reroute import Move, reroute_case
from intake.actions.complaint.filing import file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.following.write_to_office import write_to_offices
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.complaints.unsent import Unsent
from intake.complaints.visits import VisitLengths
from intake.vault.boxes import PrivateKey, PublicKey
from intake.vault.errors import KeyAbsent
from intake.vault.units.recovery import RecoveryKey
from tests.integration.accounts.office import BOARD, INSPECTOR, INSTALL_ID, PLACE, REVIEW
from tests.integration.cases.staffed import Staffed
from tests.integration.cases.template import Template, copied
from tests.integration.conflict.attacker import attack, keys_in_boxes

OUTSIDE = f"{PLACE}/attorney-general"
CIVIL_RIGHTS = f"{OUTSIDE}/civil-rights"
WHOLE_OFFICE = frozenset(
    {Role.LEAD, Role.INTAKE, Role.SUPERVISOR, Role.DIRECTOR, Role.INVESTIGATOR}
)


@dataclass
class Scene:
    """The board's investigators, the inspector's Ines, the state's Gale."""

    staffed: Staffed
    ines: Member
    gale: Member

    @property
    def session(self):  # type: ignore[no-untyped-def]
        """The session, seeing what others wrote meanwhile."""
        return self.staffed.office.look()

    def member(self, name: str) -> Member:
        """Somebody by name."""
        return {"Ines": self.ines, "Gale": self.gale}.get(name) or self.staffed.members[name]

    def case(self, case_id: str) -> Case:
        """A case as it is now."""
        return self.session.get_one(Case, case_id)

    def move(
        self,
        name: str,
        case_id: str,
        *,
        unit: str = REVIEW,
        reason: ReasonCode = ReasonCode.CONFLICT_FOUND,
        reasons: str = "",
    ) -> None:
        """Move a case as somebody does who has just looked at it."""
        self.staffed.office.clock.advance(minutes=1)
        reroute_case(
            self.session,
            context=self.staffed.context,
            member=self.member(name),
            case_id=case_id,
            seen_version=self.case(case_id).version,
            move=Move(unit=unit, reason=reason, reasons=reasons),
        )

    def file_at(self, place: str, change: Callable[[Unsent], Unsent]) -> str:
        """File a complaint in another jurisdiction; the id of its case."""
        context = replace(self.staffed.context, keyring=self.staffed.resident_keyring)
        code = open_draft(
            self.session,
            context=context,
            secret=b"p" * 32,
            jurisdiction=place,
            language="en",
            limits=DraftLimits(lengths=VisitLengths(), narrative_characters=50_000),
        )
        save_draft(
            self.session,
            context=context,
            code=code,
            change=change,
            limits=DraftLimits(lengths=VisitLengths(), narrative_characters=50_000),
        )
        return file_draft(self.session, context=context, code=code).cases[0].id

    def open(self, name: str, case_id: str) -> OpenedCase:
        """Open a case as somebody."""
        return open_case(
            self.session, context=self.staffed.context, member=self.member(name), case_id=case_id
        )

    def write(self, code: str, text: str) -> None:
        """Write as the complainant."""
        self.staffed.office.clock.advance(minutes=1)
        write_to_offices(self.session, context=self.staffed.context, code=code, text=text)

    def keys_of_entity(self, entity: str, people: Iterable[Member]) -> tuple[PrivateKey, ...]:
        """Every private key that an entity has: of its people, of its units in every version, and
        what its printed recovery key opens.
        """
        members = tuple(people)
        printed = RecoveryKey.from_printed(self.staffed.office.printed[entity])
        found = [member.private_key for member in members]
        boxes = self.session.scalars(select(UnitKeyBox).where(UnitKeyBox.unit.like(f"{entity}/%")))
        for unit, version in {(box.unit, box.version) for box in boxes}:
            found.append(
                open_with_recovery(
                    self.session,
                    unit,
                    version,
                    install_id=INSTALL_ID,
                    recovery_key=printed.private,
                ).private
            )
            for member in members:
                try:
                    keys = open_unit_key(
                        self.session,
                        unit,
                        version,
                        install_id=INSTALL_ID,
                        member_id=member.staff_id,
                        member_key=member.private_key,
                    )
                except KeyAbsent:
                    continue
                found.append(keys.private)
        return tuple({key.seed: key for key in (*found, printed.private)}.values())

    def unit_public(self, unit: str) -> PublicKey:
        """A unit's public key, as its newest statement in the table names it."""
        return proven_unit(
            self.session, unit, install_id=INSTALL_ID, recovery=self.staffed.context.recovery
        ).public_key

    def board_keys(self) -> tuple[PrivateKey, ...]:
        """Every private key of the board."""
        return self.keys_of_entity(BOARD, self.staffed.members.values())

    def inspector_keys(self) -> tuple[PrivateKey, ...]:
        """Every private key of the inspector."""
        return self.keys_of_entity(INSPECTOR, (self.ines,))

    def now_held(self, private_keys: Iterable[PrivateKey]) -> frozenset[bytes]:
        """The keys that open now, for somebody who writes them all down."""
        return keys_in_boxes(self.session, private_keys, install_id=INSTALL_ID)

    def attack(
        self, private_keys: Iterable[PrivateKey], kept: frozenset[bytes] = frozenset()
    ) -> dict[str, str]:
        """Everything that these keys open, with the whole database and the staff's keyring."""
        return attack(
            self.session,
            private_keys=private_keys,
            keyring=self.staffed.office.keyring,
            install_id=INSTALL_ID,
            kept=kept,
        )


def set_scene(staffed: Staffed) -> Scene:
    """Give the stand-in and the office outside a person and keys each."""
    office = staffed.office
    ines, visit = office.person("Ines", {REVIEW: WHOLE_OFFICE})
    office.set_up(ines, visit, INSPECTOR)
    gale, visit = office.person("Gale", {CIVIL_RIGHTS: WHOLE_OFFICE})
    office.set_up(gale, visit, OUTSIDE)
    return Scene(staffed, ines, gale)


@dataclass(frozen=True)
class SceneTemplate(Template):
    """A scene whose database tests copy."""

    ines: Member
    gale: Member

    def scene(self, staffed: Staffed) -> Scene:
        """The scene around a unit that was copied with it."""
        return Scene(staffed, self.ines, self.gale)


def make_scene_template(template: Template, url: str, folder: Path) -> SceneTemplate:
    """Set the scene in the copy of a unit's database at `url`."""
    with copied(template, url, folder) as staffed:
        scene = set_scene(staffed)
    given = {**vars(template), "url": url, "folder": folder, "staffed": staffed}
    return SceneTemplate(**given, ines=scene.ines, gale=scene.gale)
