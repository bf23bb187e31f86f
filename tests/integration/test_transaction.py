"""One action is one transaction: written whole or not at all, and none is left standing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from intake.db.models import Install
from intake.db.rows import insert_rows
from intake.db.transaction import end_reading, transaction, whole_database
from tests.fixtures.databases import Database

ROW = {"id": "i" * 32, "created_day": date(2026, 3, 2)}
HOW_MANY = select(func.count()).select_from(Install)


def test_what_an_action_wrote_is_there_for_others(session: Session, database: Database) -> None:
    with transaction(session):
        insert_rows(session, Install, [ROW])
    assert not session.in_transaction()
    with database.sessions() as other:
        assert other.scalar(HOW_MANY) == 1


def fail_while_writing(session: Session) -> None:
    with transaction(session):
        insert_rows(session, Install, [ROW])
        raise LookupError


def fail_while_restoring(engine: Engine) -> None:
    with whole_database(engine) as connection:
        connection.execute(Install.__table__.insert().values(ROW))
        raise LookupError


def test_an_action_that_fails_writes_nothing(session: Session) -> None:
    with pytest.raises(LookupError):
        fail_while_writing(session)
    assert session.scalar(HOW_MANY) == 0


def test_a_read_ends_and_the_next_one_sees_what_others_wrote(
    session: Session, database: Database
) -> None:
    assert session.scalar(HOW_MANY) == 0
    with database.sessions() as other, transaction(other):
        insert_rows(other, Install, [ROW])
    end_reading(session)
    assert not session.in_transaction()
    assert session.scalar(HOW_MANY) == 1


def test_changes_that_no_action_made_are_refused(session: Session) -> None:
    session.add(Install(**ROW))
    with pytest.raises(RuntimeError, match="outside an action"):
        end_reading(session)
    with pytest.raises(RuntimeError, match="outside an action"), transaction(session):
        pass
    session.rollback()
    assert session.scalar(HOW_MANY) == 0


def test_a_restore_is_whole_or_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        fail_while_restoring(database.engine)
    with database.sessions() as session:
        assert session.scalar(HOW_MANY) == 0
    with whole_database(database.engine) as connection:
        connection.execute(Install.__table__.insert().values(ROW))
    with database.sessions() as session:
        assert session.scalar(HOW_MANY) == 1
