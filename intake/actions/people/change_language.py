"""Change the language of one's own pages and mails."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.models import Staff
from intake.accounts.sessions import Visit
from intake.actions.context import ActionContext
from intake.db.transaction import transaction


def change_language(
    session: Session, *, context: ActionContext, visit: Visit, language: str
) -> None:
    """Set the language of a person's pages and mails."""
    with transaction(session):
        session.execute(
            update(Staff).where(Staff.id == visit.row.staff_id).values(language=language)
        )
