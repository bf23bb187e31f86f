"""Rows as lines of JSON: one form for SQLite and PostgreSQL, read back by either."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, LargeBinary, Table, select

from intake.db.types import UtcMoment

_FETCH = 500


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table, a JSON array a line, in the order of its columns."""
    names = [column.name for column in table.columns]
    yield _line({"table": table.name, "columns": names})
    result = connection.execution_options(stream_results=True).execute(select(table))
    for rows in result.partitions(_FETCH):
        for row in rows:
            yield _line([_plain(value) for value in row])


def readers_of(table: Table) -> Mapping[str, Callable[[Any], Any]]:
    """For each column, what turns its JSON value back into the value it was."""
    return {column.name: _reader(column.type) for column in table.columns}


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return value


def _reader(type_: Any) -> Callable[[Any], Any]:
    if isinstance(type_, UtcMoment):
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if isinstance(type_, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    if isinstance(type_, LargeBinary):
        return lambda value: None if value is None else base64.b64decode(value)
    return lambda value: value
