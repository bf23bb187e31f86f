"""Replace a complainant's code: the old one dies when the new one is saved or first used."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.access import CaseNotFound, get_case, open_compartment
from intake.actions.case.notes import tell_of_new_code
from intake.actions.case.recording import StaleCase
from intake.actions.context import ActionContext
from intake.actions.following.new_code import hold_cases, use_new_code
from intake.audit.actor import COMPLAINANT, Actor, staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.complaints.compartment import Compartment
from intake.complaints.keys.proving import count_records
from intake.complaints.mailboxes import MailboxState, open_compartments, open_mailbox
from intake.complaints.models import Complaint, ResidentSession
from intake.complaints.opened import filed_identity_mode
from intake.complaints.replacing import add_mailbox, hold_back
from intake.complaints.visits import Visit, VisitLengths, visit_row
from intake.complaints.vocabulary import IdentityMode
from intake.db.transaction import transaction

WAIT = timedelta(days=1)
"""How long a code that the office made waits: time for the complainant to hear of it and object."""


class CodeNotReplaceable(Exception):
    """Nobody can be told apart from anyone else: an anonymous complaint's code stays lost."""


def replace_own_code(
    session: Session,
    *,
    context: ActionContext,
    visit: Visit,
    secret: bytes,
    lengths: VisitLengths,
) -> None:
    """Make a new code for the complaint of a visit; the visit holds the new one from now on.

    For a code that someone else knows. The old one stays good until the new one is saved.
    Raises CodeUnknown.
    """
    with transaction(session):
        mailbox = open_mailbox(session, code=visit.code, install_id=context.install_id)
        hold_cases(session, mailbox.complaint_id)
        whole = context.compartment(mailbox.complaint_id)
        opened = open_compartments(session, mailbox, closed=whole)
        code = add_mailbox(session, whole, opened.values(), made_by_staff=False)
        row = visit_row(
            secret=secret, install_id=context.install_id, code=code, at=context.at, lengths=lengths
        )
        session.execute(
            update(ResidentSession)
            .where(ResidentSession.id == visit.id)
            .values(sealed_code=row["sealed_code"], touched_at=context.at)
        )
        _record(session, context, mailbox.complaint_id, COMPLAINANT, None)


def save_new_code(session: Session, *, context: ActionContext, code: str) -> None:
    """The complainant has the new code safe: it is the only one now. Raises CodeUnknown."""
    mailbox = open_mailbox(session, code=code, install_id=context.install_id)
    if mailbox.state is not MailboxState.WAITING:
        return
    with transaction(session):
        use_new_code(session, context=context, mailbox=mailbox)


def replace_lost_code(
    session: Session,
    *,
    context: ActionContext,
    own: Compartment,
    actor: Actor,
    unit: str,
) -> str:
    """Make a new code for a complainant who lost theirs, after checking who asks.

    Args:
        own: the case as the office opened it; the keys that are the complainant's are handed on,
            never the case key. Other offices' messages stay closed to the new code until they do
            the same.
        actor: the member of staff; the caller has checked that they may replace codes here.

    Returns:
        The new code, to be handed over once. It can be used after a day, or once a second person
        agrees; an opted-in address hears of it at once. Its first use asks for one that only the
        complainant knows. Raises CodeNotReplaceable for an anonymous complaint, StaleCase where the
        case has gone to another office since its keys were opened.
    """
    complaint = session.get_one(Complaint, own.complaint_id)
    if filed_identity_mode(session, complaint=complaint, compartment=own) == IdentityMode.ANONYMOUS:
        raise CodeNotReplaceable
    with transaction(session):
        hold_cases(session, complaint.id)
        chain = own.proven_chain
        if count_records(session, own.case_id or "") != chain.number:
            raise StaleCase(own.case_id)
        code = add_mailbox(session, context.compartment(complaint.id), [own], made_by_staff=True)
        until = context.at + WAIT
        hold_back(session, complaint_id=complaint.id, until=until, made_by=actor.id)
        tell_of_new_code(session, context=context, complaint_id=complaint.id)
        _record(session, context, complaint.id, actor, unit)
    return code


def _record(
    session: Session, context: ActionContext, complaint_id: str, actor: Actor, unit: str | None
) -> None:
    context.record(
        session,
        AuditKind.CODE_REPLACED,
        actor=actor,
        on=ObjectKind.COMPLAINT.of(complaint_id),
        unit=unit,
    )


def give_new_code(session: Session, *, context: ActionContext, member: Member, case_id: str) -> str:
    """Make a new code, after the member has made sure who asks; the record tells of it.

    Returns:
        The code, to be read aloud once and kept nowhere. The old one dies when it is first used,
        which in its turn asks for one that only the complainant knows.

    Raises:
        CaseNotFound: the case is not theirs, or they may not replace codes in its unit.
        CodeNotReplaceable: no name is known, so nobody can be told from anyone else.
        StaleCase: the case went to another office in the same moment.
        KeyAbsent, SealBroken, UnknownFormat: its keys cannot be opened.
    """
    case = get_case(session, member=member, case_id=case_id)
    if not member.may(Permission.REPLACE_CODE, case.unit):
        raise CaseNotFound(case_id)
    return replace_lost_code(
        session,
        context=context,
        own=open_compartment(session, context=context, member=member, case=case),
        actor=staff_actor(member.staff_id),
        unit=case.unit,
    )
