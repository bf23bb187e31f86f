"""Joining, signing in, second factors, and pauses."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from intake.accounts.attempts import EVERYBODY
from intake.accounts.errors import (
    FactorRefused,
    InvitationInvalid,
    PasswordFault,
    PasswordUnfit,
    SessionOver,
    SignInRefused,
    TooManyFailures,
)
from intake.accounts.models import Staff, StaffSession
from intake.accounts.states import SessionState, StaffState
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.join import choose_password, confirm_factor, find_invited
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.vault.server.files import Process, create_keyrings
from tests.integration.accounts.office import (
    CHEAP,
    INVESTIGATIONS,
    LEAD,
    Office,
    password_of,
)
from tests.integration.accounts.steps import begin, failures, known_browser


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
    for number in range(EVERYBODY.capacity):
        with pytest.raises(SignInRefused):
            begin(office, f"stranger{number}")
    with pytest.raises(TooManyFailures) as caught:
        begin(office)
    assert 0 < caught.value.wait_seconds <= 2
    office.clock.advance(seconds=2)
    begin(office)


def test_strangers_do_not_keep_a_known_browser_out(office: Office) -> None:
    member, _ = office.person("Ada", {INVESTIGATIONS: LEAD})
    token = known_browser(office, member.staff_id)
    for _ in range(EVERYBODY.capacity):
        with pytest.raises(SignInRefused):
            begin(office, password="a stranger's guess")
    for other in (None, token[:-1] + ("0" if token[-1] != "0" else "1"), "1." + token, "x"):
        with pytest.raises((SignInRefused, TooManyFailures)):
            begin(office, browser=other)
    assert begin(office, browser=token).row.staff_id == member.staff_id
    with pytest.raises(TooManyFailures):
        begin(office, "Ben", browser=token)
    office.clock.advance(days=90, seconds=1)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            begin(office, password="a stranger's guess")
    with pytest.raises(SignInRefused):
        begin(office, browser=token)


def test_a_known_browser_has_a_limit_of_its_own(office: Office) -> None:
    member, _ = office.person("Ada", {INVESTIGATIONS: LEAD})
    token = known_browser(office, member.staff_id)
    for _ in range(10):
        with pytest.raises(SignInRefused):
            begin(office, password="not the right one", browser=token)
    with pytest.raises(TooManyFailures) as caught:
        begin(office, browser=token)
    assert 30 < caught.value.wait_seconds <= 60
    assert failures(office, member.staff_id) == 0
    begin(office)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "full"},
        {"state": "enrolling"},
        {"started_at": datetime(2030, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_half_session_is_not_made_a_whole_one_by_who_writes_to_the_database(
    office: Office, change: dict[str, object]
) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visit = begin(office)
    office.session.execute(update(StaffSession).values(**change))
    office.session.commit()
    row = office.session.get_one(StaffSession, visit.row.id, populate_existing=True)
    with pytest.raises(SessionOver):
        replace(visit, row=row).seed()


def test_a_session_of_one_is_not_given_to_another(office: Office) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    other = office.person("Bo", {INVESTIGATIONS: LEAD})[0].staff_id
    visit = begin(office)
    office.session.execute(update(StaffSession).values(staff_id=other))
    office.session.commit()
    row = office.session.get_one(StaffSession, visit.row.id, populate_existing=True)
    with pytest.raises(SessionOver):
        replace(visit, row=row).seed()


def test_cookie_and_database_alone_open_no_session(office: Office, tmp_path: Path) -> None:
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visit = begin(office)
    assert visit.seed()
    other = create_keyrings(tmp_path, os.urandom)[Process.STAFF]
    with pytest.raises(SessionOver):
        replace(visit, keyring=other).seed()
