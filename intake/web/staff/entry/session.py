"""Who is signed in: the cookie, the guard before every staff page, and what views may ask."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.accounts.errors import SessionOver
from intake.accounts.known_browsers import DAYS, new_token
from intake.accounts.models import Staff
from intake.accounts.people import Member, find_staff, member_of
from intake.accounts.sessions import SessionLimits, Visit, get_visit
from intake.accounts.states import SessionState, StaffState
from intake.actions.context import ActionContext
from intake.actions.people.sign_out import keep_alive
from intake.bedrock.keys import UnitKey
from intake.settings.model import Sessions
from intake.vault.cookies import decode_secret, encode_secret
from intake.vault.errors import KeyMalformed, VaultError
from intake.vault.passwords import DEFAULT_COST, Cost
from intake.web.foundation.access import Access, AccessRule, Guard
from intake.web.foundation.cookies import cookie_name
from intake.web.foundation.database import session
from intake.web.foundation.rendering import page
from intake.web.foundation.replay import typed_fields
from intake.web.foundation.services import services

NAME = "t"
KNOWN_NAME = "b"
COST = "INTAKE_PASSWORD_COST"


def current_member() -> Member:
    """The person who is signed in; only inside a view marked `staff_only`."""
    member: Member = g.member
    return member


def current_visit() -> Visit:
    """The session of this request; raises SessionOver where there is none."""
    visit: Visit | None = g.get("visit")
    if visit is None:
        raise SessionOver
    return visit


def visiting_staff(visit: Visit) -> Staff:
    """The row of the person behind a session; raises SessionOver where it is gone."""
    staff = find_staff(session(), visit.row.staff_id)
    if staff is None:
        raise SessionOver
    return staff


def visiting_member(visit: Visit) -> Member:
    """The person behind a session, whatever state it is in; raises SessionOver or VaultError."""
    context = staff_context()
    return member_of(
        session(),
        visiting_staff(visit),
        seed=visit.seed(),
        keyring=context.keyring,
        install_id=context.install_id,
    )


def staff_context() -> ActionContext:
    """The circumstances of an action that somebody of staff does now."""
    found = services()
    if found.staff_keyring is None:
        abort(404)
    return found.action_context(found.staff_keyring)


def password_cost() -> Cost:
    """What one guess at a new password costs; tests set it lower."""
    cost: Cost = current_app.config.get(COST, DEFAULT_COST)
    return cost


def go_to(endpoint: str, **values: Any) -> Response:
    """The answer after something was done: see the other page."""
    return go_on(url_for(endpoint, **values))


def go_on(address: str) -> Response:
    """The answer that leads on to an address of this site."""
    return make_response(redirect(address, 303))


def admit_staff(rule: AccessRule) -> ResponseReturnValue | None:
    """The guard of pages for staff: signed in, in service, and with the permission somewhere."""
    visit = _find_visit()
    if visit is None or not _is_in_service(visit):
        return _ask_to_sign_in()
    try:
        member = visiting_member(visit)
    except (SessionOver, VaultError):
        return _ask_to_sign_in()
    keep_alive(session(), context=staff_context(), visit=visit)
    _welcome(visit, member)
    if rule.permission is not None and not member.may_anywhere(rule.permission):
        abort(404)
    return None


def admit_signed_out(_rule: AccessRule) -> ResponseReturnValue | None:
    """The guard of pages on the way in: whatever session there is, half or whole, or none."""
    g.visit = _find_visit()
    return None


GUARDS: dict[Access, Guard] = {
    Access.STAFF: admit_staff,
    Access.SIGNED_OUT: admit_signed_out,
}


def with_visit(response: Response, visit: Visit) -> Response:
    """The answer with the cookie of a session; the secret in it is kept nowhere else."""
    response.set_cookie(
        cookie_name(NAME),
        encode_secret(visit.secret),
        secure=services().settings.behind_tls,
        httponly=True,
        samesite="Lax",
    )
    return response


def with_known_browser(response: Response, visit: Visit) -> Response:
    """The answer that lets this browser be known at the person's next sign-in."""
    context = staff_context()
    token = new_token(
        keyring=context.keyring,
        install_id=context.install_id,
        staff=visiting_staff(visit),
        at=context.at,
    )
    response.set_cookie(
        cookie_name(KNOWN_NAME),
        token,
        max_age=timedelta(days=DAYS),
        secure=services().settings.behind_tls,
        httponly=True,
        samesite="Strict",
    )
    return response


def known_browser() -> str | None:
    """The token of an earlier sign-in with this browser, if it has one."""
    return request.cookies.get(cookie_name(KNOWN_NAME))


def without_visit(response: Response) -> Response:
    """The answer that takes the cookie away."""
    secure = services().settings.behind_tls
    response.delete_cookie(cookie_name(NAME), secure=secure, httponly=True, samesite="Lax")
    return response


def _find_visit() -> Visit | None:
    try:
        secret = decode_secret(request.cookies.get(cookie_name(NAME), ""))
        return get_visit(
            session(),
            install_id=services().install_id,
            keyring=staff_context().keyring,
            secret=secret,
            at=services().clock(),
            limits=limits(),
        )
    except (KeyMalformed, SessionOver):
        return None


def limits() -> SessionLimits:
    """How long somebody stays signed in, by the settings."""
    return session_limits(services().settings.sessions)


def _is_in_service(visit: Visit) -> bool:
    staff = find_staff(session(), visit.row.staff_id)
    full = visit.row.state == SessionState.FULL.value
    return full and staff is not None and staff.state == StaffState.ACTIVE.value


def _welcome(visit: Visit, member: Member) -> None:
    g.visit, g.member, g.language = visit, member, member.language
    places = {UnitKey(unit).place for unit in member.roles}
    g.jurisdiction = next(
        (place for slug, place in services().configuration.jurisdictions.items() if slug in places),
        None,
    )


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send a reader to the sign-in page and back; give a writer what they wrote."""
    if request.method in {"GET", "HEAD"}:
        back = request.full_path.rstrip("?")
        return redirect(url_for("signin.password", next=back), 303)
    fields = typed_fields()
    return page("staff/entry/signed_out.html", status=403, fields=fields)


def session_limits(lengths: Sessions) -> SessionLimits:
    """How long somebody stays signed in."""
    return SessionLimits(
        idle=timedelta(minutes=lengths.staff_idle_minutes),
        overall=timedelta(hours=lengths.staff_hours),
    )
