"""A demonstration, set up once: everybody, every state, mails, and a clock that moves on."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from intake.accounts.models import Staff
from intake.accounts.second_factor import current_code
from intake.actions.context import ActionContext
from intake.actions.following.follow import follow
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.sign_in import begin_sign_in
from intake.actions.publishing.invented_past import ONE_RELEASE_EVERY
from intake.actions.services import Services
from intake.app.demonstration import DemonstrationLost
from intake.app.demonstration.clock import days_ahead
from intake.app.install import prepare
from intake.app.metadata import METADATA
from intake.app.publishing_child import PublishingChild
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.cases.models import Case
from intake.cases.vocabulary import Status
from intake.cli.demonstration import set_up_first_place, set_up_the_rest
from intake.cli.main import make_parser
from intake.notify.kept_mails import newest_mails
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cube import IMPORTED, read_cube
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import Quarter
from intake.protection.system.building import build_system
from intake.publication.models import ReleaseRequest
from intake.settings import Settings, demonstration, load_settings
from intake.settings.recovery import fingerprints
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring
from tests.fixtures.chance import repeatable_random


@dataclass(frozen=True)
class Shown:
    """A demonstration as a first start leaves it."""

    settings: Settings
    services: Services
    said: str
    states: Counter[str]
    asked: list[datetime]

    @property
    def kept(self) -> dict[str, Any]:
        """The file of accounts and codes."""
        file = demonstration.path(self.settings)
        content: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return content

    def context(self, at: datetime | None = None) -> ActionContext:
        """What an action of staff is given."""
        keyring = Keyring.load(Process.STAFF.path(keyring_folder(self.settings)))
        return self.services.action_context(keyring, at=at)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Set up once: it takes the time of many tests."""
    folder = tmp_path_factory.mktemp("shown") / "data"
    folder.mkdir(mode=0o700)
    settings = load_settings({"INTAKE_DATA": str(folder), "INTAKE_DEMONSTRATION": "true"})
    prepare(settings, random=repeatable_random("demonstration"), at=datetime.now(UTC))
    with redirect_stdout(io.StringIO()) as said:
        set_up_first_place(settings)
        set_up_the_rest(settings)
    services = build_services(settings)
    with services.sessions() as session:
        states = Counter(session.scalars(select(Case.status)))
        asked = sorted(session.scalars(select(ReleaseRequest.requested_at)))
    yield Shown(settings, services, said.getvalue(), states, asked)
    services.sessions.kw["bind"].dispose()


def test_there_is_somebody_for_every_role_in_every_unit(shown: Shown) -> None:
    found = {(one["unit"], one["role"]) for one in shown.kept["accounts"]}
    units = shown.services.configuration.units()
    wanted = {(unit.key, role.value) for unit in units for role in unit.roles}
    places = shown.services.configuration.jurisdictions
    assert found == wanted | {(f"{place}/*", "administrator") for place in places}


def test_there_are_fifteen_cases_in_all_eleven_states(shown: Shown) -> None:
    # As they were before another test moved the clock on.
    assert set(shown.states) == {status.value for status in Status}
    assert shown.states.total() >= 15
    assert len(shown.kept["complaints"]) == 15


def test_it_says_in_a_few_lines_where_everything_is(shown: Shown) -> None:
    assert len(shown.said.splitlines()) < 10
    assert f"http://127.0.0.1:{shown.settings.port}/demonstration/" in shown.said
    assert str(demonstration.path(shown.settings)) in shown.said
    assert "still being made" in shown.said


def test_accounts_and_codes_are_kept_for_the_owner_alone(shown: Shown) -> None:
    assert all(account["password"] not in shown.said for account in shown.kept["accounts"])
    assert shown.kept["to_come"] == []
    assert demonstration.path(shown.settings).stat().st_mode & 0o777 == 0o600


def test_what_is_kept_signs_in_and_follows(shown: Shown) -> None:
    context = shown.context()
    by_role = {one["role"]: one for one in shown.kept["accounts"]}
    with shown.services.sessions() as session:
        for account in by_role.values():
            visit = begin_sign_in(
                session, context=context, address=account["email"], password=account["password"]
            )
            code = current_code(account["second_factor"], at=context.at)
            visit = complete_sign_in(session, context=context, visit=visit, code=code)
            assert visit.seed()
        for complaint in shown.kept["complaints"]:
            seen = follow(session, context=context, code=complaint["code"])
            assert seen.reference == complaint["reference"]


