"""Each kind of process starts under its own role, with its own keys, and does its daily work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from intake.app.database_roles.rights import Role
from intake.app.database_roles.statements import role_name
from intake.app.factory import create_app, services_for
from intake.app.install import check_schema, prepare
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.settings import Settings, load_settings
from intake.settings.audiences import Audience
from intake.vault.server.files import Process, create_keyrings, load_keyring
from tests.fixtures.databases import Database

pytestmark = pytest.mark.postgres
HOME = "/saguaro-city/es"


@dataclass(frozen=True)
class Install:
    """An install on PostgreSQL, as the settings of each process name its database."""

    settings: Settings

    def under(self, role: Role) -> Settings:
        """The settings of a process of this role."""
        url = make_url(self.settings.database_url)
        own = url.update_query_dict({"options": f"-c role={role_name(role)}"})
        address = own.render_as_string(hide_password=False)
        return self.settings.model_copy(update={"database_url": address})


@pytest.fixture
def install(
    data_dir: Path, database: Database, random: Callable[[int], bytes], at: datetime
) -> Install:
    """Its owner made it; the roles have their rights."""
    own = load_settings({"INTAKE_DATA": str(data_dir), "INTAKE_DATABASE_URL": database.url})
    keyring_folder(own).mkdir(mode=0o700)
    create_keyrings(keyring_folder(own), random)
    prepare(own, random=random, at=at)
    return Install(own)


@pytest.mark.parametrize(
    ("audience", "pages"),
    [
        (Audience.PUBLIC, {"/": 200, f"{HOME}/": 200, f"{HOME}/reports": 200, "/readyz": 200}),
        # No unit has a key yet, so that the form is closed; it had to look.
        (Audience.RESIDENT, {f"{HOME}/p/1": 503, f"{HOME}/f/1": 200, "/readyz": 200}),
        (Audience.STAFF, {"/staff/sign-in": 200, "/readyz": 200}),
    ],
)
def test_pages_start_and_answer_under_their_role(
    install: Install, audience: Audience, pages: dict[str, int]
) -> None:
    settings = install.under(Role(audience.value))
    check_schema(settings)
    services = services_for(settings, (audience,))
    client = create_app(settings, services=services, audiences=(audience,)).test_client()
    answers = {page: client.get(page).status_code for page in pages}
    services.sessions.kw["bind"].dispose()
    assert answers == pages


@pytest.fixture
def worker(install: Install) -> Iterator[Worker]:
    """A worker under its role."""
    settings = install.under(Role.WORKER)
    check_schema(settings)
    services = build_services(settings, needs=())
    yield Worker(services=services, keyring=load_keyring(keyring_folder(settings), Process.WORKER))
    services.sessions.kw["bind"].dispose()


def test_a_round_of_the_worker_has_the_rights_it_needs(
    worker: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    worker.round()
    told = capsys.readouterr().out
    assert "worker_round_failed" not in told
    assert "remains_not_cleared" not in told
