"""A call from the first question to the code in the complainant's hand, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from intake.actions.calls.take_call import (
    CODE_KEPT,
    CallRefused,
    DayNotPossible,
    NewCall,
    drop_call,
    finish_call,
    kept_calls,
    open_call,
    save_call,
    send_call,
    sent_call,
    start_call,
)
from intake.actions.case.access import CaseNotFound
from intake.actions.case.reading import OpeningRefused, open_case
from intake.actions.complaint.filing import Filed, NothingTold
from intake.actions.complaint.save_draft import DraftLimits
from intake.actions.following.enter_code import CodeLeadsTo, enter_code
from intake.actions.following.follow import follow
from intake.actions.following.replace_code import replace_own_code, save_new_code
from intake.actions.following.visit import find_visit
from intake.actions.upkeep.sweep import sweep
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.complaints.calls import CallNotFound
from intake.complaints.content import Content, NamedAgency
from intake.complaints.mailboxes import CodeUnknown
from intake.complaints.models import Box, Draft, Erasable, KeptCall, Mailbox, Part
from intake.complaints.unsent import DraftGone
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import Channel
from intake.settings import Settings
from intake.vault.boxes import PrivateKey
from intake.vault.errors import VaultError
from tests.integration.accounts.office import INSTALL_ID, INVESTIGATIONS
from tests.integration.cases.staffed import NARRATIVE, Staffed, told
from tests.integration.conflict.attacker import attack

LENGTHS = VisitLengths()
POLICE = Content(agencies=(NamedAgency(agency_id="police"),), language="es")


def start(staffed: Staffed, name: str = "Cleo", content: Content = POLICE) -> str:
    return start_call(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members[name],
        call=NewCall(unit=INVESTIGATIONS, channel=Channel.PHONE, content=content),
        lengths=LENGTHS,
    )


def keep(staffed: Staffed, draft_id: str, name: str = "Cleo") -> None:
    save_call(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members[name],
        draft_id=draft_id,
        change=lambda unsent: replace(told(unsent), code_shown=unsent.code_shown),
        limits=DraftLimits(lengths=LENGTHS, narrative_characters=50_000),
    )


def send(staffed: Staffed, draft_id: str, name: str = "Cleo", **more: object) -> Filed:
    return send_call(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members[name],
        draft_id=draft_id,
        **more,  # type: ignore[arg-type]
    )


def test_a_kept_call_opens_for_its_clerk_and_for_nobody_else(staffed: Staffed) -> None:
    draft_id = start(staffed)
    keep(staffed, draft_id)
    cleo = staffed.members["Cleo"]
    found = open_call(
        staffed.office.look(), context=staffed.context, member=cleo, draft_id=draft_id
    )
    assert (found.unsent.narrative, found.kept.unit) == (NARRATIVE, INVESTIGATIONS)
    for name in ("Ivy", "Sam", "Lou"):
        with pytest.raises(CallNotFound):
            open_call(
                staffed.office.look(),
                context=staffed.context,
                member=staffed.members[name],
                draft_id=draft_id,
            )
    others = [member.private_key for member in staffed.members.values() if member is not cleo]
    assert readable_with(staffed, others) == {}


def readable_with(staffed: Staffed, keys: list[PrivateKey]) -> dict[str, str]:
    return attack(
        staffed.office.session,
        private_keys=keys,
        keyring=staffed.office.keyring,
        install_id=INSTALL_ID,
    )


def test_a_row_given_to_another_clerk_opens_nothing(staffed: Staffed) -> None:
    draft_id = start(staffed)
    ivy = staffed.members["Ivy"]
    session = staffed.office.look()
    session.execute(update(KeptCall).values(staff_id=ivy.staff_id))
    session.commit()
    with pytest.raises(VaultError):
        open_call(session, context=staffed.context, member=ivy, draft_id=draft_id)
    assert kept_calls(session, context=staffed.context, member=ivy) == ()


def test_an_office_in_conflict_keeps_nothing(staffed: Staffed) -> None:
    with pytest.raises(CallRefused) as refused:
        start(staffed, content=Content(agencies=(NamedAgency(agency_id="oversight-staff"),)))
    assert [office.id for office in refused.value.offices] == ["inspector-general"]
    for model in (Draft, KeptCall, Mailbox, Part, Box, Erasable):
        assert staffed.office.look().scalars(select(model)).all() == []


def test_who_may_not_take_complaints_here_starts_none(staffed: Staffed) -> None:
    for name in ("Inez", "Dan"):
        with pytest.raises(CallNotFound):
            start(staffed, name)


def test_sent_it_is_worked_like_any_other_and_the_clerk_opens_no_more_than_before(
    staffed: Staffed,
) -> None:
    draft_id = start(staffed)
    keep(staffed, draft_id)
    received = (staffed.office.clock() - timedelta(days=3)).date()
    filed = send(staffed, draft_id, received_day=received)
    case = staffed.case(filed.cases[0].id)
    assert case.received_day == received
    assert case.entered_day > received
    opened = open_case(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members["Ivy"],
        case_id=case.id,
    )
    assert opened.content.narrative == NARRATIVE
    assert opened.complaint.channel == "phone"
    with pytest.raises((OpeningRefused, CaseNotFound)):
        open_case(
            staffed.office.look(),
            context=staffed.context,
            member=staffed.members["Cleo"],
            case_id=case.id,
        )
    entered = staffed.office.session.scalars(
        select(AuditEntry).where(AuditEntry.kind == AuditKind.COMPLAINT_ENTERED.value)
    ).one()
    assert entered.actor_id == staffed.members["Cleo"].staff_id


def test_nothing_told_or_a_day_to_come_is_not_sent(staffed: Staffed) -> None:
    draft_id = start(staffed, content=Content(language="es"))
    with pytest.raises(NothingTold):
        send(staffed, draft_id)
    keep(staffed, draft_id)
    to_come = (staffed.office.clock() + timedelta(days=2)).date()
    for impossible in (to_come, date(1, 1, 1), date(1969, 12, 31)):
        with pytest.raises(DayNotPossible):
            send(staffed, draft_id, received_day=impossible)
    assert send(staffed, draft_id).reference


def test_the_first_use_of_the_code_offers_one_that_nobody_else_knows(staffed: Staffed) -> None:
    draft_id = start(staffed)
    keep(staffed, draft_id)
    send(staffed, draft_id)
    code = code_of(staffed, draft_id)
    context = replace(staffed.context, keyring=staffed.resident_keyring)
    secret = b"h" * 32
    session = staffed.office.look()
    leads_to = enter_code(
        session,
        context=context,
        typed=code,
        new_secret=lambda: secret,
        lengths=LENGTHS,
        failures_per_minute=30,
    )
    assert leads_to is CodeLeadsTo.COMPLAINT
    assert follow(session, context=context, code=code).known_to_staff
    visit = find_visit(session, context=context, secret=secret)
    assert visit is not None
    replace_own_code(session, context=context, visit=visit, secret=secret, lengths=LENGTHS)
    again = find_visit(session, context=context, secret=secret)
    assert again is not None
    save_new_code(session, context=context, code=again.code)
    assert not follow(session, context=context, code=again.code).known_to_staff
    with pytest.raises(CodeUnknown):
        follow(session, context=context, code=code)


def code_of(staffed: Staffed, draft_id: str) -> str:
    return sent_call(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members["Cleo"],
        draft_id=draft_id,
    ).code


def test_the_code_leaves_the_clerk_when_it_was_read_or_an_hour_is_over(
    staffed: Staffed, settings: Settings
) -> None:
    first, second = start(staffed), start(staffed)
    for draft_id in (first, second):
        keep(staffed, draft_id)
        send(staffed, draft_id)
        assert code_of(staffed, draft_id)
    finish_call(
        staffed.office.look(),
        context=staffed.context,
        member=staffed.members["Cleo"],
        draft_id=first,
    )
    with pytest.raises(CallNotFound):
        code_of(staffed, first)
    staffed.office.clock.advance(seconds=CODE_KEPT.total_seconds())
    with pytest.raises(CallNotFound):
        code_of(staffed, second)
    sweep(staffed.office.look(), context=staffed.context, lengths=settings.sessions)
    assert staffed.office.look().scalars(select(KeptCall)).all() == []


def test_a_kept_call_ends_with_its_draft(staffed: Staffed, settings: Settings) -> None:
    draft_id = start(staffed)
    keep(staffed, draft_id)
    staffed.office.clock.advance(days=13)
    sweep(staffed.office.look(), context=staffed.context, lengths=settings.sessions)
    cleo = staffed.members["Cleo"]
    assert kept_calls(staffed.office.look(), context=staffed.context, member=cleo)
    staffed.office.clock.advance(days=2)
    with pytest.raises(DraftGone):
        send(staffed, draft_id)
    sweep(staffed.office.look(), context=staffed.context, lengths=settings.sessions)
    for model in (Draft, KeptCall, Mailbox, Part, Box, Erasable):
        assert staffed.office.look().scalars(select(model)).all() == []


def test_a_call_is_dropped_before_it_is_sent_and_never_after(staffed: Staffed) -> None:
    first, second = start(staffed), start(staffed)
    keep(staffed, second)
    cleo = staffed.members["Cleo"]
    drop_call(staffed.office.look(), context=staffed.context, member=cleo, draft_id=first)
    filed = send(staffed, second)
    with pytest.raises(DraftGone):
        drop_call(staffed.office.look(), context=staffed.context, member=cleo, draft_id=second)
    left = set(staffed.office.look().scalars(select(Mailbox.complaint_id)))
    assert left == {filed.complaint_id}
    for name in ("Ivy", "Sam"):
        with pytest.raises(CallNotFound):
            send(staffed, second, name)
