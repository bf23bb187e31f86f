"""Short ways for these tests: half a sign-in, a session found again, a unit's proven key."""

from __future__ import annotations

from intake.accounts.known_browsers import new_token
from intake.accounts.models import Staff
from intake.accounts.people import Member
from intake.accounts.sessions import SessionLimits, Visit, get_visit
from intake.accounts.units.keys import open_unit_key, proven_unit
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.sign_in import begin_sign_in
from tests.integration.accounts.office import (
    CHEAP,
    INSTALL_ID,
    INVESTIGATIONS,
    Office,
    password_of,
)

LIMITS = SessionLimits()
WRONG = "12345x"
"""A code that no telephone shows."""


def begin(  # type: ignore[no-untyped-def]
    office: Office,
    name: str = "Ada",
    password: str | None = None,
    browser: str | None = None,
):
    return begin_sign_in(
        office.session,
        context=office.context,
        address=f"{name}@office.example",
        password=password or password_of(name),
        browser=browser,
        cost=CHEAP,
    )


def failures(office: Office, staff_id: str) -> int:
    return office.session.get_one(Staff, staff_id, populate_existing=True).failures


def visit_of(office: Office, secret: bytes):  # type: ignore[no-untyped-def]
    office.session.expire_all()
    return get_visit(
        office.session,
        install_id=INSTALL_ID,
        keyring=office.keyring,
        secret=secret,
        at=office.clock(),
        limits=LIMITS,
    )


def proven(office: Office, unit: str = INVESTIGATIONS):  # type: ignore[no-untyped-def]
    return proven_unit(office.session, unit, install_id=INSTALL_ID, recovery=office.recovery)


def opens(office: Office, member: Member, unit: str = INVESTIGATIONS) -> bytes:
    """The public half of the unit's key that this member opens."""
    return open_unit_key(
        office.session,
        unit,
        proven(office, unit).version,
        install_id=INSTALL_ID,
        member_id=member.staff_id,
        member_key=member.private_key,
    ).private.public_bytes


def known_browser(office: Office, staff_id: str) -> str:
    """The token of a browser that this person has signed in with."""
    staff = office.look().get_one(Staff, staff_id)
    return new_token(keyring=office.keyring, install_id=INSTALL_ID, staff=staff, at=office.clock())


def enter(office: Office, visit: Visit, code: str = WRONG) -> Visit:
    """Enter a second factor, a wrong one if left out."""
    return complete_sign_in(office.session, context=office.context, visit=visit, code=code)
