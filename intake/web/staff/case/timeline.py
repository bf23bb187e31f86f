"""What happened to a case, put into words; what was written with it only once it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from intake.actions.case.sight import CaseSight
from intake.cases.vocabulary import ActorKind, ClosingReason, EventKind, Status
from intake.cases.workflow.event import CaseEvent
from intake.rules.codes import RuleCode
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import long_date
from intake.web.staff.case.allegations import Words, words_of
from intake.web.staff.steps.offers import allegation_words, body_name
from intake.web.staff.steps.words import CODES, OTHER_CHOICES, words_for
from intake.web.staff.team.names import unit_name


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened.

    Attributes:
        day: the day on which it holds, where that is not the day of its entry.
        status_after: the state that the case came to, where it changed.
        facts: label and value of each closed fact.
        written: label and text of what was written; empty until the case is opened.
        has_words: whether there is something written that is not shown here.
    """

    kind: EventKind
    title: str
    at: datetime
    who: str
    day: date | None
    status_after: Status | None
    facts: tuple[tuple[str, str], ...]
    written: tuple[tuple[str, str], ...]
    has_words: bool


def timeline(
    sight: CaseSight,
    events: tuple[CaseEvent, ...],
    *,
    words: Words,
    local_day: Callable[[datetime], date],
) -> tuple[Entry, ...]:
    """These events, newest first."""
    return tuple(_entry(sight, event, words, local_day) for event in reversed(events))


def _entry(
    sight: CaseSight, event: CaseEvent, words: Words, local_day: Callable[[datetime], date]
) -> Entry:
    written = words_of(sight, event, words)
    moved = event.to_status is not event.from_status
    return Entry(
        kind=event.kind,
        title=label(event.kind),
        at=event.recorded_at,
        who=who(sight, event),
        day=event.effective_day if event.effective_day != local_day(event.recorded_at) else None,
        status_after=event.to_status if moved else None,
        facts=tuple(_facts(sight, event)),
        written=tuple((_label(event, name), text) for name, text in written.items()),
        has_words=event.id in sight.part_ids and not written,
    )


def who(sight: CaseSight, event: CaseEvent) -> str:
    """Who did it: the person's name, or the kind of actor."""
    if event.actor_kind is ActorKind.STAFF:
        return sight.names.get(event.actor_id or "", label(event.actor_kind))
    return label(event.actor_kind)


def _facts(sight: CaseSight, event: CaseEvent) -> list[tuple[str, str]]:
    found = [(gettext("Reason"), label(event.reason))] if event.reason else []
    for name, value in event.details.items():
        if not value or name in _SAID_OTHERWISE or (name, value) == ("retaliation", "no"):
            continue
        if "allegation" in event.details and name in _SAID_BY_ALLEGATION:
            continue
        found.append((_label(event, name), _value(sight, name, value)))
    return found


_SAID_OTHERWISE = frozenset({"content"})
_SAID_BY_ALLEGATION = frozenset({"rule", "subject"})


def _label(event: CaseEvent, name: str) -> str:
    if name in _OWN_LABELS:
        return _OWN_LABELS[name]()
    try:
        return str(words_for(event.kind, name).label)
    except KeyError:
        return name


_OWN_LABELS: Mapping[str, Callable[[], str]] = {
    "unit": lambda: gettext("Unit"),
    "rules": lambda: gettext("Suggested rules"),
    "closing": lambda: gettext("Closed"),
    "case": lambda: gettext("Other case"),
}


def _value(sight: CaseSight, name: str, value: str) -> str:
    if name in CODES:
        return label(CODES[name](value))
    if name in OTHER_CHOICES:
        return str(OTHER_CHOICES[name].get(value, value))
    maker = _VALUES.get(name)
    return maker(sight, value) if maker else _plain(value)


def _plain(value: str) -> str:
    return {"yes": gettext("Yes"), "no": gettext("No")}.get(value, value)


def _rules(_sight: CaseSight, value: str) -> str:
    return ", ".join(f"{code}: {label(RuleCode(code))}" for code in value.split(",") if code)


_VALUES: Mapping[str, Callable[[CaseSight, str], str]] = {
    "unit": lambda _sight, value: unit_name(value),
    "rule": _rules,
    "rules": _rules,
    "closing": lambda _sight, value: label(ClosingReason(value)),
    "assignee": lambda sight, value: sight.names.get(value, "?"),
    "allegation": allegation_words,
    "receiving_body": lambda _sight, value: body_name(value),
    "meeting_day": lambda _sight, value: long_date(date.fromisoformat(value)),
    "case": lambda sight, value: sight.joined.get(value, "?"),
}
