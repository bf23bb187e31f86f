"""Following by code: what is seen, written, stopped and replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.complaint.save_draft import Change
from intake.actions.following.enter_code import CodeLeadsTo, enter_code
from intake.actions.following.follow import follow
from intake.actions.following.replace_code import (
    WAIT,
    CodeNotReplaceable,
    replace_lost_code,
    replace_own_code,
    save_new_code,
)
from intake.actions.following.visit import find_visit
from intake.actions.following.write_to_office import (
    NothingToStop,
    NothingWritten,
    withdraw_complaint,
    write_to_offices,
)
from intake.audit.actor import staff_actor
from intake.cases.models import CaseEventRow
from intake.cases.vocabulary import ClockKind, EventKind, Status
from intake.complaints.code_attempts import TooManyWrongCodes
from intake.complaints.content import Identity
from intake.complaints.mailboxes import CodeNotYet, CodeUnknown
from intake.complaints.messages import read_messages
from intake.complaints.models import Box, Mailbox, Message
from intake.complaints.typed_text import TextRefused
from intake.complaints.vocabulary import Direction, IdentityMode
from intake.notify.models import OutboxRow
from intake.vault.errors import CodeMalformed, CodeSlip
from intake.vault.symbols.codes import new_code
from tests.fixtures.compartments import opened_by_code, opened_by_unit
from tests.integration.filing.steps import SECRET, opened, sent, told, written
from tests.integration.filing.test_filing import two_agencies
from tests.integration.filing.world import INSTALL_ID, INVESTIGATIONS, LENGTHS, World

OTHER_SECRET = b"o" * 32


def enter(
    session: Session, world: World, typed: str, *, after: timedelta = timedelta(), **limits: int
) -> CodeLeadsTo:
    return enter_code(
        session,
        context=world.context(world.at + after),
        typed=typed,
        new_secret=lambda: OTHER_SECRET,
        lengths=LENGTHS,
        failures_per_minute=limits.get("failures", 60),
    )


def test_a_code_shows_status_dates_and_nothing_sealed_elsewhere(
    session: Session, world: World
) -> None:
    code, filed = sent(session, world)
    seen = follow(session, context=world.context(), code=code)
    (case,) = seen.cases
    assert (seen.reference, case.status, case.is_open) == (filed.reference, Status.RECEIVED, True)
    assert case.holds_thread
    assert case.first_opened_day is None
    assert {ClockKind.ACKNOWLEDGE, ClockKind.REVIEW, ClockKind.URGENT_TRIAGE} <= set(case.due)


@pytest.mark.parametrize("spell", [str.lower, lambda code: code.replace("-", "  ")])
def test_a_code_typed_anyhow_begins_a_visit(session: Session, world: World, spell) -> None:  # type: ignore[no-untyped-def]
    code, _filed = sent(session, world)
    assert enter(session, world, spell(code)) is CodeLeadsTo.COMPLAINT
    visit = find_visit(session, context=world.context(), secret=OTHER_SECRET)
    assert visit is not None
    assert visit.code == code
    assert not visit.is_sent


def test_a_code_of_an_unsent_complaint_leads_back_to_it(session: Session, world: World) -> None:
    assert enter(session, world, written(session, world)) is CodeLeadsTo.DRAFT


def test_slips_and_unknown_codes_are_told_apart(session: Session, world: World) -> None:
    code, _filed = sent(session, world)
    with pytest.raises(CodeMalformed):
        enter(session, world, code[:-3])
    swapped = ("0" if code[0] != "0" else "2") + code[1:]
    with pytest.raises(CodeSlip):
        enter(session, world, swapped)
    with pytest.raises(CodeUnknown):
        enter(session, world, new_code(world.random))


def test_failures_are_limited_together_and_successes_never(session: Session, world: World) -> None:
    code, _filed = sent(session, world)
    for _ in range(3):
        with pytest.raises(CodeUnknown):
            enter(session, world, new_code(world.random), failures=3)
    with pytest.raises(TooManyWrongCodes) as caught:
        enter(session, world, new_code(world.random), failures=3)
    assert caught.value.wait_seconds == 20
    assert enter(session, world, code, failures=3) is CodeLeadsTo.COMPLAINT


def test_a_message_reaches_every_open_case_and_its_unit_reads_it(
    session: Session, world: World
) -> None:
    code, filed = sent(session, world, two_agencies)
    assert write_to_offices(session, context=world.context(), code=code, text="Más: \u202eok") == 2
    seen = follow(session, context=world.context(), code=code)
    assert [[m.text for m in case.messages] for case in seen.cases] == [["Más: \u202eok"]] * 2
    case = next(case for case in filed.cases if case.unit == INVESTIGATIONS)
    own = opened_by_unit(session, case, world.unit_key(INVESTIGATIONS), install_id=INSTALL_ID)
    (message,) = read_messages(session, {case.id: own})
    assert (message.text, message.direction) == ("Más: \u202eok", Direction.IN)
    news = [row.kind for row in session.scalars(select(OutboxRow))]
    assert news.count("case_news") == 2


def test_an_empty_or_broken_message_is_refused_and_nothing_is_written(
    session: Session, world: World
) -> None:
    code, _filed = sent(session, world)
    for text in ("  \n", "\u200b", "\u3164"):
        with pytest.raises(NothingWritten):
            write_to_offices(session, context=world.context(), code=code, text=text)
    for text in ("a\0b", "\ud800", "x" * 20_001):
        with pytest.raises(TextRefused):
            write_to_offices(session, context=world.context(), code=code, text=text)
    assert session.scalar(select(func.count()).select_from(Message)) == 0


def test_stopping_is_recorded_once_in_each_case(session: Session, world: World) -> None:
    code, _filed = sent(session, world, two_agencies)
    assert withdraw_complaint(session, context=world.context(), code=code) == 2
    seen = follow(session, context=world.context(), code=code)
    assert all(case.withdrawal_asked and case.is_open for case in seen.cases)
    with pytest.raises(NothingToStop):
        withdraw_complaint(session, context=world.context(), code=code)


def staff_code(session: Session, world: World, change: Change = told) -> tuple[str, str]:
    """A lost code, replaced by the office; old and new."""
    old, filed = sent(session, world, change)
    own = opened_by_code(session, old, install_id=INSTALL_ID)[filed.cases[0].id]
    new = replace_lost_code(
        session,
        context=world.context(),
        own=own,
        actor=staff_actor("3" * 32),
        unit=INVESTIGATIONS,
    )
    return old, new


def test_the_old_code_lives_until_the_new_one_is_used(session: Session, world: World) -> None:
    old, new = staff_code(session, world)
    assert follow(session, context=world.context(), code=old).cases
    enter(session, world, new, after=WAIT)
    with pytest.raises(CodeUnknown):
        follow(session, context=world.context(), code=old)
    seen = follow(session, context=world.context(), code=new)
    assert seen.known_to_staff
    assert seen.cases[0].holds_thread
    states = sorted(session.scalars(select(Mailbox.state)))
    assert states == ["dead", "live"]
    live = session.scalars(select(Mailbox.id).where(Mailbox.state == "live")).one()
    recipients = set(
        session.scalars(select(Box.recipient).where(Box.recipient_kind == "complainant"))
    )
    assert recipients == {live}


def test_a_code_that_staff_know_is_replaced_by_its_owner(session: Session, world: World) -> None:
    _old, known = staff_code(session, world)
    enter(session, world, known, after=WAIT)
    visit = find_visit(session, context=world.context(), secret=OTHER_SECRET)
    assert visit is not None
    replace_own_code(
        session, context=world.context(), visit=visit, secret=OTHER_SECRET, lengths=LENGTHS
    )
    fresh = find_visit(session, context=world.context(), secret=OTHER_SECRET)
    assert fresh is not None
    assert fresh.code != known
    assert follow(session, context=world.context(), code=known).cases
    save_new_code(session, context=world.context(), code=fresh.code)
    with pytest.raises(CodeUnknown):
        follow(session, context=world.context(), code=known)
    assert not follow(session, context=world.context(), code=fresh.code).known_to_staff


def test_a_code_of_the_office_waits_a_day_and_the_owner_of_the_old_one_can_end_it(
    session: Session, world: World
) -> None:
    old, new = staff_code(session, world)
    with pytest.raises(CodeNotYet) as early:
        enter(session, world, new, after=WAIT - timedelta(seconds=1))
    assert early.value.opens_at == world.at + WAIT
    assert follow(session, context=world.context(), code=old).office_code_from == world.at + WAIT
    enter(session, world, old)
    visit = find_visit(session, context=world.context(), secret=OTHER_SECRET)
    assert visit is not None
    replace_own_code(
        session, context=world.context(), visit=visit, secret=OTHER_SECRET, lengths=LENGTHS
    )
    with pytest.raises(CodeUnknown):
        enter(session, world, new, after=WAIT)
    assert follow(session, context=world.context(), code=old).office_code_from is None


@pytest.mark.parametrize("address", ["ana@example.org", ""])
def test_an_address_for_updates_hears_of_the_new_code_at_once(
    session: Session, world: World, address: str
) -> None:
    def asking(unsent):  # type: ignore[no-untyped-def]
        heard = told(unsent)
        return replace(heard, identity=replace(heard.identity, update_email=address))

    staff_code(session, world, asking)
    wanted = select(OutboxRow.not_before).where(OutboxRow.kind == "new_code")
    assert list(session.scalars(wanted)) == ([world.at] if address else [])


def test_an_anonymous_complaint_keeps_its_code(session: Session, world: World) -> None:
    def nameless(unsent):  # type: ignore[no-untyped-def]
        return replace(told(unsent), identity=Identity(mode=IdentityMode.ANONYMOUS))

    code, filed = sent(session, world, nameless)
    own = opened_by_code(session, code, install_id=INSTALL_ID)[filed.cases[0].id]
    with pytest.raises(CodeNotReplaceable):
        replace_lost_code(
            session,
            context=world.context(),
            own=own,
            actor=staff_actor("3" * 32),
            unit=INVESTIGATIONS,
        )


def test_visits_end_after_two_idle_hours(session: Session, world: World) -> None:
    opened(session, world)
    last = world.at + timedelta(hours=2, seconds=-1)
    assert find_visit(session, context=world.context(last), secret=SECRET) is not None
    over = world.at + timedelta(hours=2)
    assert find_visit(session, context=world.context(over), secret=SECRET) is None


def test_events_follow_the_table(session: Session, world: World) -> None:
    code, _filed = sent(session, world)
    write_to_offices(session, context=world.context(), code=code, text="more")
    withdraw_complaint(session, context=world.context(), code=code)
    kinds = session.scalars(select(CaseEventRow.kind).order_by(CaseEventRow.seq)).all()
    assert kinds == [
        EventKind.SUBMITTED,
        EventKind.MESSAGE_RECEIVED,
        EventKind.WITHDRAWAL_REQUESTED,
    ]
