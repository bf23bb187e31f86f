"""How many rows a statement changed."""

from sqlalchemy import CursorResult, Delete
from sqlalchemy.orm import Session


def removed(session: Session, statement: Delete) -> int:
    """Run a DELETE and count the rows it removed."""
    result = session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0
