"""Findings about the database role in use: rights that it lacks, and those it should not have."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from intake.app.database_roles.rights import Role, declared_rights
from intake.app.database_roles.standing import Possible, declared, possible
from intake.app.diagnosis.finding import Finding

MEND = "run intake db-roles | psql as the owner of the tables (docs/operations.md, two hosts)"


def rights(session: Session, role: Role) -> Iterator[Finding]:
    """Where what the role can do differs from what is declared."""
    wanted, found = declared(declared_rights(), role), possible(session)
    if lacking := wanted - found:
        yield Finding(
            place=f"database role of {role} processes",
            wrong=f"it lacks rights, so pages or rounds will fail: {_listed(lacking)}",
            mend=MEND,
        )
    if more := found - wanted:
        yield Finding(
            place=f"database role of {role} processes",
            wrong=f"it can do more than it needs: {_listed(more)}",
            mend=MEND,
            grave=False,
        )


def _listed(some: Possible) -> str:
    return ", ".join(sorted({f"{verb} {table}" for table, _column, verb in some}))
