"""Rows on the hot path: statements made once, run past the ORM, and in one go where that helps.

A statement that is built anew for each request costs several times what running it does, and on
PostgreSQL the way to the server and back costs more than either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Table, Update, insert
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
    prepared = _insert(model, tuple(rows[0]), session.get_bind().dialect)
    _run_or_keep(session, prepared, [prepared.values(row) for row in rows])


def run_made(session: Session, statement: Update | Delete, values: Row) -> None:
    """Run a statement that was made once, with values for its parameters; nothing comes back.

    The caller has the transaction.
    """
    dialect = session.get_bind().dialect
    key = (statement, dialect.name)
    prepared = _made.get(key) or _made.setdefault(key, _prepare(statement, dialect, {}))
    _run_or_keep(session, prepared, [prepared.values(values)])


@contextmanager
def gathered(session: Session) -> Iterator[Gathered]:
    """Keep back what the body writes with these functions; `send_rows` writes it.

    So everything that can be computed is computed before writers wait for one another.
    """
    waiting: Gathered = []
    session.info[_WAITING] = waiting
    try:
        yield waiting
    finally:
        del session.info[_WAITING]


def send_rows(session: Session, waiting: Gathered) -> None:
    """Write what was gathered, in order and in one go. The caller has the transaction."""
    connection = session.connection()
    with _pipeline(connection):
        for prepared, values in waiting:
            _run(connection, prepared, values)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver takes it.

    Attributes:
        parameters: name and conversion of each value, in the statement's order.
        defaults: values of parameters that need not be given.
        by_name: whether the driver wants names, or values in order.
    """

    text: str
    parameters: tuple[tuple[str, Callable[[Any], Any] | None], ...]
    defaults: Row
    by_name: bool

    def values(self, row: Row) -> Any:
        """The values of one row, converted for the driver."""
        if self.defaults:
            row = {**self.defaults, **row}
        made = [
            row[name] if convert is None else convert(row[name])
            for name, convert in self.parameters
        ]
        if self.by_name:
            return {name: value for (name, _), value in zip(self.parameters, made, strict=True)}
        return tuple(made)


Gathered = list[tuple[_Prepared, list[Any]]]
_made: dict[tuple[Any, ...], _Prepared] = {}


def _insert(model: type[Base], names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    key = (model, names, dialect.name)
    found = _made.get(key)
    if found is None:
        table = table_of(model)
        defaults = {
            column.key: column.default.arg
            for column in table.columns
            if column.key not in names and isinstance(column.default, ScalarElementColumnDefault)
        }
        found = _made[key] = _prepare(insert(table), dialect, defaults, (*names, *defaults))
    return found


def _prepare(
    statement: Insert | Update | Delete,
    dialect: Dialect,
    defaults: Row,
    names: Sequence[str] | None = None,
) -> _Prepared:
    compiled = statement.compile(dialect=dialect, column_keys=names)
    ordered: Sequence[str] | None = compiled.positiontup
    types = {name: bound.type.dialect_impl(dialect) for name, bound in compiled.binds.items()}
    parameters = tuple(
        (name, types[name].bind_processor(dialect))
        for name in (types if ordered is None else ordered)
    )
    return _Prepared(str(compiled), parameters, defaults, by_name=ordered is None)


def _run_or_keep(session: Session, prepared: _Prepared, values: list[Any]) -> None:
    waiting: Gathered | None = session.info.get(_WAITING)
    if waiting is None:
        _run(session.connection(), prepared, values)
    else:
        waiting.append((prepared, values))


def _run(connection: Connection, prepared: _Prepared, values: list[Any]) -> None:
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
