"""A whole small world: people with keys, cases in every state; put back for each look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from pathlib import Path

from flask import Flask
from sqlalchemy import select, text, update

from intake.accounts.models import Staff
from intake.accounts.roles import Role
from intake.app.demonstration.people import Person, administrator_of, people_of_unit
from intake.app.demonstration.stories import Stories, play, read_stories
from intake.app.factory import create_app
from intake.cases.models import Case
from intake.complaints.models import Complaint
from intake.rules import load_configuration
from intake.settings import load_settings, recovery
from intake.vault.cookies import encode_secret
from intake.vault.passwords import Cost
from intake.web.foundation.services import EXTENSION
from intake.web.public.reports.kept import EXTENSION as KEPT_PAGES
from intake.web.staff.entry.session import COST
from tests.browser.states.hands import Hands
from tests.browser.states.paths import PATHS
from tests.fixtures.chance import Clock
from tests.fixtures.standing import PLACE, Standing, stand_up

UNIT = f"{PLACE}/oversight-board/investigations"
REVIEW = f"{PLACE}/inspector-general/review"
CLOSED_PLACE = "state-of-ocotillo"
"""People are there, keys are not: its form does not open."""
KEYLESS = f"{CLOSED_PLACE}/inspector-general/intake"
KEYLESS_TOO = f"{CLOSED_PLACE}/inspector-general/custody"
"""Units of one office, each with people of its own."""


@dataclass(frozen=True)
class Told:
    """A complaint of the world: its code, and the id and unit of its first case."""

    code: str
    reference: str
    case_id: str
    unit: str


@dataclass
class World:
    """One install; `fresh` puts everything back as it was at first, in a language."""

    standing: Standing
    app: Flask
    clock: Clock
    people: Mapping[tuple[str, Role], Person]
    told: Mapping[str, Told]
    language: str = "en"
    offered: dict[str, tuple[str, Role]] = field(default_factory=dict)
    """Filled when first asked for: where each step of a case is on offer."""

    def fresh(self, language: str) -> None:
        """Everything as at first; everybody reads this language."""
        self.language = language
        self.clock.now = self._start
        self.app.extensions.pop(KEPT_PAGES, None)
        self._dispose()
        for path in self._database.parent.glob(f"{self._database.name}-*"):
            path.unlink()
        shutil.copyfile(self._copy, self._database)
        with self.standing.session() as session:
            session.execute(update(Staff).values(language=language))
            session.commit()

    def keep(self) -> None:
        """Remember everything as it is now."""
        self._start: datetime = self.clock.now
        with self.standing.session() as session:
            session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self._dispose()
        shutil.copyfile(self._database, self._copy)

    @contextmanager
    def only_one_place(self) -> Iterator[None]:
        """As if the install served one place alone."""
        parts = self.app.extensions[EXTENSION]
        places = {PLACE: parts.configuration.jurisdictions[PLACE]}
        alone = replace(parts.configuration, jurisdictions=places)
        self.app.extensions[EXTENSION] = replace(parts, configuration=alone)
        yield
        self.app.extensions[EXTENSION] = parts

    @contextmanager
    def mails_sent(self) -> Iterator[None]:
        """After the worker sent what waits; the mails are put away again."""
        self.standing.worker().round()
        yield
        shutil.rmtree(self.standing.settings.mail.folder or self._database.parent / "mail")

    @contextmanager
    def in_earnest(self) -> Iterator[None]:
        """As if the install took real complaints."""
        parts = self.app.extensions[EXTENSION]
        settings = parts.settings.model_copy(update={"demonstration": False})
        self.app.extensions[EXTENSION] = replace(parts, settings=settings)
        yield
        self.app.extensions[EXTENSION] = parts

    @contextmanager
    def without_recovery(self, unit: str) -> Iterator[None]:
        """As if the administrator had not put the line of the unit's office in place."""
        path = recovery.path(self.standing.settings)
        kept, entity = path.read_text("ascii"), unit.rpartition("/")[0]
        path.write_text(
            "".join(line for line in kept.splitlines(True) if f'"{entity}"' not in line), "ascii"
        )
        yield
        path.write_text(kept, "ascii")

    @contextmanager
    def raising(self, endpoint: str, error: Exception) -> Iterator[None]:
        """As if this error came up in a view."""
        view = self.app.view_functions[endpoint]

        @wraps(view)
        def fails(*_args: object, **_values: object) -> None:
            raise error

        self.app.view_functions[endpoint] = fails
        yield
        self.app.view_functions[endpoint] = view

    def sql(self, statement: str) -> None:
        """Change the database behind the application's back."""
        with self.standing.session() as session:
            session.execute(text(statement))
            session.commit()

    def visitor(self, place: str = PLACE) -> Hands:
        """Somebody with a browser that nobody used; "~" in addresses is the place's first page."""
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = self.language
        return Hands(client, f"/{place}/{self.language}")

    def staff(self, role: Role, unit: str = UNIT) -> Hands:
        """Somebody of the staff, signed in a moment ago."""
        hands = self.visitor()
        visit = self.people[(unit, role)].visit
        hands.client.set_cookie("t", encode_secret(visit.secret))
        return hands

    @property
    def administrator(self) -> Hands:
        """The administrator of the place."""
        return self.staff(Role.ADMINISTRATOR, f"{PLACE}/*")

    def staff_id(self, role: Role, unit: str = UNIT) -> str:
        """The id of somebody of the staff."""
        return self.people[(unit, role)].member.staff_id

    def follower(self, path: str) -> Hands:
        """Who told the complaint that went this path, come back by code."""
        hands = self.visitor().go("~/f/1")
        hands.send(code=self.told[path].code)
        return hands

    @property
    def _database(self) -> Path:
        return self.standing.settings.data_dir / "world.sqlite"

    @property
    def _copy(self) -> Path:
        return self.standing.settings.data_dir / "world.kept"

    def _dispose(self) -> None:
        self.standing.services.sessions.kw["bind"].dispose()


