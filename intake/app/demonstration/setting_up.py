"""Sets up a demonstration, one place after the other, in steps that can be ended anywhere.

What is done is kept in the demonstration's file and in the database; a later start goes on there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from intake.accounts.directory import find_by_address
from intake.accounts.roles import Role
from intake.actions.context import ActionContext
from intake.actions.publishing.invented_past import (
    ask_for_releases,
    freeze_invented,
    spread_releases,
)
from intake.app.demonstration.keys import Paper, admit_all, open_entity
from intake.app.demonstration.past import invent, past_quarters, read_invention
from intake.app.demonstration.people import (
    Person,
    administrator_of,
    people_of_unit,
    sign_everybody_out,
)
from intake.app.demonstration.stories import Notebook, play, read_stories
from intake.settings import demonstration
from intake.settings.demonstration import Kept, Told
from intake.settings.model import Settings
from intake.settings.recovery import fingerprints

PAST = "past years"
"""What comes after all places: the invented numbers, which the worker publishes."""
JOINED_BEFORE = timedelta(minutes=10)
"""So that nobody's codes of now were used up in joining."""


def first_of_all(settings: Settings, places: Iterable[str]) -> Kept:
    """Where a demonstration begins: nobody is there, and everything is to come."""
    first = read_stories(settings.config_dir).first_place
    ordered = sorted(places, key=lambda slug: slug != first)
    return Kept(to_come=(*ordered, PAST))


@dataclass
class SetUp:
    """The set-up of one demonstration, by the actions that a real install is set up with.

    Attributes:
        context: the circumstances of now, without the recovery keys, which come while it works.
        kept: what is there, as the demonstration's file has it.
    """

    session: Session
    context: ActionContext
    settings: Settings
    kept: Kept
    _cast: dict[tuple[str, Role], Person] = field(default_factory=dict)

    def steps(self, wanted: str) -> Iterator[None]:
        """Do what is still to come of a place, or of the past years, step by step."""
        if wanted not in self.kept.to_come:
            return
        yield from self._past() if wanted == PAST else self._place(wanted)
        self._keep(self.kept.without(wanted))

    def publish_on(self) -> None:
        """Let the worker go on publishing the past years where the last one was ended."""
        place = read_invention(self.settings.config_dir).jurisdiction
        spread_releases(self.session, context=self.context, jurisdiction=place)

    def _place(self, slug: str) -> Iterator[None]:
        self._cast = {}
        yield from self._people(slug)
        admit_all(self.session, context=self._earlier, cast=self._cast)
        yield
        yield from self._stories(slug)
        sign_everybody_out(self.session, context=self._earlier, cast=self._cast)

    def _people(self, slug: str) -> Iterator[None]:
        known = {account.email: account for account in self.kept.accounts}
        session, at = self.session, self._earlier
        self._join(administrator_of(session, context=at, jurisdiction=slug, known=known))
        yield
        for entity in self.context.configuration.jurisdiction(slug).entities.values():
            for unit in entity.units.values():
                self._join(*people_of_unit(session, context=at, unit=unit, known=known))
                yield
            open_entity(
                session,
                context=self._earlier,
                settings=self.settings,
                entity=entity,
                cast=self._cast,
                paper=Paper(dict(self.kept.recovery_keys), self._print),
            )
            yield

    def _stories(self, slug: str) -> Iterator[None]:
        stories = read_stories(self.settings.config_dir)
        begun = {told.number: told for told in self.kept.complaints}
        for story in stories.stories:
            if story["jurisdiction"] == slug:
                play(
                    self.session,
                    story,
                    context=self._now,
                    stories=stories,
                    cast=self._cast,
                    notebook=Notebook(begun=begun.get(story["number"]), keep=self._tell),
                )
                yield

    def _past(self) -> Iterator[None]:
        """Past years for one of the bodies, in the name of its director."""
        invention = read_invention(self.settings.config_dir)
        place = self.context.configuration.jurisdictions.get(invention.jurisdiction)
        if place is None or place.reports is None:
            return
        today = place.calendar.local_day(self.context.at)
        past = invent(invention, past_quarters(place.reports.first_period, today))
        for quarter in past.quarters:
            yield
            freeze_invented(
                self.session,
                context=self.context,
                jurisdiction=place.slug,
                past=past,
                quarter=quarter,
            )
        yield
        ask_for_releases(
            self.session,
            context=self.context,
            jurisdiction=place.slug,
            quarters=past.quarters,
            staff_id=self._director_of(place.slug),
        )

    def _director_of(self, slug: str) -> str:
        address = next(
            one.email
            for one in self.kept.accounts
            if one.role == Role.DIRECTOR and one.unit.startswith(f"{slug}/")
        )
        staff = find_by_address(self.session, address, keyring=self.context.keyring)
        if staff is None:
            raise LookupError("the director of a demonstration is gone")
        return staff.id

    def _join(self, *people: Person) -> None:
        self._cast |= {person.place: person for person in people}
        self._keep(self.kept.with_accounts(person.account for person in people))

    def _print(self, entity: str, printed: str) -> None:
        self._keep(self.kept.with_recovery_key(entity, printed))

    def _tell(self, told: Told) -> None:
        self._keep(self.kept.with_complaint(told))

    def _keep(self, kept: Kept) -> None:
        if kept != self.kept:
            demonstration.write(self.settings, kept)
            self.kept = kept

    @property
    def _now(self) -> ActionContext:
        return replace(self.context, recovery=fingerprints(self.settings))

    @property
    def _earlier(self) -> ActionContext:
        return replace(self._now, at=self.context.at - JOINED_BEFORE)
