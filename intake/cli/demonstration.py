"""Set up a demonstration: units with keys, a person for each role, fifteen invented complaints, and
three past years in numbers.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.models import Staff
from intake.accounts.roles import Role
from intake.actions.context import ActionContext
from intake.actions.publishing.invented_past import ask_for_releases, freeze_invented
from intake.app.demonstration import DemonstrationUnfinished
from intake.app.demonstration.clock import shifted_clock
from intake.app.demonstration.past import invent, past_quarters, read_invention
from intake.app.demonstration.people import (
    Cast,
    Person,
    administrator_of,
    admit_all,
    open_entity,
    people_of_unit,
    sign_everybody_out,
)
from intake.app.demonstration.stories import Told, play, read_stories
from intake.app.services import build_services, keyring_folder
from intake.settings import Settings
from intake.settings.recovery import fingerprints
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring

NAME = "demonstration.json"


def set_up(settings: Settings) -> None:
    """Fill an empty demonstration once; print the accounts every time.

    Everything is done by the same actions as in a real install. The accounts, their passwords and
    second-factor secrets, and the codes of the complaints are kept in a file with mode 0600.

    Raises:
        DemonstrationUnfinished: an earlier start was ended half-way, or somebody is there already.
    """
    path = settings.data_dir / NAME
    if not path.exists():
        print("setting up the demonstration; this takes about half a minute", flush=True)
        _write(path, *_fill(settings))
    _print(path)


def _fill(settings: Settings) -> tuple[list[Person], list[Told]]:
    services = build_services(settings, clock=shifted_clock(settings.data_dir))
    context = services.action_context(Keyring.load(Process.STAFF.path(keyring_folder(settings))))
    with services.sessions() as session:
        if session.scalar(select(Staff.id).limit(1)) is not None:
            raise DemonstrationUnfinished(settings.data_dir)
        cast, administrators = _cast(session, context, settings)
        context = _with_recovery(context, settings)
        leads = {key: person for key, person in cast.items() if key[1] is Role.LEAD}
        admit_all(session, context=context, leads=leads, everybody=cast)
        stories = read_stories(settings.config_dir)
        told = [
            play(session, story, context=context, stories=stories, cast=cast)
            for story in stories.stories
        ]
        _give_past(session, context, settings, cast)
        everybody = [*administrators, *cast.values()]
        sign_everybody_out(session, context=context, cast=dict(enumerate_cast(everybody)))
    services.sessions.kw["bind"].dispose()
    return everybody, told


def _give_past(session: Session, context: ActionContext, settings: Settings, cast: Cast) -> None:
    """Past years for one of the bodies, which the worker publishes once it runs."""
    invention = read_invention(settings.config_dir)
    place = context.configuration.jurisdictions.get(invention.jurisdiction)
    if place is None or place.reports is None:
        return
    today = place.calendar.local_day(context.at)
    past = invent(invention, past_quarters(place.reports.first_period, today))
    freeze_invented(session, context=context, jurisdiction=place.slug, past=past)
    director = next(
        person
        for (unit, role), person in cast.items()
        if role is Role.DIRECTOR and unit.startswith(f"{place.slug}/")
    )
    ask_for_releases(
        session,
        context=context,
        jurisdiction=place.slug,
        quarters=past.quarters,
        staff_id=director.member.staff_id,
    )


def enumerate_cast(people: Iterable[Person]) -> Iterable[tuple[tuple[str, Role], Person]]:
    """People by unit and role."""
    return (((person.account.unit, person.account.role), person) for person in people)


def _cast(
    session: Session, context: ActionContext, settings: Settings
) -> tuple[Cast, list[Person]]:
    cast: dict[tuple[str, Role], Person] = {}
    administrators = []
    for slug, jurisdiction in context.configuration.jurisdictions.items():
        administrators.append(administrator_of(session, context=context, jurisdiction=slug))
        for entity in jurisdiction.entities.values():
            for unit in entity.units.values():
                people = people_of_unit(session, context=context, unit=unit)
                cast.update(enumerate_cast(people))
            open_entity(session, context=context, settings=settings, entity=entity, cast=cast)
    return cast, administrators


def _with_recovery(context: ActionContext, settings: Settings) -> ActionContext:
    return replace(context, recovery=fingerprints(settings))


def _write(path: Path, people: list[Person], told: list[Told]) -> None:
    content = {
        "accounts": [asdict(person.account) for person in people],
        "complaints": [asdict(story) for story in told],
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)


def _print(path: Path) -> None:
    content = json.loads(path.read_text("utf-8"))
    out = sys.stdout
    print("\nDEMONSTRATION: it takes no real complaints. Who may sign in at /staff/:", file=out)
    for account in content["accounts"]:
        print(f"  {account['email']:62} {account['password']}", file=out)
    print("\nCodes to follow a complaint with:", file=out)
    for story in content["complaints"]:
        print(f"  {story['code']}  {story['jurisdiction']}, {story['path']}", file=out)
    print(f"\nAll of this, with the second-factor secrets, is in {path}", file=out)
    print("The worker publishes invented numbers of past years, one quarter after the other.\n",
          file=out, flush=True)  # fmt: skip