def raise_world(folder: Path) -> World:
    """Make the world; it takes some seconds."""
    clock = Clock()
    settings = load_settings(
        {
            "INTAKE_DATA": str(folder),
            "INTAKE_DATABASE_URL": f"sqlite:///{folder / 'world.sqlite'}",
            "INTAKE_DEMONSTRATION": "true",
        }
    )
    standing = stand_up(settings, clock=clock, random=os.urandom)
    configuration = load_configuration(settings.config_dir)
    places = {slug: configuration.jurisdictions[slug] for slug in (PLACE, CLOSED_PLACE)}
    services = replace(
        standing.services, configuration=replace(configuration, jurisdictions=places)
    )
    app = create_app(settings, services=services)
    app.config[COST] = Cost(1, 8, 1)
    standing = replace(standing, services=services, app=app)
    people = {**standing.cast, **_more_people(standing)}
    told = _tell_all(standing)
    world = World(standing, app, clock, people, told)
    world.keep()
    return world


def _more_people(standing: Standing) -> dict[tuple[str, Role], Person]:
    found: dict[tuple[str, Role], Person] = {}
    places = standing.services.configuration.jurisdictions
    with standing.session() as session:
        context = standing.context()
        for unit in places[CLOSED_PLACE].units():
            if unit.key in {KEYLESS, KEYLESS_TOO}:
                for person in people_of_unit(session, context=context, unit=unit):
                    found[person.place] = person
        for slug in places:
            person = administrator_of(session, context=context, jurisdiction=slug)
            found[(person.account.unit, Role.ADMINISTRATOR)] = person
    return found


def _tell_all(standing: Standing) -> dict[str, Told]:
    shipped = read_stories(standing.settings.config_dir)
    stories = replace(shipped, paths={**shipped.paths, **PATHS})
    context = standing.context()
    with standing.session() as session:
        found = {}
        for path, story in _one_story_a_path(stories).items():
            told = play(session, story, context=context, stories=stories, cast=standing.cast)
            case = session.scalars(
                select(Case)
                .join(Complaint, Case.complaint_id == Complaint.id)
                .where(Complaint.reference == told.reference)
            ).first()
            assert case is not None
            found[path] = Told(told.code, told.reference, case.id, case.unit)
    return found


def _one_story_a_path(stories: Stories) -> dict[str, Mapping[str, object]]:
    """For each path a story of the place; those of elsewhere are moved here, to the police."""
    base = next(one for one in stories.stories if one["path"] == "closed_with_findings")
    found: dict[str, Mapping[str, object]] = {}
    for story in stories.stories:
        here = {**story, "jurisdiction": PLACE}
        if story["jurisdiction"] != PLACE:
            here |= {"agency": "police"}
        found.setdefault(story["path"], here)
    for path in PATHS:
        found.setdefault(path, {**base, "path": path, "days_ago": 40})
    found["urgent"] = {**found["received"], "path": "urgent"}
    return found
