"""Rows written past the ORM are the rows that the ORM would write, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import bindparam, event, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.complaints.models import Draft, Erasable, ResidentSession
from intake.db.models import Install
from intake.db.rows import gathered, insert_rows, run_made, send_rows, table_of
from intake.db.transaction import transaction

AT = datetime(2026, 3, 2, 16, 0, 0, 123456, tzinfo=UTC)
SHARE = {"complaint_id": "c" * 32, "owner_id": "o" * 32, "key_letter": "K", "share": b"\0\xff"}
VISIT = {"id": "v" * 32, "sealed_code": b"x", "touched_at": AT, "ends_at": AT, "sent_at": None}


def test_every_kind_of_value_comes_back_as_it_was_given(session: Session) -> None:
    with transaction(session):
        insert_rows(session, Install, [{"id": "i" * 32, "created_day": date(2026, 3, 2)}])
        insert_rows(session, ResidentSession, [VISIT])
        insert_rows(session, Erasable, [SHARE])
    assert session.scalars(select(Install.created_day)).one() == date(2026, 3, 2)
    visit = session.scalars(select(ResidentSession)).one()
    assert (visit.touched_at, visit.sent_at, visit.sealed_code) == (AT, None, b"x")
    assert bytes(session.scalars(select(Erasable.share)).one()) == b"\0\xff"


def test_a_column_left_out_gets_its_default(session: Session) -> None:
    row = {"id": "d" * 32, "jurisdiction": "j", "language": "en", "channel": "web"}
    sealed = {"sealed_keys": b"k", "sealed_list": b"l", "size": 2}
    with transaction(session):
        insert_rows(session, Draft, [{**row, **sealed, "expires_at": AT}])
    draft = session.scalars(select(Draft)).one()
    assert (draft.code_shown, draft.version) == (False, 1)


def test_a_moment_without_zone_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="time zone"), transaction(session):
        insert_rows(session, ResidentSession, [{**VISIT, "ends_at": datetime(2026, 3, 2)}])  # noqa: DTZ001


def test_no_rows_are_no_statement(session: Session) -> None:
    with gathered(session) as rows:
        insert_rows(session, Erasable, [])
    assert rows == []
    with transaction(session):
        send_rows(session, rows)
    assert session.scalar(select(func.count()).select_from(Erasable)) == 0


def test_gathered_rows_are_sent_later_and_in_order(session: Session) -> None:
    said: list[str] = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2].split(" (")[0]))
    with gathered(session) as rows:
        insert_rows(session, Erasable, [SHARE, {**SHARE, "key_letter": "I"}])
        insert_rows(session, ResidentSession, [VISIT])
    assert said == []
    with transaction(session):
        send_rows(session, rows)
        insert_rows(session, Erasable, [{**SHARE, "key_letter": "T"}])
    assert [text for text in said if text.startswith("INSERT")] == [
        "INSERT INTO erasable",
        "INSERT INTO resident_session",
        "INSERT INTO erasable",
    ]
    assert session.scalar(select(func.count()).select_from(Erasable)) == 3


def test_a_row_that_the_database_refuses_undoes_all(session: Session) -> None:
    with gathered(session) as rows:
        insert_rows(session, ResidentSession, [VISIT])
        insert_rows(session, Erasable, [SHARE])
        insert_rows(session, Erasable, [SHARE])
    with pytest.raises(IntegrityError), transaction(session):
        send_rows(session, rows)
    assert session.scalar(select(func.count()).select_from(ResidentSession)) == 0
    with transaction(session):
        insert_rows(session, Erasable, [SHARE])
    assert session.scalar(select(func.count()).select_from(Erasable)) == 1


def test_after_an_error_while_gathering_rows_are_written_at_once_again(session: Session) -> None:
    with pytest.raises(KeyError), gathered(session):
        raise KeyError
    with transaction(session):
        insert_rows(session, Erasable, [SHARE])
    assert session.scalar(select(func.count()).select_from(Erasable)) == 1


def test_a_statement_made_once_runs_with_each_value_in_its_place(session: Session) -> None:
    table = table_of(ResidentSession)
    change = (
        update(table)
        .where(table.c.id == bindparam("visit"))
        .values(touched_at=bindparam("at"), ends_at=bindparam("at"), sent_at=bindparam("sent"))
    )
    later = AT + timedelta(hours=1)
    with transaction(session):
        insert_rows(session, ResidentSession, [VISIT, {**VISIT, "id": "w" * 32}])
        run_made(session, change, {"visit": "v" * 32, "at": later, "sent": AT})
    with gathered(session) as rows:
        run_made(session, change, {"visit": "w" * 32, "at": AT, "sent": later})
    with transaction(session):
        send_rows(session, rows)
    first, second = session.scalars(select(ResidentSession).order_by(ResidentSession.id))
    assert (first.touched_at, first.ends_at, first.sent_at) == (later, later, AT)
    assert (second.touched_at, second.ends_at, second.sent_at) == (AT, AT, later)
