"""A second person of the office agrees to a code that a colleague made: it works at once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.access import CaseNotFound, get_case, open_compartment
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.cases.models import Case
from intake.complaints.models import Mailbox
from intake.complaints.replacing import held_back
from intake.db.transaction import transaction


class NothingToAgreeTo(Exception):
    """No code of a colleague waits here."""


def agree_to_code(
    session: Session, *, context: ActionContext, member: Member, case_id: str
) -> None:
    """Let the code that a colleague made be used at once; the record tells of it.

    Raises:
        CaseNotFound: the case is not theirs, or they may not replace codes in its unit.
        NothingToAgreeTo: no code waits that somebody else made for this case.
        KeyAbsent, SealBroken, UnknownFormat: the case's keys cannot be opened.
    """
    case = get_case(session, member=member, case_id=case_id)
    if not member.may(Permission.REPLACE_CODE, case.unit):
        raise CaseNotFound(case_id)
    waits = code_of_colleague(session, context=context, member=member, case=case)
    if waits is None:
        raise NothingToAgreeTo
    with transaction(session):
        waits.opens_at = None
        context.record(
            session,
            AuditKind.CODE_AGREED,
            actor=staff_actor(member.staff_id),
            on=ObjectKind.COMPLAINT.of(case.complaint_id),
            unit=case.unit,
        )


def code_of_colleague(
    session: Session, *, context: ActionContext, member: Member, case: Case
) -> Mailbox | None:
    """The waiting code that somebody else made for this case, as its own records tell.

    A code that another office made for its part of the complaint stands in that part's records
    alone: nobody learns from here that there is such an office. Raises KeyAbsent, SealBroken.
    """
    waits = held_back(session, complaint_id=case.complaint_id, at=context.at)
    if waits is None or waits.made_by_id == member.staff_id:
        return None
    own = open_compartment(session, context=context, member=member, case=case)
    return waits if own.proven_chain.mailbox(waits.id) is not None else None
