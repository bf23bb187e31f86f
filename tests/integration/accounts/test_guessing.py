"""Guessing: one half sign-in a person, codes counted over all of them, and known browsers apart."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from intake.accounts.attempts import EVERYBODY
from intake.accounts.errors import (
    AccountError,
    FactorLocked,
    FactorPaused,
    FactorRefused,
    PersonUnknown,
    SessionOver,
    SignInRefused,
    TooManyFailures,
)
from intake.accounts.factor_tries import MOST_WRONG
from intake.accounts.models import Staff, StaffSession
from intake.accounts.roles import Role
from intake.accounts.sessions import Visit
from intake.accounts.states import HALF, SessionState
from intake.actions.people import sign_in
from intake.actions.people.change_password import change_password
from intake.actions.people.finish_sign_in import complete_sign_in
from intake.actions.people.reset import reset_person
from intake.actions.people.unlock import unlock_person
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.vault.turns import TURNS, Line
from tests.fixtures.databases import Database
from tests.integration.accounts.office import (
    ADMINISTRATION,
    CHEAP,
    INVESTIGATIONS,
    LEAD,
    Office,
    password_of,
)
from tests.integration.accounts.steps import WRONG, begin, enter, failures, known_browser


def ada(office: Office) -> str:
    """Ada's id; her telephone shows a code that was not used."""
    staff_id = office.person("Ada", {INVESTIGATIONS: LEAD})[0].staff_id
    office.clock.advance(minutes=1)
    return staff_id


def spoil(office: Office, wanted: int, *, browser: str | None = None) -> None:
    """Enter wrong codes, each in a half session of its own, waiting for every pause."""
    while wanted:
        try:
            enter(office, begin(office, browser=browser))
        except FactorPaused as paused:
            wanted -= 1
            office.clock.advance(seconds=paused.wait_seconds)
        except (FactorRefused, FactorLocked):
            wanted -= 1


def halves(office: Office) -> list[str]:
    found = select(StaffSession.id).where(StaffSession.state.in_(HALF))
    return list(office.look().scalars(found))


def test_half_sessions_share_five_tries(office: Office) -> None:
    ada(office)
    for _ in range(4):
        with pytest.raises(FactorRefused):
            enter(office, begin(office))
    with pytest.raises(FactorPaused) as paused:
        enter(office, begin(office))
    assert paused.value.wait_seconds == 30
    for _ in range(3):
        with pytest.raises(FactorPaused):
            enter(office, begin(office))


def test_a_person_has_one_half_sign_in_and_the_old_one_takes_not_even_the_right_code(
    office: Office,
) -> None:
    staff_id = ada(office)
    old, new = begin(office), begin(office)
    assert halves(office) == [new.row.id]
    for code in (office.code(staff_id), WRONG):
        with pytest.raises(SessionOver):
            enter(office, old, code)
    assert office.look().get_one(Staff, staff_id).factor_failures == 0, "nor counts a wrong one"
    assert enter(office, new, office.code(staff_id)).row.state == SessionState.FULL.value


def test_in_a_pause_nothing_is_tried_and_nothing_counted(office: Office) -> None:
    staff_id = ada(office)
    spoil(office, 4)
    visit = begin(office)
    with pytest.raises(FactorPaused):
        enter(office, visit)
    for code in (office.code(staff_id), WRONG):
        with pytest.raises(FactorPaused) as paused:
            enter(office, visit, code)
        assert paused.value.wait_seconds == 30
    row = office.look().get_one(Staff, staff_id)
    assert (row.factor_failures, row.last_factor_step) == (5, _step_of_joining(office))
    office.clock.advance(seconds=30)
    assert enter(office, visit, office.code(staff_id)).row.staff_id == staff_id
    assert office.look().get_one(Staff, staff_id).factor_failures == 0


def test_after_ten_wrong_codes_a_person_has_to_act(office: Office) -> None:
    staff_id = ada(office)
    spoil(office, MOST_WRONG)
    office.clock.advance(days=30)
    visit = begin(office)
    with pytest.raises(FactorLocked):
        enter(office, visit, office.code(staff_id))
    stranger = office.person("Una", {"marisol-county/*": frozenset({Role.ADMINISTRATOR})})[0]
    with pytest.raises(PersonUnknown):
        unlock_person(office.session, context=office.context, by=stranger, staff_id=staff_id)
    root = office.person("Root", {ADMINISTRATION: frozenset({Role.ADMINISTRATOR})})[0]
    unlock_person(office.session, context=office.context, by=root, staff_id=staff_id)
    assert enter(office, visit, office.code(staff_id)).row.staff_id == staff_id
    entry = office.session.scalars(
        select(AuditEntry).where(AuditEntry.kind == AuditKind.STAFF_UNLOCKED)
    ).one()
    assert (entry.actor_id, entry.object_id) == (root.staff_id, staff_id)


def test_a_reset_unlocks_too(office: Office) -> None:
    staff_id = ada(office)
    spoil(office, MOST_WRONG)
    token = reset_person(office.session, context=office.context, by=None, staff_id=staff_id).token
    office.join("Ada", token)
    assert office.sign_in("Ada")[0].staff_id == staff_id


