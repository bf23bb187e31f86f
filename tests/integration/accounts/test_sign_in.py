"""Joining, signing in, second factors, sessions and pauses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from intake.accounts.attempts import CAPACITY
from intake.accounts.errors import (
    FactorExhausted,
    FactorRefused,
    InvitationInvalid,
    PasswordFault,
    PasswordUnfit,
    SessionOver,
    SignInRefused,
    TooManyFailures,
)
from intake.accounts.models import Staff, StaffSession
from intake.accounts.second_factor import current_code
from intake.accounts.sessions import SessionLimits, get_visit, is_fresh
from intake.accounts.states import SessionState, StaffState
from intake.actions.change_password import change_password
from intake.actions.change_second_factor import (
    begin_factor_change,
    finish_factor_change,
    pending_factor,
)
from intake.actions.confirm_password import confirm_password
from intake.actions.join import choose_password, confirm_factor, find_invited
from intake.actions.sign_in import begin_sign_in, complete_sign_in
from intake.actions.sign_out import keep_alive, sign_out, sign_out_elsewhere
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from tests.integration.accounts.office import (
    CHEAP,
    INSTALL_ID,
    INVESTIGATIONS,
    LEAD,
    Office,
    password_of,
)

LIMITS = SessionLimits()


def begin(office: Office, name: str = "Ada", password: str | None = None):  # type: ignore[no-untyped-def]
    return begin_sign_in(
        office.session,
        context=office.context,
        address=f"{name}@office.example",
        password=password or password_of(name),
        cost=CHEAP,
    )


def failures(office: Office, staff_id: str) -> int:
    return office.session.get_one(Staff, staff_id, populate_existing=True).failures


def test_an_invited_person_joins_and_signs_in(office: Office) -> None:
    staff_id, token = office.invited("Ada", {INVESTIGATIONS: LEAD})
    assert find_invited(office.session, context=office.context, token=token).name == "Ada"
    joined, visit = office.join("Ada", token)
    assert joined.staff_id == staff_id
    assert joined.roles == {INVESTIGATIONS: LEAD}
    again, fresh = office.sign_in("ADA".title())
    assert again.private_key.public_bytes == joined.private_key.public_bytes
    assert fresh.secret != visit.secret
    kinds = set(office.session.scalars(select(AuditEntry.kind)))
    assert {AuditKind.STAFF_INVITED, AuditKind.STAFF_JOINED, AuditKind.SIGNED_IN} <= kinds


def test_a_link_works_once_and_for_a_week(office: Office) -> None:
    _, token = office.invited("Ada", {INVESTIGATIONS: LEAD})
    office.join("Ada", token)
    with pytest.raises(InvitationInvalid):
        find_invited(office.session, context=office.context, token=token)
    _, late = office.invited("Ben", {INVESTIGATIONS: LEAD})
    office.clock.advance(days=7)
    with pytest.raises(InvitationInvalid):
        office.join("Ben", late)


def test_before_the_second_factor_is_confirmed_nothing_is_in_use(office: Office) -> None:
    staff_id, token = office.invited("Ada", {INVESTIGATIONS: LEAD})
    visit = choose_password(
        office.session, context=office.context, token=token, password=password_of("Ada"), cost=CHEAP
    )
    assert visit.row.state == SessionState.ENROLLING
    with pytest.raises(SignInRefused):
        begin(office)
    with pytest.raises(FactorRefused):
        confirm_factor(office.session, context=office.context, visit=visit, code="000000")
    assert office.session.get_one(Staff, staff_id).state == StaffState.INVITED
    # The link is good until then: a telephone that ran out of power costs nothing.
    office.join("Ada", token)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short", PasswordFault.TOO_SHORT),
        ("ababababababababab", PasswordFault.TOO_UNIFORM),
        ("lovelace2026lovelace", PasswordFault.HOLDS_NAME),
    ],
)
def test_an_easy_password_is_not_taken(office: Office, password: str, fault: PasswordFault) -> None:
    _, token = office.invited("Lovelace", {INVESTIGATIONS: LEAD})
    with pytest.raises(PasswordUnfit) as caught:
        choose_password(
            office.session, context=office.context, token=token, password=password, cost=CHEAP
        )
    assert caught.value.fault is fault


def test_unknown_wrong_and_disabled_look_the_same(office: Office) -> None:
    staff_id = office.person("Ada", {INVESTIGATIONS: LEAD})[0].staff_id
    for name, password in (("Nobody", None), ("Ada", "quite another passphrase")):
        with pytest.raises(SignInRefused) as caught:
            begin(office, name, password)
        assert str(caught.value) == ""
    office.session.get_one(Staff, staff_id).state = StaffState.DISABLED
    office.session.commit()
    with pytest.raises(SignInRefused):
        begin(office)


def test_a_code_is_good_once(office: Office) -> None:
    member, _ = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.clock.advance(minutes=1)
    code = office.code(member.staff_id)
    complete_sign_in(office.session, context=office.context, visit=begin(office), code=code)
    with pytest.raises(FactorRefused):
        complete_sign_in(office.session, context=office.context, visit=begin(office), code=code)
    office.clock.advance(seconds=30)
    fresh = office.code(member.staff_id)
    complete_sign_in(office.session, context=office.context, visit=begin(office), code=fresh)


def test_a_code_of_the_half_minute_before_is_taken_an_older_one_not(office: Office) -> None:
    member, _ = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.clock.advance(minutes=5)
    code = office.code(member.staff_id)
    office.clock.advance(seconds=30)
    complete_sign_in(office.session, context=office.context, visit=begin(office), code=code)
    code = office.code(member.staff_id)
    office.clock.advance(seconds=60)
    with pytest.raises(FactorRefused):
        complete_sign_in(office.session, context=office.context, visit=begin(office), code=code)


def test_the_fifth_wrong_code_asks_for_the_password_again(office: Office) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visit = begin(office)
    for _ in range(4):
        with pytest.raises(FactorRefused):
            complete_sign_in(office.session, context=office.context, visit=visit, code="12345x")
    with pytest.raises(FactorExhausted):
        complete_sign_in(office.session, context=office.context, visit=visit, code="12345x")
    with pytest.raises(SessionOver):
        get_visit(
            office.session,
            install_id=INSTALL_ID,
            secret=visit.secret,
            at=office.clock(),
            limits=LIMITS,
        )


def test_failures_pause_the_account_and_a_success_forgets_them(office: Office) -> None:
    staff_id = office.person("Ada", {INVESTIGATIONS: LEAD})[0].staff_id
    for _ in range(5):
        with pytest.raises(SignInRefused):
            begin(office, password="not the right passphrase")
    with pytest.raises(SignInRefused):
        begin(office)
    assert failures(office, staff_id) == 5, "a pause does not grow while it lasts"
    office.clock.advance(seconds=31)
    office.sign_in("Ada")
    assert failures(office, staff_id) == 0


def test_one_limit_holds_over_all_accounts(office: Office) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    for number in range(CAPACITY):
        with pytest.raises(SignInRefused):
            begin(office, f"stranger{number}")
    with pytest.raises(TooManyFailures) as caught:
        begin(office)
    assert 0 < caught.value.wait_seconds <= 2
    office.clock.advance(seconds=2)
    begin(office)


def visit_of(office: Office, secret: bytes):  # type: ignore[no-untyped-def]
    office.session.expire_all()
    return get_visit(
        office.session, install_id=INSTALL_ID, secret=secret, at=office.clock(), limits=LIMITS
    )


def test_a_session_ends_when_idle(office: Office) -> None:
    _, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.clock.advance(minutes=14)
    keep_alive(office.session, context=office.context, visit=visit_of(office, visit.secret))
    office.clock.advance(minutes=14)
    assert visit_of(office, visit.secret).seed() == visit.seed()
    office.clock.advance(minutes=1)
    with pytest.raises(SessionOver):
        visit_of(office, visit.secret)


def test_a_session_ends_after_eight_hours_at_work(office: Office) -> None:
    _, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    for _ in range(47):
        office.clock.advance(minutes=10)
        keep_alive(office.session, context=office.context, visit=visit_of(office, visit.secret))
    office.clock.advance(minutes=10)
    with pytest.raises(SessionOver):
        visit_of(office, visit.secret)


def test_half_a_sign_in_lasts_five_minutes(office: Office) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visit = begin(office)
    office.clock.advance(minutes=5)
    with pytest.raises(SessionOver):
        visit_of(office, visit.secret)


def test_the_row_opens_with_the_cookie_alone(office: Office) -> None:
    _, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    with pytest.raises(SessionOver):
        visit_of(office, bytes(32))
    row = office.session.get_one(StaffSession, visit.row.id)
    row.sealed_seed = row.sealed_seed[:-1] + bytes([row.sealed_seed[-1] ^ 1])
    office.session.commit()
    with pytest.raises(SessionOver):
        visit_of(office, visit.secret).seed()


def test_signing_out_ends_this_session_or_all_others(office: Office) -> None:
    _, first = office.person("Ada", {INVESTIGATIONS: LEAD})
    _, second = office.sign_in("Ada")
    _, third = office.sign_in("Ada")
    sign_out(office.session, context=office.context, visit=first)
    sign_out(office.session, context=office.context, visit=first)
    with pytest.raises(SessionOver):
        visit_of(office, first.secret)
    sign_out_elsewhere(office.session, context=office.context, visit=third)
    with pytest.raises(SessionOver):
        visit_of(office, second.secret)
    assert visit_of(office, third.secret).row.id == third.row.id


def test_a_changed_password_keeps_the_key_and_ends_other_sessions(office: Office) -> None:
    member, first = office.person("Ada", {INVESTIGATIONS: LEAD})
    _, visit = office.sign_in("Ada")
    new = "seven quiet bridges over a lantern"
    with pytest.raises(SignInRefused):
        change_password(
            office.session, context=office.context, visit=visit, old="no", new=new, cost=CHEAP
        )
    change_password(
        office.session,
        context=office.context,
        visit=visit,
        old=password_of("Ada"),
        new=new,
        cost=CHEAP,
    )
    with pytest.raises(SessionOver):
        visit_of(office, first.secret)
    with pytest.raises(SignInRefused):
        begin(office)
    assert begin(office, password=new).seed() == member.private_key.seed


def test_the_password_is_asked_again(office: Office) -> None:
    _, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.clock.advance(minutes=10)
    assert not is_fresh(visit_of(office, visit.secret).row, at=office.clock(), limits=LIMITS)
    with pytest.raises(SignInRefused):
        confirm_password(
            office.session, context=office.context, visit=visit, password="no", cost=CHEAP
        )
    confirm_password(
        office.session,
        context=office.context,
        visit=visit,
        password=password_of("Ada"),
        cost=CHEAP,
    )
    assert is_fresh(visit_of(office, visit.secret).row, at=office.clock(), limits=LIMITS)


def test_a_new_second_factor_counts_once_confirmed(office: Office) -> None:
    member, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    old = office.code(member.staff_id)
    begin_factor_change(office.session, context=office.context, visit=visit)
    visit = visit_of(office, visit.secret)
    secret = pending_factor(visit)
    assert secret is not None
    assert office.code(member.staff_id) == old
    with pytest.raises(FactorRefused):
        finish_factor_change(office.session, context=office.context, visit=visit, code=old)
    code = current_code(secret, at=office.clock())
    finish_factor_change(office.session, context=office.context, visit=visit, code=code)
    assert office.code(member.staff_id) == code
    assert pending_factor(visit_of(office, visit.secret)) is None
    office.clock.advance(seconds=30)
    assert office.code(member.staff_id) == current_code(secret, at=office.clock())


def test_no_session_row_outlives_its_use(office: Office) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    office.sign_in("Ada")
    count = office.session.scalar(select(func.count()).select_from(StaffSession))
    assert count == 2, "the half session and the enrolling one are gone"
    assert timedelta(minutes=15) == LIMITS.idle
