"""How many rows a statement changed."""

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session


def changed(session: Session, statement: Delete | Update) -> int:
    """Run an UPDATE or a DELETE, and count the rows that it changed."""
    result = session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0