def test_a_known_browser_keeps_a_turn_of_its_own(office: Office) -> None:
    staff_id = ada(office)
    browser = known_browser(office, staff_id)
    mine = begin(office, browser=browser)
    spoil(office, MOST_WRONG)
    assert enter(office, mine, office.code(staff_id)).row.staff_id == staff_id
    with pytest.raises(FactorLocked):
        enter(office, begin(office))
    spoil(office, MOST_WRONG, browser=browser)
    with pytest.raises(FactorLocked):
        enter(office, begin(office, browser=browser), office.code(staff_id))


def test_a_sign_in_in_a_known_browser_gives_strangers_no_new_tries(office: Office) -> None:
    staff_id = ada(office)
    spoil(office, 4)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            begin(office, password="not the right passphrase")
    office.clock.advance(minutes=1)
    browser = known_browser(office, staff_id)
    enter(office, begin(office, browser=browser), office.code(staff_id))
    row = office.look().get_one(Staff, staff_id)
    assert (row.factor_failures, row.failures) == (4, 5)


def test_a_new_password_ends_what_strangers_spoiled(office: Office) -> None:
    staff_id = ada(office)
    spoil(office, MOST_WRONG)
    browser = known_browser(office, staff_id)
    full = enter(office, begin(office, browser=browser), office.code(staff_id))
    new = "seven quiet bridges over a lantern"
    change_password(
        office.session,
        context=office.context,
        visit=full,
        old=password_of("Ada"),
        new=new,
        cost=CHEAP,
    )
    office.clock.advance(minutes=1)
    assert enter(office, begin(office, password=new), office.code(staff_id))


def test_wrong_codes_at_the_same_moment_are_counted_each(
    office: Office, database: Database
) -> None:
    staff_id = ada(office)
    visit, context, told = begin(office), office.context, []
    row_id = visit.row.id

    def guess(start: threading.Barrier) -> None:
        with database.sessions() as session:
            row = session.get_one(StaffSession, row_id)
            own = Visit(row, visit.secret, visit.install_id, visit.keyring)
            start.wait(20)
            try:
                complete_sign_in(session, context=context, visit=own, code=WRONG)
            except AccountError as fault:
                told.append(type(fault))

    for crowd in (2, 6):
        start = threading.Barrier(crowd)
        threads = [threading.Thread(target=guess, args=(start,)) for _ in range(crowd)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        wrong = office.look().get_one(Staff, staff_id).factor_failures
        assert wrong == min(2 if crowd == 2 else 8, 5), told
    assert told.count(FactorRefused) == 4
    assert told.count(FactorPaused) == 4, "the fifth, and three that were not tried"


def test_a_try_is_drawn_before_argon2_runs_and_comes_back_with_the_second_factor(
    office: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff_id = ada(office)
    seen, unwrap = [], sign_in.unwrap

    def watching(*args: object, **options: object) -> bytes:
        with database.sessions() as other:
            seen.append(other.get_one(Staff, staff_id).failures)
        return unwrap(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(sign_in, "unwrap", watching)
    for _ in range(EVERYBODY.capacity):
        visit = begin(office)
    assert seen == [1] * EVERYBODY.capacity, "counted before, and taken back as it was right"
    assert failures(office, staff_id) == 0
    with pytest.raises(TooManyFailures):
        begin(office)
    enter(office, visit, office.code(staff_id))
    begin(office)
    with pytest.raises(TooManyFailures):
        begin(office, "nobody")
    assert len(seen) == EVERYBODY.capacity + 1


def test_a_right_password_leaves_the_pause_of_another_try(office: Office) -> None:
    staff_id = ada(office)
    for _ in range(4):
        with pytest.raises(SignInRefused):
            begin(office, password="not the right passphrase")
    begin(office)
    row = office.look().get_one(Staff, staff_id)
    assert (row.failures, row.blocked_until) == (4, None)
    with pytest.raises(SignInRefused):
        begin(office, password="not the right passphrase")
    paused = office.look().get_one(Staff, staff_id).blocked_until
    assert paused == office.clock() + timedelta(seconds=30)


def test_a_known_browser_waits_in_front_and_a_stranger_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff_id = ada(office)
    lines, turn = [], TURNS.turn

    def noting(line: Line):  # type: ignore[no-untyped-def]
        lines.append(line)
        return turn(line)

    monkeypatch.setattr(TURNS, "turn", noting)
    browser = known_browser(office, staff_id)
    for name, token in (("Ada", None), ("Nobody", browser), ("Ada", browser)):
        lines.clear()
        try:
            begin(office, name, browser=token)
        except SignInRefused:
            assert name == "Nobody"
        assert lines[0] is (Line.KNOWN if (name, token) == ("Ada", browser) else Line.STRANGERS)


def test_every_wrong_code_is_on_record_and_none_that_was_not_tried(office: Office) -> None:
    staff_id = ada(office)
    spoil(office, 4)
    visit = begin(office)
    for _ in range(3):
        with pytest.raises(FactorPaused):
            enter(office, visit)
    kept = select(func.count()).where(
        AuditEntry.kind == AuditKind.SIGN_IN_FAILED, AuditEntry.object_id == staff_id
    )
    assert office.session.scalar(kept) == 5


def _step_of_joining(office: Office) -> int:
    return int((office.clock() - timedelta(minutes=1)).timestamp()) // 30
