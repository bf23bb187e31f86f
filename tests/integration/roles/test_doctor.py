"""`intake doctor` under a role of a process: a right it lacks is grave, one too many is not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import text

from intake.app.database_roles.rights import Role
from intake.app.database_roles.standing import role_in_use
from intake.cli.main import main
from tests.fixtures.databases import Database
from tests.integration.roles.conftest import PartedInstall

Told = Callable[[Role], tuple[int, list[tuple[str, bool]]]]
pytestmark = pytest.mark.postgres


@pytest.fixture
def told(
    install: PartedInstall,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Told:
    """What the doctor says of the rights of a role, and its exit code."""

    def told(role: Role) -> tuple[int, list[tuple[str, bool]]]:
        monkeypatch.setenv("INTAKE_DATA", str(install.settings.data_dir))
        monkeypatch.setenv("INTAKE_DATABASE_URL", install.under(role).database_url)
        code = main(["doctor", "--json"])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        about = [line for line in lines if line["place"].startswith("database role")]
        return code, [(line["wrong"], line["grave"]) for line in about]

    return told


@pytest.mark.parametrize("role", list(Role))
def test_a_role_with_its_rights_is_well(told: Told, role: Role) -> None:
    assert told(role) == (0, [])


def test_a_right_that_is_lacking_is_grave(told: Told, database: Database) -> None:
    with database.engine.begin() as owner:
        owner.execute(text("REVOKE INSERT ON part FROM intake_resident"))
    code, findings = told(Role.RESIDENT)
    assert code == 1
    assert findings == [("it lacks rights, so pages or rounds will fail: add part", True)]


def test_a_right_too_many_is_a_warning(told: Told, database: Database) -> None:
    with database.engine.begin() as owner:
        owner.execute(text("GRANT SELECT (login_tag) ON staff TO intake_resident"))
    assert told(Role.RESIDENT) == (0, [("it can do more than it needs: read staff", False)])


def test_the_owner_has_no_role_of_a_process(database: Database) -> None:
    with database.sessions() as session:
        assert role_in_use(session) is None
