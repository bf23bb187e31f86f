"""Sessions: their end, their row, and what is changed in one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from intake.accounts.errors import (
    FactorRefused,
    SessionOver,
    SignInRefused,
)
from intake.accounts.known_browsers import is_known
from intake.accounts.models import Staff, StaffSession
from intake.accounts.people import Member
from intake.accounts.second_factor import current_code
from intake.accounts.sessions import is_fresh
from intake.actions.people.change_account import (
    begin_factor_change,
    finish_factor_change,
    pending_factor,
)
from intake.actions.people.change_password import change_password
from intake.actions.people.confirm_password import MOST_FAILURES, confirm_password
from intake.actions.people.reset import reset_person
from intake.actions.people.sign_out import keep_alive, sign_out, sign_out_elsewhere
from tests.integration.accounts.office import (
    CHEAP,
    INSTALL_ID,
    INVESTIGATIONS,
    LEAD,
    Office,
    password_of,
)
from tests.integration.accounts.steps import LIMITS, begin, failures, known_browser, visit_of


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
        confirm_password(office.session, context=office.context, visit=visit, password="no")
    confirm_password(
        office.session, context=office.context, visit=visit, password=password_of("Ada")
    )
    assert is_fresh(visit_of(office, visit.secret).row, at=office.clock(), limits=LIMITS)


def test_five_wrong_passwords_end_a_session_and_leave_the_account_alone(office: Office) -> None:
    member, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    for _ in range(4):
        with pytest.raises(SignInRefused):
            confirm_password(office.session, context=office.context, visit=visit, password="no")
    with pytest.raises(SessionOver):
        confirm_password(office.session, context=office.context, visit=visit, password="no")
    with pytest.raises(SessionOver):
        visit_of(office, visit.secret)
    assert failures(office, member.staff_id) == 0


def test_of_passwords_at_the_same_moment_no_more_than_five_are_checked(office: Office) -> None:
    _, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.session.execute(update(StaffSession).values(failures=MOST_FAILURES))
    office.session.commit()
    with pytest.raises(SessionOver):
        confirm_password(
            office.session, context=office.context, visit=visit, password=password_of("Ada")
        )


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


def test_known_browsers_end_with_the_passphrase(office: Office) -> None:
    member, _ = office.person("Ada", {INVESTIGATIONS: LEAD})
    _, visit = office.sign_in("Ada")
    tokens = [known_browser(office, member.staff_id)]
    assert knows(office, member, tokens[0])
    new = "seven quiet bridges over a lantern"
    change_password(
        office.session,
        context=office.context,
        visit=visit,
        old=password_of("Ada"),
        new=new,
        cost=CHEAP,
    )
    tokens.append(known_browser(office, member.staff_id))
    assert [knows(office, member, token) for token in tokens] == [False, True]
    reset_person(office.session, context=office.context, by=None, staff_id=member.staff_id)
    assert [knows(office, member, token) for token in tokens] == [False, False]


def knows(office: Office, member: Member, token: str) -> bool:
    """Whether a browser with this token counts as one that the person signed in with."""
    staff = office.look().get_one(Staff, member.staff_id)
    found = {"keyring": office.keyring, "install_id": INSTALL_ID, "at": office.clock()}
    return is_known(token, staff=staff, **found)
