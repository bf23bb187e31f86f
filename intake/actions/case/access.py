"""What a member may reach of a case: the row, what they may do with it, and the keys in the box
of their unit.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.signed_grants import check_grant
from intake.actions.context import ActionContext
from intake.actions.keys.unit_key import unit_key_of
from intake.cases.access import Access, find_access
from intake.cases.models import Case
from intake.complaints.compartment import Compartment
from intake.complaints.keys.proving import open_proven, read_records
from intake.complaints.keys.shares import read_shares
from intake.complaints.models import Box
from intake.rules import Configuration
from intake.rules.checks.people import permission_of
from intake.vault.contexts import Recipient
from intake.vault.errors import KeyAbsent

_NONE: frozenset[Permission] = frozenset()
_READS = frozenset({Permission.SEE_CASE, Permission.OPEN_COMPLAINT})
"""What a unit that was let in may do beside the one step that it was called for."""


class CaseNotFound(LookupError):
    """There is no such case, or it is not theirs: the two are not told apart."""


def get_case(session: Session, *, member: Member, case_id: str) -> Case:
    """A case that a unit of the member's holds or was let in to, read afresh.

    Raises CaseNotFound where in none of these units the member may see cases.
    """
    case = session.get(Case, case_id, populate_existing=True)
    if case is None or _reading_unit(session, member, case) is None:
        raise CaseNotFound(case_id)
    return case


def reading_unit(session: Session, *, member: Member, case: Case) -> str:
    """The unit through which a member reads a case: the holder first. Raises CaseNotFound."""
    unit = _reading_unit(session, member, case)
    if unit is None:
        raise CaseNotFound(case.id)
    return unit


def permissions_in(
    session: Session, *, configuration: Configuration, member: Member, case: Case
) -> frozenset[Permission]:
    """What a member may do in a case.

    In the unit that holds it, what their roles say; from a unit that was let in, reading, and the
    step for which its second person is needed, so far as their roles there allow it.
    """
    if member.may(Permission.SEE_CASE, case.unit):
        return member.permissions(case.unit)
    access = _granted(session, member, case)
    if access is None:
        return _NONE
    allowed = _READS
    if access.kind.step is not None:
        entity = configuration.entity(case.entity)
        allowed |= {permission_of(access.kind.step, entity)}
    return member.permissions(access.unit) & allowed


def open_compartment(
    session: Session, *, context: ActionContext, member: Member, case: Case
) -> Compartment:
    """A case with its keys of every version, opened with the member's key through their unit's, as
    far as its records name them.

    Raises:
        CaseNotFound: no unit of theirs reads this case.
        KeyAbsent: there is no box for the unit, or the member holds no key of the unit.
        KeyUnproven: the unit's own key is not the one that its statement names, or it does not hold
            the case and no grant of the one that does gave it these keys.
        SealBroken, UnknownFormat: no box opens, or none holds keys that the records name.
        ChainBroken: not even the first record is proven.
    """
    unit = reading_unit(session, member=member, case=case)
    boxes = session.scalars(
        select(Box).where(
            Box.case_id == case.id,
            Box.recipient_kind == Recipient.UNIT.value,
            Box.recipient == unit,
        )
    ).all()
    if not boxes:
        raise KeyAbsent("no box for this unit")
    private = {
        version: unit_key_of(session, context=context, member=member, unit=unit, version=version)
        for version in {box.recipient_version for box in boxes}
    }
    closed = context.compartment(case.complaint_id, case.id).with_shares(
        read_shares(session, complaint_id=case.complaint_id)
    )
    own = open_proven(
        closed,
        boxes,
        read_records(session, case.id),
        private_key=lambda box: private[box.recipient_version],
    )
    if unit != own.proven_so_far.unit:
        access = find_access(session, case_id=case.id, units=(unit,))
        check_grant(session, context, own, access)
    return own


def _reading_unit(session: Session, member: Member, case: Case) -> str | None:
    if member.may(Permission.SEE_CASE, case.unit):
        return case.unit
    access = _granted(session, member, case)
    return access.unit if access else None


def _granted(session: Session, member: Member, case: Case) -> Access | None:
    units = member.units_with(Permission.SEE_CASE)
    return find_access(session, case_id=case.id, units=units) if units else None
