"""Which units can read a case: the one that holds it, and those that were let in for a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from intake.cases.models import Case, CaseAccess
from intake.rules.codes import TwoPersonStep


class AccessKind(StrEnum):
    """Why a unit can read a case. A second person from outside is let in for one step."""

    HOLDS = "holds"
    MONITORS = "monitors"
    COPY = "copy"
    APPROVE_FINDINGS = TwoPersonStep.APPROVE_FINDINGS.value
    DECIDE_APPEAL = TwoPersonStep.DECIDE_APPEAL.value
    CONFIRM_WITHDRAWAL = TwoPersonStep.CONFIRM_WITHDRAWAL.value
    CLOSE_WITHOUT_FINDING = TwoPersonStep.CLOSE_WITHOUT_FINDING.value

    @property
    def step(self) -> TwoPersonStep | None:
        """The step that the unit's second person is let in for; None for readers and holders."""
        return TwoPersonStep(self.value) if self.value in set(TwoPersonStep) else None


@dataclass(frozen=True, kw_only=True)
class Access:
    """One unit's access to one case; `until_day` is None while it lasts.

    `signed`: the grant, for a unit that was let in; it proves nothing until it was verified.
    """

    case_id: str
    unit: str
    kind: AccessKind
    since_day: date
    until_day: date | None
    signed: bytes | None


@dataclass(frozen=True, kw_only=True)
class Granted:
    """A case of another unit, and the access to it."""

    case: Case
    access: Access


def read_accesses(session: Session, case_id: str) -> tuple[Access, ...]:
    """Every unit that can or could read a case, in the order in which they were let in."""
    rows = session.scalars(
        select(CaseAccess)
        .where(CaseAccess.case_id == case_id)
        .order_by(CaseAccess.since_day, CaseAccess.unit)
        .execution_options(populate_existing=True)
    )
    return tuple(_access(row) for row in rows)


def find_access(session: Session, *, case_id: str, units: Sequence[str]) -> Access | None:
    """The access that one of these units has now; the one that holds the case comes first."""
    rows = session.scalars(
        select(CaseAccess).where(
            CaseAccess.case_id == case_id,
            CaseAccess.unit.in_(units),
            CaseAccess.until_day.is_(None),
        )
    )
    found = sorted((_access(row) for row in rows), key=_holder_first)
    return found[0] if found else None


def let_in_cases(session: Session, *, units: Sequence[str], limit: int) -> tuple[Granted, ...]:
    """The cases that these units were let in to and hold not, the latest first."""
    rows = session.execute(
        select(Case, CaseAccess)
        .join(CaseAccess, CaseAccess.case_id == Case.id)
        .where(
            CaseAccess.unit.in_(units),
            # As text, so that the index of those let in serves it.
            text("case_access.kind <> 'holds'"),
            CaseAccess.until_day.is_(None),
        )
        .order_by(CaseAccess.since_day.desc(), Case.id)
        .limit(limit)
    )
    return tuple(Granted(case=case, access=_access(row)) for case, row in rows)


def let_in(session: Session, access: Access) -> None:
    """A unit can read the case from this day on; the caller holds the transaction."""
    row = CaseAccess(
        case_id=access.case_id,
        unit=access.unit,
        kind=access.kind.value,
        since_day=access.since_day,
        until_day=access.until_day,
        signed=access.signed,
    )
    session.merge(row)
    session.flush()


def put_out(session: Session, *, case_id: str, units: Sequence[str] | None, day: date) -> None:
    """These units (None: every one) can read the case no more; the caller holds the transaction."""
    wanted = update(CaseAccess).where(CaseAccess.case_id == case_id, CaseAccess.until_day.is_(None))
    if units is not None:
        wanted = wanted.where(CaseAccess.unit.in_(units))
    session.execute(wanted.values(until_day=day))


def _holder_first(access: Access) -> tuple[bool, bool, str]:
    return (access.kind is not AccessKind.HOLDS, access.kind.step is None, access.unit)


def _access(row: CaseAccess) -> Access:
    return Access(
        case_id=row.case_id,
        unit=row.unit,
        kind=AccessKind(row.kind),
        since_day=row.since_day,
        until_day=row.until_day,
        signed=row.signed,
    )
