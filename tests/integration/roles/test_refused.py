"""PostgreSQL itself refuses what a role has no right to, table by table and column by column."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from intake.actions.upkeep.erase import EMPTIED
from intake.app.database_roles.rights import Role, Verb, declared_rights
from intake.app.database_roles.statements import grants
from intake.app.metadata import METADATA
from intake.cli.main import main
from tests.fixtures.databases import Database
from tests.fixtures.roles import engine_as, grant_roles

pytestmark = pytest.mark.postgres

# ruff: noqa: S608  (names of our own tables)
# Statements that a taken-over host for residents would like to run.
WANTED = (
    "SELECT login_tag FROM staff",
    "SELECT wrapped_seed FROM staff",
    "SELECT sealed_second_factor FROM staff",
    "UPDATE staff SET state = 'active'",
    "INSERT INTO staff (id) VALUES ('1')",
    "SELECT sealed_seed FROM staff_session",
    "INSERT INTO staff_session (id) VALUES ('1')",
    "SELECT token FROM invitation",
    "INSERT INTO membership (staff_id, unit, role) VALUES ('1', 'u', 'lead')",
    "SELECT ciphertext FROM unit_key_box",
    "UPDATE unit_version SET statement = ''",
    "INSERT INTO unit_version (id) VALUES ('1')",
    "UPDATE entity_recovery SET sign_public = ''",
    "SELECT * FROM audit_entry",
    "SELECT count(*) FROM audit_entry WHERE actor_id IS NOT NULL",
    "DELETE FROM audit_entry",
    "SELECT found_by_id FROM allegation",
    "SELECT reasons_part_id FROM allegation",
    "UPDATE allegation SET disposition = 'unfounded'",
    "INSERT INTO allegation (id) VALUES ('1')",
    'UPDATE "case" SET disposition = NULL',
    "UPDATE \"case\" SET urgency = 'normal'",
    'UPDATE "case" SET complaint_id = id',
    'UPDATE "case" SET acknowledged_day = NULL',
    'DELETE FROM "case"',
    "UPDATE complaint SET urgency = 'normal'",
    "DELETE FROM complaint",
    "UPDATE part SET ciphertext = ''",
    "UPDATE case_event SET kind = 'closed'",
    "DELETE FROM case_event",
    "DELETE FROM case_record",
    "UPDATE case_record SET record = ''",
    "DELETE FROM message",
    "DELETE FROM erasable",
    "UPDATE erasable SET share = ''",
    "UPDATE mailbox SET public_key = ''",
    "DELETE FROM mailbox",
    "SELECT sealed_address FROM update_address",
    "DELETE FROM tag_key",
    "SELECT recipient FROM outbox",
    "DELETE FROM outbox",
    "SELECT sealed_code FROM kept_call",
    "SELECT number FROM count_fact",
    "INSERT INTO release (jurisdiction) VALUES ('x')",
    "UPDATE release_file SET content = ''",
    "INSERT INTO release_request (id) VALUES ('1')",
    "UPDATE alembic_version SET version_num = '0'",
    "UPDATE install SET id = '0'",
    "CREATE TABLE mine (id int)",
    "TRUNCATE part",
    "CREATE ROLE other",
    'ALTER TABLE "case" DISABLE TRIGGER ALL',
    "COPY complaint TO '/tmp/complaints'",
    "COPY (SELECT 1) TO PROGRAM 'id'",
)


@pytest.fixture
def connections(granted_database: Database) -> Iterator[dict[Role, Connection]]:
    """One connection under each role."""
    with ExitStack() as opened:
        found = {}
        for role in Role:
            engine = engine_as(granted_database.url, role)
            opened.callback(engine.dispose)
            connection = opened.enter_context(engine.connect())
            found[role] = connection.execution_options(isolation_level="AUTOCOMMIT")
        yield found


def refusal(connection: Connection, statement: str) -> str:
    """How the database refuses a statement; empty where it does not."""
    try:
        connection.execute(text(statement))
    except DBAPIError as error:
        return f"{getattr(error.orig, 'sqlstate', '')} {error.orig}"
    return ""


def is_forbidden(connection: Connection, statement: str) -> bool:
    """Whether a right is lacking: PostgreSQL's own code for it."""
    return refusal(connection, statement).startswith("42501 ")


