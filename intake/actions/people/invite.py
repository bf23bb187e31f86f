"""Invite a person: an account without a key, its roles, and a link good for seven days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.accounts.addresses import checked_address, login_tag
from intake.accounts.directory import find_by_address
from intake.accounts.errors import AddressTaken, PersonUnknown
from intake.accounts.invitations import write_invitation
from intake.accounts.models import Membership, Staff
from intake.accounts.people import Member
from intake.accounts.profiles import Profile, checked_name, seal_profile
from intake.accounts.states import StaffState
from intake.actions.context import ActionContext
from intake.actions.people.administration import (
    Given,
    actor_of,
    check_may_give,
    check_roles,
    get_managed,
)
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.ids import new_id
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, RecipientKind


@dataclass(frozen=True)
class Invited:
    """Who was invited, and the token of the link to `/staff/join/<token>`."""

    staff_id: str
    token: str


def invite_person(
    session: Session,
    *,
    context: ActionContext,
    by: Member | None,
    profile: Profile,
    language: str,
    roles: Given,
) -> Invited:
    """Make an account and send its link; it holds no key and opens nothing.

    Args:
        by: the administrator; None for the command line.
        roles: by unit; `<jurisdiction>/*` for administrators.

    Raises:
        NameMalformed: the name is none that can be kept.
        AddressMalformed, AddressTaken: the address is none, or has an account.
        PersonUnknown: the administrator does not look after one of these units.
        RoleNotOffered, AdministratorHoldsUnit, StandInConflict: see `check_roles`.
    """
    check_may_give(by, roles)
    check_roles(context.configuration, roles)
    known = Profile(checked_name(profile.name), checked_address(profile.email))
    staff_id = new_id(context.random)
    try:
        with transaction(session):
            if find_by_address(session, known.email, keyring=context.keyring) is not None:
                raise AddressTaken
            session.add(_staff(context, staff_id, known, language))
            session.flush()
            _give(session, context, by, staff_id, roles)
            token = _send_link(session, context, staff_id)
            _record(session, context, by, AuditKind.STAFF_INVITED, staff_id)
    except IntegrityError:
        raise AddressTaken from None
    return Invited(staff_id, token)


def invite_again(
    session: Session, *, context: ActionContext, by: Member | None, staff_id: str
) -> Invited:
    """Send a new link to somebody who has not used theirs; the old one dies.

    Raises PersonUnknown, also for somebody whose account is in use.
    """
    with transaction(session):
        staff = get_managed(session, staff_id, by=by)
        if staff.state != StaffState.INVITED.value:
            raise PersonUnknown
        token = _send_link(session, context, staff_id)
        _record(session, context, by, AuditKind.STAFF_INVITED, staff_id)
    return Invited(staff_id, token)


def _staff(context: ActionContext, staff_id: str, profile: Profile, language: str) -> Staff:
    return Staff(
        id=staff_id,
        login_tag=login_tag(context.keyring, profile.email),
        sealed_profile=seal_profile(
            profile, keyring=context.keyring, install_id=context.install_id, staff_id=staff_id
        ),
        state=StaffState.INVITED.value,
        language=language,
        failures=0,
        created_at=context.at,
    )


def _give(
    session: Session, context: ActionContext, by: Member | None, staff_id: str, roles: Given
) -> None:
    for unit, given in sorted(roles.items()):
        for role in sorted(given):
            session.add(Membership(staff_id=staff_id, unit=unit, role=role.value))
            _record(session, context, by, AuditKind.ROLE_GIVEN, staff_id, unit)
    session.flush()


def _send_link(session: Session, context: ActionContext, staff_id: str) -> str:
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
    return token


def _record(
    session: Session,
    context: ActionContext,
    by: Member | None,
    kind: AuditKind,
    staff_id: str,
    unit: str | None = None,
) -> None:
    context.record(session, kind, actor=actor_of(by), on=ObjectKind.STAFF.of(staff_id), unit=unit)
