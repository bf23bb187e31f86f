"""A demonstration, set up once: everybody, every state, mails, and a clock that moves on."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from intake.accounts.models import Staff
from intake.accounts.second_factor import current_code
from intake.actions.context import ActionContext
from intake.actions.following.follow import follow
from intake.actions.people.sign_in import begin_sign_in, complete_sign_in
from intake.actions.services import Services
from intake.app.demonstration import DemonstrationUnfinished
from intake.app.install import prepare
from intake.app.publishing_child import PublishingChild
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.cases.models import Case
from intake.cases.vocabulary import Status
from intake.cli.demonstration import NAME, set_up
from intake.cli.main import make_parser
from intake.notify.kept_mails import newest_mails
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cube import IMPORTED, read_cube
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import Quarter
from intake.protection.system import build_system
from intake.publication.models import ReleaseRequest
from intake.settings import Settings, load_settings
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

    @property
    def kept(self) -> dict[str, Any]:
        """The file of accounts and codes."""
        content: dict[str, Any] = json.loads((self.settings.data_dir / NAME).read_text("utf-8"))
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
        set_up(settings)
    services = build_services(settings)
    with services.sessions() as session:
        states = Counter(session.scalars(select(Case.status)))
    yield Shown(settings, services, said.getvalue(), states)
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


def test_accounts_and_codes_are_printed_and_kept_for_the_owner_alone(shown: Shown) -> None:
    for account in shown.kept["accounts"]:
        assert account["email"] in shown.said
        assert account["password"] in shown.said
    for complaint in shown.kept["complaints"]:
        assert complaint["code"] in shown.said
    assert (shown.settings.data_dir / NAME).stat().st_mode & 0o777 == 0o600


def test_what_is_printed_signs_in_and_follows(shown: Shown) -> None:
    # Later than the codes with which everybody joined, of which each is good for once.
    context = shown.context(at=datetime.now(UTC) + timedelta(hours=3))
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


def test_a_second_start_adds_nothing_and_prints_the_same(
    shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    before = shown.kept
    set_up(shown.settings)
    printed = capsys.readouterr().out
    assert printed.strip() in shown.said
    assert before == shown.kept


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


def test_a_set_up_that_was_ended_half_way_says_what_to_do(settings: Settings, random: Any) -> None:
    settings = settings.model_copy(update={"demonstration": True})
    prepare(settings, random=random, at=datetime.now(UTC))
    services = build_services(settings)
    with services.sessions() as session:
        session.add(somebody())
        session.commit()
    services.sessions.kw["bind"].dispose()
    with pytest.raises(DemonstrationUnfinished, match="start again"):
        set_up(settings)
    assert not (settings.data_dir / NAME).exists()


def somebody() -> Staff:
    """A person who joined before the set-up was ended."""
    return Staff(
        id="a" * 32,
        login_tag=b"x" * 32,
        sealed_profile=b"x",
        language="en",
        state="active",
        created_at=datetime.now(UTC),
    )


def test_a_real_install_has_no_clock_to_move(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = make_parser(["demo-advance"]).parse_args(["demo-advance", "3"])
    assert arguments.handler(arguments, settings) == 1
    assert "not a demonstration" in capsys.readouterr().err
    shown = settings.model_copy(update={"demonstration": True})
    arguments.days = 0
    assert arguments.handler(arguments, shown) == 2
