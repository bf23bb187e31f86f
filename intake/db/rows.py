"""Core on the hot path: statements made once, run past the ORM's bookkeeping.

A statement that is built anew for each request costs several times what running it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.orm import Session

from intake.db.base import Base


def insert_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; none is fine. The caller has the transaction.

    A column left out gets its default.
    """
    if rows:
        session.connection().execute(_statement(model), list(rows))


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements that are made once."""
    return Base.metadata.tables[model.__tablename__]


@cache
def _statement(model: type[Base]) -> Insert:
    return insert(table_of(model))