def test_a_second_start_adds_nothing(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    before, counted = shown.kept, count_all(shown.services)
    set_up_first_place(shown.settings)
    set_up_the_rest(shown.settings)
    printed = capsys.readouterr().out
    assert "/demonstration/" in printed
    assert "still being made" not in printed
    assert before == shown.kept
    assert count_all(shown.services) == counted


def count_all(services: Services) -> dict[str, int]:
    """How many rows each table holds."""
    with services.sessions() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


def test_every_unit_can_be_filed_to(shown: Shown) -> None:
    assert set(fingerprints(shown.settings)) == {
        unit.entity_key for unit in shown.services.configuration.units()
    }


class AtWork:
    """A computation of a release that goes on."""

    def poll(self) -> None:
        """It has not ended."""


def test_past_years_are_counted_and_wait_to_be_published(shown: Shown) -> None:
    place = shown.services.configuration.jurisdiction("saguaro-city")
    catalogue = catalogue_for(place)
    assert catalogue is not None
    with shown.services.sessions() as session:
        # Another test may have moved the clock on and closed what came in since.
        invented = select(QuarterTotal).where(QuarterTotal.source == IMPORTED)
        totals = session.scalars(invented.order_by(QuarterTotal.quarter)).all()
        requests = session.scalars(select(ReleaseRequest)).all()
        cube = read_cube(session, place, Quarter.parse(totals[-1].quarter))
    assert {one.jurisdiction for one in totals} == {place.slug}
    assert totals[0].quarter == catalogue.first_period
    assert 9 <= len(totals) <= 20
    assert all(100 < one.complaints < 250 for one in totals)
    asked = sorted(requests, key=lambda one: one.requested_at)
    assert [one.period for one in asked] == [one.quarter for one in totals]
    assert all(one.kind == "publish" for one in requests)
    # As they were before another test moved the clock on.
    assert {later - one for one, later in pairwise(shown.asked)} == {ONE_RELEASE_EVERY}
    # Every relation that the protection reckons with holds; else it would refuse the counts.
    build_system(catalogue, [Quarter.parse(one.quarter) for one in totals], cube, ())


def worked(shown: Shown) -> list[str]:
    """What the worker wrote in two rounds."""
    worker = Worker(
        services=shown.services,
        keyring=Keyring.load(Process.WORKER.path(keyring_folder(shown.settings))),
        child=PublishingChild(start=lambda words: AtWork()),  # type: ignore[arg-type]
    )
    worker.round()
    worker.round()
    return [mail.to for mail in newest_mails(shown.settings.data_dir / "mail", most=2_000)]


def test_mails_are_kept_in_a_folder_and_a_moved_clock_makes_deadlines_pass(
    shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    first = worked(shown)
    assert first
    assert all(address.endswith(".example") for address in first)
    folder: Path = shown.settings.data_dir / "mail"
    assert folder.stat().st_mode & 0o077 == 0
    before = late(shown)
    arguments = make_parser(["demo-advance"]).parse_args(["demo-advance", "40"])
    assert arguments.handler(arguments, shown.settings) == 0
    assert "40 days ahead" in capsys.readouterr().out
    assert late(shown) > before
    assert len(worked(shown)) > len(first)


def late(shown: Shown) -> int:
    """How many cases have a clock that ran out."""
    with shown.services.sessions() as session:
        at = shown.services.clock()
        return session.scalar(select(func.count()).where(Case.next_due_at <= at)) or 0


def test_people_without_the_file_that_signs_them_in_are_said(
    settings: Settings, random: Any
) -> None:
    settings = settings.model_copy(update={"demonstration": True})
    prepare(settings, random=random, at=datetime.now(UTC))
    services = build_services(settings)
    with services.sessions() as session:
        session.add(somebody())
        session.commit()
    services.sessions.kw["bind"].dispose()
    with pytest.raises(DemonstrationLost, match="start again"):
        set_up_first_place(settings)
    assert not demonstration.path(settings).exists()


def somebody() -> Staff:
    """A person who joined."""
    return Staff(
        id="a" * 32,
        login_tag=b"x" * 32,
        sealed_profile=b"x",
        language="en",
        state="active",
        created_at=datetime.now(UTC),
    )


def test_the_clock_stands_while_the_demonstration_is_being_set_up(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings.model_copy(update={"demonstration": True})
    demonstration.write(settings, demonstration.Kept(to_come=("marisol-county",)))
    arguments = make_parser(["demo-advance"]).parse_args(["demo-advance", "3"])
    assert arguments.handler(arguments, settings) == 1
    assert "still being set up" in capsys.readouterr().err
    assert days_ahead(settings.data_dir) == 0
    demonstration.write(settings, demonstration.Kept())
    assert arguments.handler(arguments, settings) == 0
    assert days_ahead(settings.data_dir) == 3


def test_a_real_install_has_no_clock_to_move(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = make_parser(["demo-advance"]).parse_args(["demo-advance", "3"])
    assert arguments.handler(arguments, settings) == 1
    assert "not a demonstration" in capsys.readouterr().err
    shown = settings.model_copy(update={"demonstration": True})
    arguments.days = 0
    assert arguments.handler(arguments, shown) == 2
