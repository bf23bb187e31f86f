"""A PostgreSQL database that one test gives back is for the next what it was for the first."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from tests.fixtures.postgres import SERVES, PostgresServer

pytestmark = pytest.mark.postgres

MADE = (
    "CREATE TABLE office (name text PRIMARY KEY)",
    "CREATE TABLE desk (office text REFERENCES office)",
    "CREATE RULE kept AS ON DELETE TO office DO INSTEAD NOTHING",
    "INSERT INTO office VALUES ('first'), (E'with\\ttab')",
    "INSERT INTO desk VALUES ('first')",
    "CREATE SEQUENCE number",
)
AT_FIRST = ["desk first", "office first", "office with\ttab"]
OTHERWISE = (
    "ALTER TABLE desk ADD COLUMN color text",
    "CREATE TABLE chair (leg text)",
    "CREATE INDEX by_office ON desk (office)",
    "REVOKE SELECT ON desk FROM CURRENT_USER",
    "DROP RULE kept ON office",
    "SELECT nextval('number')",
)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Changes are committed at the end."""
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def template(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database with some rows."""
    with postgres_server.own("template0") as url:
        with connected(url) as connection:
            for statement in MADE:
                connection.execute(text(statement))
        yield make_url(url).database or ""


def rows(connection: Connection) -> list[str]:
    both = "SELECT 'desk ' || office FROM desk UNION ALL SELECT 'office ' || name FROM office"
    return list(connection.scalars(text(f"{both} ORDER BY 1")))


def test_rows_are_for_the_next_what_they_were_for_the_first(
    postgres_server: PostgresServer, template: str
) -> None:
    with postgres_server.database(template) as first, connected(first) as connection:
        assert rows(connection) == AT_FIRST
        connection.execute(text("INSERT INTO office VALUES ('second')"))
        connection.execute(text("UPDATE desk SET office = 'second'"))
    with postgres_server.database(template) as second, connected(second) as connection:
        assert second == first
        assert rows(connection) == AT_FIRST


@pytest.mark.parametrize("statement", OTHERWISE)
def test_a_database_changed_in_more_than_rows_is_not_given_again(
    postgres_server: PostgresServer, template: str, statement: str
) -> None:
    with postgres_server.database(template) as first, connected(first) as connection:
        connection.execute(text(statement))
    with postgres_server.database(template) as second, connected(second) as connection:
        assert second != first
        assert rows(connection) == AT_FIRST
    with pytest.raises(OperationalError, match="does not exist"), connected(first):
        pass


def test_who_was_left_in_it_is_put_out(postgres_server: PostgresServer, template: str) -> None:
    with postgres_server.database(template) as first:
        left = psycopg.connect(make_url(first).set(drivername="postgresql").render_as_string())
        left.execute("INSERT INTO office VALUES ('left open')")
    with closing(left), postgres_server.database(template) as second, connected(second) as looking:
        assert second == first
        assert rows(looking) == AT_FIRST
        with pytest.raises(psycopg.OperationalError, match="terminat"):
            left.execute("SELECT 1")


def test_a_database_does_not_serve_for_ever(postgres_server: PostgresServer, template: str) -> None:
    given = set()
    for _ in range(SERVES + 1):
        with postgres_server.database(template) as url:
            given.add(url)
    assert len(given) == 2
