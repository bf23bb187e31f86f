"""Insert rows by Core: one statement a table, compiled once, past the ORM's bookkeeping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert
from sqlalchemy.orm import Session

from intake.db.base import Base


def insert_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; none is fine. The caller has the transaction.

    A column left out gets its default.
    """
    if rows:
        session.connection().execute(_statement(model), list(rows))


@cache
def _statement(model: type[Base]) -> Insert:
    return insert(Base.metadata.tables[model.__tablename__])
