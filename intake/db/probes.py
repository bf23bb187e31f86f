"""Two questions to the database: whether it answers, and whether it takes anything in."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intake.db.away import DatabaseAway
from intake.db.transaction import transaction


def is_answering(session: Session) -> bool:
    """Whether the database answers a question."""
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def takes_writes(session: Session) -> bool:
    """Whether a writing transaction can begin: nobody blocks it, and the database is writable."""
    try:
        with transaction(session):
            if session.get_bind().dialect.name == "sqlite":
                return True  # BEGIN IMMEDIATE says so
            return bool(session.scalar(text("SHOW transaction_read_only")) == "off")
    except (SQLAlchemyError, DatabaseAway):
        return False
