"""A set-up that is ended anywhere goes on there: nothing is missing, and nothing is there twice."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.accounts.models import Membership, Staff
from intake.accounts.states import StaffState
from intake.accounts.units.keys import proven_unit
from intake.accounts.units.members import people_of
from intake.actions.context import ActionContext
from intake.actions.following.follow import follow
from intake.actions.publishing.invented_past import ONE_RELEASE_EVERY
from intake.actions.publishing.requests import take_request
from intake.actions.services import Services
from intake.app.demonstration.setting_up import PAST, SetUp
from intake.app.demonstration.stories import read_stories
from intake.app.install import prepare
from intake.app.services import build_services, keyring_folder
from intake.cases.models import Case, CaseEventRow
from intake.numbers.models import QuarterTotal
from intake.publication.models import ReleaseRequest
from intake.settings import Settings, demonstration, load_settings
from intake.settings.demonstration import Kept
from intake.settings.recovery import fingerprints
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring

PLACE = "saguaro-city"
Write = Callable[[Settings, Kept], None]


class Ended(BaseException):
    """The process was ended here."""


class Life:
    """Some draws of randomness and some writes, and then the end."""

    def __init__(self, left: int) -> None:
        self.left = left

    def random(self, size: int) -> bytes:
        self.spend(1)
        return os.urandom(size)

    def spend(self, much: int) -> None:
        self.left -= much
        if self.left < 0:
            raise Ended


@pytest.fixture
def services(empty_install: Settings) -> Iterator[Services]:
    found = build_services(empty_install)
    yield found
    found.sessions.kw["bind"].dispose()


@pytest.fixture
def empty_install(data_dir: object) -> Settings:
    settings = load_settings({"INTAKE_DATA": str(data_dir), "INTAKE_DEMONSTRATION": "true"})
    prepare(settings, random=os.urandom, at=datetime.now(UTC))
    demonstration.write(settings, Kept(to_come=(PLACE, PAST)))
    return settings


def context_of(services: Services, random: Callable[[int], bytes] = os.urandom) -> ActionContext:
    return ActionContext(
        install_id=services.install_id,
        at=services.clock(),
        random=random,
        configuration=services.configuration,
        questionnaire=services.questionnaire,
        keyring=Keyring.load(Process.STAFF.path(keyring_folder(services.settings))),
        recovery={},
    )


def live(services: Services, life: Life) -> bool:
    """Go on with the set-up until the end of this life; whether it was done before."""
    settings = services.settings
    with services.sessions() as session:
        work = SetUp(
            session=session,
            context=context_of(services, life.random),
            settings=settings,
            kept=demonstration.read(settings),
        )
        try:
            for wanted in work.kept.to_come:
                for _ in work.steps(wanted):
                    pass
        except Ended:
            return False
    return True


def test_ended_again_and_again_it_ends_as_if_it_never_was(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, lives = Random(8), []  # noqa: S311
    write: Write = demonstration.write
    while True:
        life = Life(chance.randint(120, 360))
        lives.append(life)

        def dying_write(settings: Settings, kept: Kept, life: Life = life) -> None:
            # Before it is written: what the database has then, the file has not.
            life.spend(12)
            write(settings, kept)

        monkeypatch.setattr(demonstration, "write", dying_write)
        if live(services, life):
            break
    assert len(lives) > 8
    kept = demonstration.read(services.settings)
    assert kept.to_come == ()
    with services.sessions() as session:
        check_people(session, services, kept)
        check_complaints(session, services, kept)
        check_past(session)


def check_people(session: Session, services: Services, kept: Kept) -> None:
    states = Counter(session.scalars(select(Staff.state)))
    assert states == {StaffState.ACTIVE.value: len(kept.accounts)}
    assert session.scalar(select(func.count()).select_from(Membership)) == len(kept.accounts)
    context = replace(context_of(services), recovery=fingerprints(services.settings))
    for entity in services.configuration.jurisdiction(PLACE).entities.values():
        assert kept.recovery_keys[entity.key]
        for unit in entity.units.values():
            proven = proven_unit(
                session, unit.key, install_id=context.install_id, recovery=context.recovery
            )
            people = people_of(session, unit.key, proven)
            assert (people.waiting, people.swapped, people.gone) == ((), (), ())
            assert len(people.holding) == len(unit.roles)


def check_complaints(session: Session, services: Services, kept: Kept) -> None:
    shipped = read_stories(services.settings.config_dir)
    wanted = [story for story in shipped.stories if story["jurisdiction"] == PLACE]
    assert [told.number for told in kept.complaints] == [story["number"] for story in wanted]
    assert session.scalar(select(func.count(func.distinct(Case.complaint_id)))) == len(wanted)
    for told in kept.complaints:
        seen = follow(session, context=context_of(services), code=told.code)
        assert seen.reference == told.reference
        steps = [shipped.steps[name] for name in shipped.paths[told.path]]
        taken = Counter(step["event"] for step in steps if "event" in step)
        for case in seen.cases:
            kinds = select(CaseEventRow.kind).where(CaseEventRow.case_id == case.id)
            found = Counter(session.scalars(kinds))
            assert {kind: found[kind] for kind in taken} == taken, told.path


def check_past(session: Session) -> None:
    quarters = session.scalars(select(QuarterTotal.quarter)).all()
    asked = session.scalars(select(ReleaseRequest.period)).all()
    assert sorted(asked) == sorted(quarters)
    assert len(quarters) >= 9


def test_a_release_in_work_when_it_was_ended_begins_again_and_the_others_wait(
    services: Services,
) -> None:
    context = context_of(services)
    later = context.at + timedelta(days=2)
    with services.sessions() as session:
        work = SetUp(
            session=session,
            context=context,
            settings=services.settings,
            kept=demonstration.read(services.settings),
        )
        for wanted in work.kept.to_come:
            for _ in work.steps(wanted):
                pass
        first = take_request(session, at=context.at)
        assert first is not None
        assert take_request(session, at=context.at) is None
        again = replace(work, context=replace(context, at=later))
        again.publish_on()
        assert take_request(session, at=later) == first
        assert take_request(session, at=later) is None
        second = take_request(session, at=later + ONE_RELEASE_EVERY)
    assert second is not None
    assert second.period > first.period
