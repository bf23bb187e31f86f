"""Each second-factor code is good once: the last half minute used is kept and only moves on."""

from __future__ import annotations

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from intake.accounts.errors import FactorRefused
from intake.accounts.models import Staff


def use_step(session: Session, *, staff_id: str, step: int | None) -> None:
    """Use up the half minute of a code; the caller holds the transaction.

    One statement decides, so that two requests with one code cannot both pass. Raises FactorRefused
    for no match (None) and for a half minute that is not after the last one used.
    """
    if step is None:
        raise FactorRefused
    unused = or_(Staff.last_factor_step.is_(None), Staff.last_factor_step < step)
    used = session.scalars(
        update(Staff)
        .where(Staff.id == staff_id, unused)
        .values(last_factor_step=step)
        .returning(Staff.id)
    )
    if not used.all():
        raise FactorRefused
