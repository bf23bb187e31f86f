"""An oversight office of people: invited, joined and let in by the real actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from intake.accounts.models import Staff
from intake.accounts.people import Member, member_of
from intake.accounts.profiles import Profile
from intake.accounts.roles import Role
from intake.accounts.second_factor import current_code, open_secret
from intake.accounts.sessions import Visit
from intake.accounts.units.members import fingerprint
from intake.actions.context import ActionContext
from intake.actions.keys.set_up import (
    confirm_recovery_key,
    make_recovery_key,
    pending_recovery,
)
from intake.actions.keys.share import admit_member
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.invite import invite_person
from intake.actions.people.join import choose_password, confirm_factor, factor_to_confirm
from intake.actions.people.sign_in import begin_sign_in
from intake.questions.loading import load_questionnaire
from intake.questions.questionnaire import Questionnaire
from intake.rules import Configuration, load_configuration
from intake.settings import Settings, locations
from intake.settings.recovery import write
from intake.vault.passwords import Cost
from intake.vault.server.files import Process, create_keyrings
from intake.vault.server.keyring import Keyring
from tests.fixtures.chance import Clock

INSTALL_ID = "1" * 32
PLACE = "saguaro-city"
BOARD = f"{PLACE}/oversight-board"
INTAKE_UNIT = f"{BOARD}/intake"
INVESTIGATIONS = f"{BOARD}/investigations"
INSPECTOR = f"{PLACE}/inspector-general"
REVIEW = f"{INSPECTOR}/review"
ADMINISTRATION = f"{PLACE}/*"

CHEAP = Cost(passes=1, memory_kib=32, lanes=4)
LEAD = frozenset({Role.LEAD})
WORKER = frozenset({Role.INTAKE})


@cache
def configuration() -> Configuration:
    """The shipped example jurisdictions, read once a run."""
    return load_configuration(locations.config_dir())


@cache
def questionnaire() -> Questionnaire:
    """The shipped questions, read once a run."""
    return load_questionnaire(locations.config_dir())


def password_of(name: str) -> str:
    """A password that passes the rules, different for each person."""
    return f"quiet lantern {name} over seven bridges"


@dataclass
class Office:
    """One install: its keyring, its clock, the settings' recovery fingerprints."""

    session: Session
    keyring: Keyring
    clock: Clock
    random: Callable[[int], bytes]
    recovery: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    settings: Settings | None = None

    @property
    def context(self) -> ActionContext:
        """What an action is given at this moment."""
        return ActionContext(
            install_id=INSTALL_ID,
            at=self.clock(),
            random=self.random,
            configuration=configuration(),
            questionnaire=questionnaire(),
            keyring=self.keyring,
            recovery=self.recovery,
        )

    def invited(self, name: str, roles: dict[str, frozenset[Role]]) -> tuple[str, str]:
        """Invite somebody from the command line; returns id and token."""
        found = invite_person(
            self.session,
            context=self.context,
            by=None,
            profile=Profile(name, f"{name.lower()}@office.example"),
            language="en",
            roles=roles,
        )
        self.ids[name] = found.staff_id
        return found.staff_id, found.token

    def join(self, name: str, token: str) -> tuple[Member, Visit]:
        """Choose a password and confirm the second factor."""
        visit = choose_password(
            self.session,
            context=self.context,
            token=token,
            password=password_of(name),
            cost=CHEAP,
        )
        secret = factor_to_confirm(self.session, context=self.context, visit=visit)
        code = current_code(secret, at=self.clock())
        visit = confirm_factor(self.session, context=self.context, visit=visit, code=code)
        return self.member(visit), visit

    def person(self, name: str, roles: dict[str, frozenset[Role]]) -> tuple[Member, Visit]:
        """Somebody invited and joined."""
        return self.join(name, self.invited(name, roles)[1])

    def member(self, visit: Visit) -> Member:
        """Who a visit belongs to."""
        staff = self.session.get_one(Staff, visit.row.staff_id, populate_existing=True)
        return member_of(
            self.session,
            staff,
            seed=visit.seed(),
            keyring=self.keyring,
            install_id=INSTALL_ID,
        )

    def code(self, staff_id: str) -> str:
        """What the person's telephone shows now."""
        staff = self.look().get_one(Staff, staff_id)
        assert staff.sealed_second_factor is not None
        secret = open_secret(
            staff.sealed_second_factor,
            keyring=self.keyring,
            install_id=INSTALL_ID,
            staff_id=staff_id,
        )
        return current_code(secret, at=self.clock())

    def look(self) -> Session:
        """The session, seeing what others have written meanwhile."""
        self.session.rollback()
        self.session.expire_all()
        return self.session

    def code_of(self, name: str) -> str:
        """What the telephone of somebody invited here shows now."""
        return self.code(self.ids[name])

    def sign_in(self, name: str) -> tuple[Member, Visit]:
        """Sign in with password and second factor, a while after the last time."""
        self.clock.now += timedelta(minutes=1)
        visit = begin_sign_in(
            self.session,
            context=self.context,
            address=f"{name.lower()}@office.example",
            password=password_of(name),
            cost=CHEAP,
        )
        visit = complete_sign_in(
            self.session, context=self.context, visit=visit, code=self.code(visit.row.staff_id)
        )
        return self.member(visit), visit

    def set_up(self, lead: Member, visit: Visit, entity: str = BOARD) -> tuple[str, ...]:
        """Make, print and confirm the recovery key; put its line into the settings."""
        make_recovery_key(
            self.session, context=self.context, member=lead, visit=visit, entity=entity
        )
        self.session.refresh(visit.row)
        waiting = pending_recovery(visit)
        assert waiting is not None
        groups = waiting.key.printed()
        self.printed[entity] = "-".join(groups)
        units = confirm_recovery_key(
            self.session,
            context=self.context,
            member=lead,
            visit=visit,
            typed={number: groups[number - 1] for number in waiting.groups},
        )
        self.put_line(entity, waiting.key.public.fingerprint)
        return units

    def put_line(self, entity: str, fingerprint: str) -> None:
        """The administrator's hand: the recovery key's line in the settings."""
        self.recovery[entity] = fingerprint
        if self.settings is not None:
            write(self.settings, entity, fingerprint)

    def let_in(self, member: Member, newcomer_id: str, unit: str = INVESTIGATIONS) -> None:
        """Let a newcomer into a unit, after comparing words."""
        staff = self.session.get_one(Staff, newcomer_id, populate_existing=True)
        admit_member(
            self.session,
            context=self.context,
            member=member,
            unit=unit,
            newcomer_id=newcomer_id,
            compared=fingerprint(staff),
        )


def make_office(
    session: Session, *, folder: Path, clock: Clock, random: Callable[[int], bytes]
) -> Office:
    """An install with a keyring and nobody in it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    keyring = create_keyrings(folder, random)[Process.STAFF]
    return Office(session, keyring, clock, random)
