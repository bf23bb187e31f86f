"""Rows on the hot path: statements made once, run past the ORM, and in one go where that helps.

A statement that is built anew for each request costs several times what running it does, and on
PostgreSQL the way to the server and back costs more than either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from intake.db.base import Base

Row = Mapping[str, Any]
_WAITING = "intake rows in one go"


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements that are made once."""
    return Base.metadata.tables[model.__tablename__]


def insert_rows(session: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns; none is fine. The caller has the transaction.

    A column left out gets its default.
    """
    if not rows:
        return
    prepared = _prepared(model, rows[0], session.get_bind().dialect)
    values = [prepared.values(row) for row in rows]
    waiting: Gathered | None = session.info.get(_WAITING)
    if waiting is None:
        _insert(session.connection(), prepared, values)
    else:
        waiting.append((prepared, values))


@contextmanager
def gathered(session: Session) -> Iterator[Gathered]:
    """Keep back the rows inserted in the body: `send_rows` writes them in a transaction.

    So everything that can be computed is computed before writers wait for one another.
    """
    waiting: Gathered = []
    session.info[_WAITING] = waiting
    try:
        yield waiting
    finally:
        del session.info[_WAITING]


def send_rows(session: Session, waiting: Gathered) -> None:
    """Insert gathered rows in order, in one go. The caller has the transaction."""
    connection = session.connection()
    with _pipeline(connection):
        for prepared, values in waiting:
            _insert(connection, prepared, values)


@dataclass(frozen=True, slots=True)
class _Insert:
    """An INSERT as the driver takes it.

    Attributes:
        columns: name and conversion of each value, in the statement's order.
        by_name: whether the driver wants names, or values in order.
    """

    text: str
    columns: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    defaults: Row
    by_name: bool

    def values(self, row: Row) -> Any:
        """The values of one row, converted for the driver."""
        if self.defaults:
            row = {**self.defaults, **row}
        made = [
            row[name] if convert is None else convert(row[name]) for name, convert in self.columns
        ]
        if self.by_name:
            return {name: value for (name, _), value in zip(self.columns, made, strict=True)}
        return tuple(made)


Gathered = list[tuple[_Insert, list[Any]]]
_made: dict[tuple[type[Base], tuple[str, ...], str], _Insert] = {}


def _prepared(model: type[Base], row: Row, dialect: Dialect) -> _Insert:
    key = (model, tuple(row), dialect.name)
    found = _made.get(key)
    if found is None:
        found = _made[key] = _prepare(table_of(model), row, dialect)
    return found


def _prepare(table: Table, row: Row, dialect: Dialect) -> _Insert:
    defaults = {
        column.key: column.default.arg
        for column in table.columns
        if column.key not in row and isinstance(column.default, ScalarElementColumnDefault)
    }
    names = [column.key for column in table.columns if column.key in row or column.key in defaults]
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    order = names if compiled.positiontup is None else compiled.positiontup
    types = {column.key: column.type.dialect_impl(dialect) for column in table.columns}
    columns = tuple((name, types[name].bind_processor(dialect)) for name in order)
    return _Insert(str(compiled), columns, defaults, by_name=compiled.positiontup is None)


def _insert(connection: Connection, prepared: _Insert, values: list[Any]) -> None:
    connection.exec_driver_sql(prepared.text, values if len(values) > 1 else values[0])


@contextmanager
def _pipeline(connection: Connection) -> Iterator[None]:
    """Send without waiting for each answer, where the driver can (psycopg)."""
    driver: Any = connection.connection.dbapi_connection
    try:
        with driver.pipeline() if connection.dialect.driver == "psycopg" else nullcontext():
            yield
    except connection.dialect.loaded_dbapi.Error as error:
        # What comes at the end of a pipeline has not passed SQLAlchemy on its way.
        kind = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(
            None, None, error, kind, hide_parameters=True, dialect=connection.dialect
        ) from None
