"""What is amiss with units and people: the questions that `doctor` and the team pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.accounts.memberships import active_people, administrators
from intake.accounts.models import UnitKeyBox, UnitVersion
from intake.accounts.units.keys import RECOVERY_RECIPIENT, ProvenUnit, Recovery, usable
from intake.accounts.units.members import needs_renewal, people_of
from intake.bedrock.keys import UnitKey


@dataclass(frozen=True)
class UnitCondition:
    """One unit as it stands.

    Attributes:
        statements: how many versions the database has.
        fingerprint_set: whether the settings name the entity's recovery key.
        proven: whether the newest version follows from it; without, nothing is sealed to the unit.
        unseen: this host saw newer statements, or others; without its consent nothing is sealed.
        people: accounts in use with a role in the unit.
        holding: those of them who hold the unit's key.
        waiting: those who wait to be let in.
        swapped: those whose key in the database is not the one the unit's statement names.
        needs_renewal: somebody who held the key has left; the next member to sign in renews it.
        recovery_box: whether the printed recovery key opens the unit's keys.
    """

    unit: str
    statements: int
    fingerprint_set: bool
    proven: bool
    unseen: bool
    people: int
    holding: int
    waiting: int
    swapped: int
    needs_renewal: bool
    recovery_box: bool

    @property
    def is_open(self) -> bool:
        """Whether the unit can take complaints: two members, or one and the recovery key."""
        return self.proven and (self.holding >= 2 or (self.holding == 1 and self.recovery_box))


def unit_conditions(
    session: Session, units: Iterable[str], *, install_id: str, recovery: Recovery
) -> tuple[UnitCondition, ...]:
    """The condition of each of these units, in their order. Nothing is opened."""
    wanted = tuple(units)
    proven = usable(session, wanted, install_id=install_id, recovery=recovery)
    return tuple(
        _condition(session, unit, proven.get(unit), install_id, recovery) for unit in wanted
    )


def jurisdictions_without_administrator(
    session: Session, jurisdictions: Iterable[str]
) -> tuple[str, ...]:
    """The jurisdictions that nobody administers."""
    return tuple(slug for slug in jurisdictions if not administrators(session, slug))


def is_unseen(session: Session, unit: str, install_id: str, recovery: Recovery) -> bool:
    """Whether a unit's statements are proven, but not those that lead on from what was seen."""
    forgetful = dict(recovery)
    return unit in usable(session, (unit,), install_id=install_id, recovery=forgetful) and (
        unit not in usable(session, (unit,), install_id=install_id, recovery=recovery)
    )


def _condition(
    session: Session, unit: str, proven: ProvenUnit | None, install_id: str, recovery: Recovery
) -> UnitCondition:
    people = people_of(session, unit, proven)
    return UnitCondition(
        unit=unit,
        statements=_statements(session, unit),
        fingerprint_set=UnitKey(unit).entity in recovery,
        proven=proven is not None,
        unseen=proven is None and is_unseen(session, unit, install_id, recovery),
        people=len(active_people(session, unit)),
        holding=len(people.holding),
        waiting=len(people.waiting),
        swapped=len(people.swapped),
        needs_renewal=proven is not None and needs_renewal(session, proven),
        recovery_box=proven is not None and _has_recovery_box(session, proven),
    )


def _statements(session: Session, unit: str) -> int:
    query = select(func.count()).select_from(UnitVersion).where(UnitVersion.unit == unit)
    return session.scalars(query).one()


def _has_recovery_box(session: Session, proven: ProvenUnit) -> bool:
    place = (proven.unit, proven.version, RECOVERY_RECIPIENT)
    return session.get(UnitKeyBox, place) is not None
