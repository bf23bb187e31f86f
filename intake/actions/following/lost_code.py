"""Give a complainant who lost the code a new one, by somebody who works on the case."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.access import CaseNotFound, get_case, open_case_keys
from intake.actions.context import ActionContext
from intake.actions.following.replace_code import replace_lost_code
from intake.audit.actor import staff_actor


def give_new_code(session: Session, *, context: ActionContext, member: Member, case_id: str) -> str:
    """Make a new code, after the member has made sure who asks; the record tells of it.

    Returns:
        The code, to be read aloud once and kept nowhere. The old one dies when it is first used,
        which in its turn asks for one that only the complainant knows.

    Raises:
        CaseNotFound: the case is not theirs, or they may not replace codes in its unit.
        CodeNotReplaceable: no name is known, so nobody can be told from anyone else.
        CaseMoved: the case went to another office in the same moment.
        KeyAbsent, SealBroken, UnknownFormat: its keys cannot be opened.
    """
    case = get_case(session, member=member, case_id=case_id)
    if not member.may(Permission.REPLACE_CODE, case.unit):
        raise CaseNotFound(case_id)
    return replace_lost_code(
        session,
        context=context,
        complaint_id=case.complaint_id,
        case_id=case.id,
        keys=open_case_keys(session, context=context, member=member, case=case),
        actor=staff_actor(member.staff_id),
        unit=case.unit,
    )
