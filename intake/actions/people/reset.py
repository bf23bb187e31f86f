"""Reset a person: destroy their key, grant nothing, and send a link to start again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.factor_tries import forget_wrong_codes
from intake.accounts.invitations import write_invitation
from intake.accounts.people import Member
from intake.accounts.states import StaffState
from intake.actions.context import ActionContext
from intake.actions.people.administration import actor_of, get_managed
from intake.actions.people.disable import keep_an_administrator, shut_out
from intake.actions.people.invite import Invited
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, RecipientKind


def reset_person(
    session: Session, *, context: ActionContext, by: Member | None, staff_id: str
) -> Invited:
    """Destroy a person's key, password and second factor, and invite them anew.

    For a forgotten password, a lost telephone, or to bring a disabled person back. Nobody can read
    with the old key any more, and the new one is let in by a member of each unit, who compares
    words. If the person was the last to hold a unit's key, the printed recovery key is needed.

    Raises:
        PersonUnknown: not one of this administrator's people.
        LastAdministrator: nobody would be left to administer a jurisdiction.
    """
    with transaction(session):
        staff = get_managed(session, staff_id, by=by)
        keep_an_administrator(session, by=by, staff_id=staff_id)
        shut_out(session, staff_id)
        staff.public_key = staff.wrapped_seed = staff.sealed_second_factor = None
        staff.last_factor_step = staff.blocked_until = None
        staff.failures, staff.state = 0, StaffState.INVITED.value
        forget_wrong_codes(session, staff_id)
        token = write_invitation(
            session,
            keyring=context.keyring,
            random=context.random,
            at=context.at,
            staff_id=staff_id,
        )
        context.notify(
            session,
            NoticeKind.INVITATION,
            to=RecipientKind.STAFF.of(staff_id),
        )
        kind, actor = AuditKind.STAFF_RESET, actor_of(by)
        context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id))
    return Invited(staff_id, token)
