"""What a member may reach of a case: the row, and the keys in the box of their unit."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.accounts.unit_keys import open_unit_key
from intake.actions.context import ActionContext
from intake.cases.models import Case
from intake.complaints.boxes import unseal_box
from intake.complaints.models import Box
from intake.vault.contexts import Recipient
from intake.vault.errors import KeyAbsent
from intake.vault.keys import KeySet


class CaseNotFound(LookupError):
    """There is no such case, or it is not theirs: the two are not told apart."""


def get_case(session: Session, *, member: Member, case_id: str) -> Case:
    """A case of a unit whose cases the member may see, read afresh. Raises CaseNotFound."""
    case = session.get(Case, case_id, populate_existing=True)
    if case is None or not member.may(Permission.SEE_CASE, case.unit):
        raise CaseNotFound(case_id)
    return case


def open_case_keys(
    session: Session, *, context: ActionContext, member: Member, case: Case
) -> KeySet:
    """The keys of a case, opened with the member's own key through their unit's.

    Raises:
        KeyAbsent: there is no box for the unit, or the member holds no key of the unit.
        SealBroken, UnknownFormat: a box was altered, moved, or is foreign.
    """
    boxes = session.scalars(
        select(Box).where(
            Box.case_id == case.id,
            Box.recipient_kind == Recipient.UNIT.value,
            Box.recipient == case.unit,
        )
    ).all()
    if not boxes:
        raise KeyAbsent("no box for this unit")
    keys = KeySet({})
    for box in boxes:
        unit = open_unit_key(
            session,
            case.unit,
            box.recipient_version,
            install_id=context.install_id,
            member_id=member.staff_id,
            member_key=member.private_key,
        )
        opened = unseal_box(box, install_id=context.install_id, private_key=unit.private)
        keys = keys.with_keys(opened)
    return keys