def test_what_a_host_for_residents_must_not_do_is_refused(
    connections: dict[Role, Connection],
) -> None:
    resident = connections[Role.RESIDENT]
    assert [wanted for wanted in WANTED if not is_forbidden(resident, wanted)] == []


def attempts(table: str, column: str) -> dict[Verb, str]:
    """A harmless statement for each verb, on one column; it does nothing even where it may."""
    return {
        Verb.READ: f'SELECT "{column}" FROM "{table}" WHERE false',
        Verb.ADD: f'INSERT INTO "{table}" ("{column}") SELECT NULL WHERE false',
        Verb.CHANGE: f'UPDATE "{table}" SET "{column}" = NULL WHERE false',
        Verb.REMOVE: f'DELETE FROM "{table}" WHERE false',
    }


@pytest.mark.parametrize("role", list(Role))
def test_each_role_can_do_what_is_declared_and_nothing_else(
    connections: dict[Role, Connection], role: Role
) -> None:
    declared, possible = set(), set()
    for right in declared_rights().of(role):
        for column in declared_rights().columns[right.table]:
            if right.allows(column):
                declared.add((right.table, column, right.verb))
    for table in [*METADATA.tables, "alembic_version"]:
        for column in declared_rights().columns[table]:
            for verb, statement in attempts(table, column).items():
                if not is_forbidden(connections[role], statement):
                    possible.add((table, column, verb))
    assert possible == declared


def test_no_role_makes_tables_of_its_own_for_a_while(
    granted_database: Database, connections: dict[Role, Connection]
) -> None:
    # Rights in a database as such are not copied with it.
    grant_roles(granted_database.url)
    for connection in connections.values():
        assert is_forbidden(connection, "CREATE TEMPORARY TABLE mine (id int)")


def test_a_tag_key_is_locked_and_never_changed(
    granted_database: Database, connections: dict[Role, Connection]
) -> None:
    with granted_database.engine.begin() as owner:
        owner.execute(text("INSERT INTO tag_key VALUES ('c', 'l', 'x')"))
    for role in (Role.RESIDENT, Role.STAFF, Role.WORKER):
        lock = "SELECT complaint_id FROM tag_key FOR UPDATE"
        assert refusal(connections[role], lock) == ""
        change = refusal(connections[role], "UPDATE tag_key SET complaint_id = 'd'")
        assert "append-only" in change


def test_of_what_was_filed_residents_remove_no_part(
    granted_database: Database, connections: dict[Role, Connection]
) -> None:
    part = "INSERT INTO part VALUES (:id, :of, NULL, 'narrative', 'K', 1, 1, 'h', 'c')"
    draft = "INSERT INTO draft VALUES ('d', 'j', 'en', 'web', false, now(), 1, 2, 'k', 'l')"
    with granted_database.engine.begin() as owner:
        owner.execute(text(draft))
        owner.execute(text(part), [{"id": "1", "of": "d"}, {"id": "2", "of": "filed"}])
    gone = "DELETE FROM part RETURNING complaint_id"
    assert connections[Role.RESIDENT].execute(text(gone)).scalars().all() == ["d"]
    assert connections[Role.WORKER].execute(text(gone)).scalars().all() == ["filed"]


def test_the_command_writes_the_statements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(tmp_path))
    assert main(["db-roles"]) == 0
    printed = capsys.readouterr().out
    assert printed.split() == [
        "BEGIN;",
        *" ".join(grants(declared_rights(), emptied=EMPTIED)).split(),
        "COMMIT;",
    ]
    path = tmp_path / "roles.sql"
    assert main(["db-roles", str(path), "--prefix", "city"]) == 0
    assert path.read_text() == printed.replace("intake_", "city_")
    with pytest.raises(SystemExit):
        main(["db-roles", "--prefix", "x; DROP TABLE part"])
    assert main(["db-roles", str(tmp_path / "no" / "folder")]) == 1
