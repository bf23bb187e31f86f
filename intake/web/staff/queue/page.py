"""The lines of the queue, its counts and its filters, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from intake.accounts.directory import names_of
from intake.actions.context import ActionContext
from intake.bedrock.keys import UnitKey
from intake.cases.likeness import LEAST, Alike
from intake.cases.queue import COUNT_CEILING, UNASSIGNED, QueueCounts, QueuedCase, Shown
from intake.cases.queue_marks import rules_of, with_unread
from intake.cases.vocabulary import Status
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode
from intake.texts.languages import own_name
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import whole_number
from intake.web.staff.case.page import agency_name
from intake.web.staff.queue.address import MINE, QueueAddress
from intake.web.staff.team.names import unit_name

SOON = timedelta(hours=48)
OTHER = "other"
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One case in a line.

    Attributes:
        due: the local day on which its next clock is due.
        due_at: the moment, where it is near enough that the hour matters.
        alike: how many look like it, itself included, where this is the first of them on the page
            and they are a group; `fold` shows them as one line.
    """

    address: str
    reference: str
    urgency: Urgency
    status: Status
    agency: str
    unit: str
    language: str
    rules: tuple[RuleCode, ...]
    assignee: str
    received: date
    due: date | None
    due_at: datetime | None
    overdue: bool
    new: bool
    unread: bool
    alike: int = 0
    fold: str = ""


@dataclass(frozen=True, kw_only=True)
class FoldedRow:
    """A group of cases that look alike, in a line; `opening` shows them again."""

    reference: str
    number: str
    urgency: Urgency
    agency: str
    received: date
    opening: str


@dataclass(frozen=True, kw_only=True)
class CountLink:
    """A count above the queue, and the list behind it."""

    words: str
    number: str
    address: str
    current: bool


def queue_rows(
    cases: Sequence[QueuedCase],
    *,
    session: Session,
    context: ActionContext,
    address: QueueAddress,
) -> tuple[QueueRow, ...]:
    """The lines of one page, with three statements however many they are."""
    ids = [case.id for case in cases]
    rules, unread = rules_of(session, ids), with_unread(session, ids)
    names = names_of(
        session,
        {case.assignee_id for case in cases if case.assignee_id},
        keyring=context.keyring,
        install_id=context.install_id,
    )
    return tuple(
        _row(
            case,
            address=address,
            context=context,
            rules=rules.get(case.id, ()),
            assignee=names.get(case.assignee_id or "", ""),
            unread=case.id in unread,
        )
        for case in cases
    )


def with_groups(
    rows: Sequence[QueueRow],
    cases: Sequence[QueuedCase],
    groups: Mapping[str, Alike],
    address: QueueAddress,
) -> tuple[QueueRow, ...]:
    """The same lines; the first of each group of look-alikes can fold it."""
    seen: set[str] = set()
    found = []
    for row, case in zip(rows, cases, strict=True):
        key = case.likeness or ""
        group = groups.get(key)
        if group and group.number >= LEAST and key not in seen and not address.narrowed:
            seen.add(key)
            row = replace(row, alike=group.number, fold=list_url(address.folding(key)))
        found.append(row)
    return tuple(found)


def folded_rows(
    groups: Mapping[str, Alike],
    units: Sequence[str],
    *,
    context: ActionContext,
    address: QueueAddress,
) -> tuple[FoldedRow, ...]:
    """A line for each folded group that still has cases, in the order in which they were folded."""
    agencies = {
        agency.id: agency
        for unit in units
        for agency in context.configuration.jurisdiction(UnitKey(unit).place).agencies.values()
    }
    return tuple(
        FoldedRow(
            reference=group.reference,
            number=whole_number(group.number),
            urgency=group.urgency,
            agency=agency_name(group.agency, agencies),
            received=group.received_day,
            opening=list_url(address.opening(key)),
        )
        for key in address.folded
        if (group := groups.get(key))
    )


def count_links(counts: QueueCounts, address: QueueAddress) -> tuple[CountLink, ...]:
    """The counts as links to what they count; a count beyond the ceiling says "more than"."""
    wanted: tuple[tuple[str, int, QueueAddress], ...] = (
        (gettext("Open"), counts.open, QueueAddress()),
        (gettext("Critical"), counts.critical, QueueAddress(urgency=Urgency.CRITICAL)),
        (gettext("High"), counts.high, QueueAddress(urgency=Urgency.HIGH)),
        (gettext("Overdue"), counts.overdue, QueueAddress(shown=Shown.OVERDUE)),
        (gettext("Unassigned"), counts.unassigned, QueueAddress(assignee=UNASSIGNED)),
        (gettext("Mine"), counts.mine, QueueAddress(assignee=MINE)),
    )
    here = replace(address, fold="", after="").values()
    return tuple(
        CountLink(
            words=words,
            number=_capped(number),
            address=list_url(there.values()),
            current=there.values() == here,
        )
        for words, number, there in wanted
    )


def list_url(query: Mapping[str, Any]) -> str:
    """The address of a list."""
    return url_for("queue.index", **query)


def case_url(case_id: str, query: Mapping[str, Any]) -> str:
    """The address of a case that was reached from a list."""
    return url_for("case.show", case_id=case_id, **query)


def language_words(language: str) -> str:
    """A language of a complaint by its own name."""
    return gettext("Another language") if language == OTHER else own_name(language)


def _row(
    case: QueuedCase,
    *,
    address: QueueAddress,
    context: ActionContext,
    rules: tuple[RuleCode, ...],
    assignee: str,
    unread: bool,
) -> QueueRow:
    place = context.configuration.jurisdiction(UnitKey(case.unit).place)
    due = case.next_due_at
    # A clock of days is due at the first moment after its last day.
    last = place.calendar.local_day(due - _TICK) if due else None
    by_hours = due is not None and last == place.calendar.local_day(due)
    return QueueRow(
        address=case_url(case.id, {**address.values(), "after": case.position}),
        reference=case.reference,
        urgency=case.urgency,
        status=case.status,
        agency=agency_name(case.agency, place.agencies),
        unit=unit_name(case.unit),
        language=language_words(case.language),
        rules=rules,
        assignee=assignee,
        received=case.received_day,
        due=last,
        due_at=due if by_hours and due is not None and due - context.at < SOON else None,
        overdue=case.is_overdue(context.at),
        new=case.first_opened_day is None,
        unread=unread,
    )


def _capped(number: int) -> str:
    if number > COUNT_CEILING:
        return gettext("more than %(number)s", number=whole_number(COUNT_CEILING))
    return whole_number(number)
