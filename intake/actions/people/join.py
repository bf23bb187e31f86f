"""Join: choose a password, confirm a second factor; from then on the person's key counts."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from intake.accounts.errors import FactorRefused, InvitationInvalid, SessionOver
from intake.accounts.invitations import get_invitation
from intake.accounts.models import Invitation, Staff, StaffSession
from intake.accounts.passwords import SeedPlace, check_password, wrap
from intake.accounts.profiles import Profile, open_profile
from intake.accounts.second_factor import (
    SECRET_BYTES,
    matching_step,
    new_secret,
    open_secret,
    seal_secret,
)
from intake.accounts.sessions import Arrival, Visit, end_sessions, open_visit
from intake.accounts.states import SessionState, StaffState
from intake.accounts.used_codes import use_step
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.vault.boxes import PrivateKey
from intake.vault.passwords import DEFAULT_COST, Cost


def find_invited(session: Session, *, context: ActionContext, token: str) -> Profile:
    """Who a link invites, to greet them by name; raises InvitationInvalid."""
    return _profile(context, _invited(session, context, token))


def choose_password(
    session: Session,
    *,
    context: ActionContext,
    token: str,
    password: str,
    cost: Cost = DEFAULT_COST,
) -> Visit:
    """Make the person's key under their password, and a second factor to confirm on the next page.

    Until it is confirmed the link stays good, and doing this again replaces the key.

    Raises:
        InvitationInvalid: the link is unknown, used, or too old.
        PasswordUnfit: the password is too easy to guess.
        PasswordBusy: no turn came for making the key; nothing was changed.
    """
    staff = _invited(session, context, token)
    check_password(password, about=about(_profile(context, staff)))
    key = PrivateKey.generate(context.random)
    wrapped = wrap(
        password,
        key.seed,
        place=SeedPlace(context.keyring, context.install_id, staff.id),
        random=context.random,
        cost=cost,
    )
    with transaction(session):
        staff = _invited(session, context, token)
        staff.public_key, staff.wrapped_seed = key.public_bytes, wrapped
        staff.sealed_second_factor = _new_factor(context, staff.id)
        staff.last_factor_step = None
        end_sessions(session, staff_id=staff.id)
        return open_visit(
            session,
            Arrival(staff.id, key.seed, SessionState.ENROLLING),
            install_id=context.install_id,
            keyring=context.keyring,
            random=context.random,
            at=context.at,
        )


def factor_to_confirm(session: Session, *, context: ActionContext, visit: Visit) -> str:
    """The second-factor secret that the page shows; raises SessionOver once it was confirmed."""
    staff = session.get(Staff, visit.row.staff_id)
    enrolling = visit.row.state == SessionState.ENROLLING.value
    if not enrolling or staff is None or staff.sealed_second_factor is None:
        raise SessionOver
    return open_secret(
        staff.sealed_second_factor,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
    )


def confirm_factor(session: Session, *, context: ActionContext, visit: Visit, code: str) -> Visit:
    """Confirm the second factor by a first code; the account is in use and signed in from now on.

    Raises:
        FactorRefused: the code does not match.
        SessionOver: the visit ended, or the invitation was withdrawn meanwhile.
    """
    secret, seed = factor_to_confirm(session, context=context, visit=visit), visit.seed()
    step = matching_step(secret, code, at=context.at)
    if step is None:
        raise FactorRefused
    with transaction(session):
        staff_id = visit.row.staff_id
        _activate(session, context, visit)
        use_step(session, staff_id=staff_id, step=step)
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
        actor = staff_actor(staff_id)
        context.record(
            session, AuditKind.STAFF_JOINED, actor=actor, on=ObjectKind.STAFF.of(staff_id)
        )
        return open_visit(
            session,
            Arrival(staff_id, seed, SessionState.FULL),
            install_id=context.install_id,
            keyring=context.keyring,
            random=context.random,
            at=context.at,
        )


def about(profile: Profile) -> tuple[str, ...]:
    """The words a stranger would try first as this person's password."""
    local, _, domain = profile.email.partition("@")
    return (*profile.name.split(), profile.email, local, *domain.split("."))


def _invited(session: Session, context: ActionContext, token: str) -> Staff:
    invitation = get_invitation(session, token, at=context.at)
    staff = session.get(Staff, invitation.staff_id, populate_existing=True)
    if staff is None or staff.state != StaffState.INVITED.value:
        raise InvitationInvalid
    return staff


def _profile(context: ActionContext, staff: Staff) -> Profile:
    return open_profile(
        staff.sealed_profile,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
    )


def _new_factor(context: ActionContext, staff_id: str) -> bytes:
    return seal_secret(
        new_secret(context.random(SECRET_BYTES)),
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff_id,
    )


def _activate(session: Session, context: ActionContext, visit: Visit) -> None:
    staff_id = visit.row.staff_id
    used = session.scalars(
        update(Invitation)
        .where(
            Invitation.staff_id == staff_id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > context.at,
        )
        .values(used_at=context.at)
        .returning(Invitation.id)
    ).all()
    active = session.scalars(
        update(Staff)
        .where(Staff.id == staff_id, Staff.state == StaffState.INVITED.value)
        .values(state=StaffState.ACTIVE.value, failures=0, blocked_until=None)
        .returning(Staff.id)
    ).all()
    if not used or not active:
        raise SessionOver
