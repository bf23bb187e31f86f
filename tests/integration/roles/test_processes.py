"""Each kind of process starts under its own role, with its own keys, and does its daily work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from intake.app.database_roles.rights import Role
from intake.app.factory import create_app, services_for
from intake.app.install import check_schema
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.settings.audiences import Audience
from intake.vault.server.files import Process, load_keyring
from tests.integration.roles.conftest import PartedInstall

pytestmark = pytest.mark.postgres
HOME = "/saguaro-city/es"


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
    install: PartedInstall, audience: Audience, pages: dict[str, int]
) -> None:
    settings = install.under(Role(audience.value))
    check_schema(settings)
    services = services_for(settings, (audience,))
    client = create_app(settings, services=services, audiences=(audience,)).test_client()
    answers = {page: client.get(page).status_code for page in pages}
    services.sessions.kw["bind"].dispose()
    assert answers == pages


@pytest.fixture
def worker(install: PartedInstall) -> Iterator[Worker]:
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
