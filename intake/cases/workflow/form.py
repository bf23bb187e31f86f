"""What is filled in for a row of the workflow table, checked against the row and the case."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from intake.cases.facts import FROM_LOW, CaseFacts
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import (
    ClockKind,
    Disposition,
    EventKind,
    SubjectKind,
)
from intake.cases.workflow.event import NO, YES
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import Field, FieldKind, Row
from intake.cases.workflow.table import Refusal
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode


def check_form(
    row: Row,
    *,
    facts: CaseFacts,
    reason: ReasonCode | None,
    details: Mapping[str, str],
    written: AbstractSet[str],
) -> tuple[Refusal, ...]:
    """Return everything that is missing or wrong in what was filled in, empty if all is well.

    ``details`` are the closed facts by field name, ``written`` the names of the sealed text
    fields that are not empty. Ids of units, bodies, staff and cases are looked up by the caller.
    """
    problems: list[Refusal] = []
    if row.reasons and reason not in row.reasons:
        problems.append(Refusal(RefusalCode.REASON_NEEDED, "reason"))
    problems += [p for field in row.fields if (p := _missing(field, details, written))]
    problems += [p for field in row.fields if (p := _wrong(field, details))]
    problems += _unknown(row, details)
    return tuple(problems) or _contradictions(row, facts, details, written)


def _missing(field: Field, details: Mapping[str, str], written: AbstractSet[str]) -> Refusal | None:
    given = field.name in written if field.kind is FieldKind.WRITTEN else details.get(field.name)
    if field.kind is FieldKind.MUST_CONFIRM:
        given = details.get(field.name) == YES
    return Refusal(RefusalCode.FIELD_MISSING, field.name) if field.required and not given else None


def _wrong(field: Field, details: Mapping[str, str]) -> Refusal | None:
    value = details.get(field.name)
    if value is None or _fits(field, value):
        return None
    return Refusal(RefusalCode.FIELD_WRONG, field.name)


def _fits(field: Field, value: str) -> bool:
    match field.kind:
        case FieldKind.WRITTEN:
            return False  # written text is sealed and never among the facts
        case FieldKind.CHOICE:
            return value in field.choices
        case FieldKind.COUNT:
            return value.isascii() and value.isdigit() and len(value) < 5
        case FieldKind.DAY:
            return _is_day(value)
        case FieldKind.YES_NO:
            return value in {YES, NO}
        case FieldKind.MUST_CONFIRM:
            return value == YES
        case FieldKind.RULE:
            return value in set(RuleCode)
        case FieldKind.RULES:
            return set(filter(None, value.split(","))) <= set(RuleCode)
        case _:
            return bool(value) and len(value) <= 160


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _unknown(row: Row, details: Mapping[str, str]) -> list[Refusal]:
    known = {field.name for field in row.fields}
    return [Refusal(RefusalCode.FIELD_WRONG, name) for name in details if name not in known]


def _contradictions(
    row: Row, facts: CaseFacts, details: Mapping[str, str], written: AbstractSet[str]
) -> tuple[Refusal, ...]:
    match row.event:
        case EventKind.URGENCY_RAISED | EventKind.URGENCY_LOWERED:
            return _urgency(row.event, facts, details)
        case EventKind.EXTENDED:
            fits = 0 < int(details["days"]) <= longest_extension(facts)
            return () if fits else (Refusal(RefusalCode.FIELD_WRONG, "days"),)
        case EventKind.APPEAL_REQUESTED:
            late = ClockKind.APPEAL_WINDOW in facts.overdue and "late_cause" not in written
            return (Refusal(RefusalCode.FIELD_MISSING, "late_cause"),) if late else ()
        case EventKind.ALLEGATION_FRAMED:
            return _framing(facts, details)
        case EventKind.ALLEGATION_WITHDRAWN | EventKind.ALLEGATION_SETTLED:
            return _known_allegation(facts, details)
        case EventKind.FINDING_SET:
            return _known_allegation(facts, details) or _finding(facts, details, written)
        case _:
            return ()


def _urgency(event: EventKind, facts: CaseFacts, details: Mapping[str, str]) -> tuple[Refusal, ...]:
    now = FROM_LOW.index(facts.state.urgency)
    then = FROM_LOW.index(Urgency(details["urgency"]))
    fits = then > now if event is EventKind.URGENCY_RAISED else then < now
    return () if fits else (Refusal(RefusalCode.FIELD_WRONG, "urgency"),)


def longest_extension(facts: CaseFacts) -> int:
    """The most days by which the investigation can be extended now."""
    return min(facts.rules.extension.amount, facts.extension_days_left)


def _framing(facts: CaseFacts, details: Mapping[str, str]) -> tuple[Refusal, ...]:
    if facts.state.allegation(details["allegation"]) is not None:
        return (Refusal(RefusalCode.FIELD_WRONG, "allegation"),)
    # Retaliation for a complaint is an allegation under the Redress Rule.
    if details["retaliation"] == YES and details["rule"] != RuleCode.R8:
        return (Refusal(RefusalCode.FIELD_WRONG, "retaliation"),)
    return ()


def _known_allegation(facts: CaseFacts, details: Mapping[str, str]) -> tuple[Refusal, ...]:
    allegation = facts.state.allegation(details["allegation"])
    if allegation is None or allegation.withdrawn:
        return (Refusal(RefusalCode.FIELD_WRONG, "allegation"),)
    return ()


def _finding(
    facts: CaseFacts, details: Mapping[str, str], written: AbstractSet[str]
) -> tuple[Refusal, ...]:
    disposition = Disposition(details["disposition"])
    companions = {
        Disposition.EXONERATED: "exception_applied",
        Disposition.NO_FINDING: "no_finding_reason",
    }
    problems = []
    for needed_by, name in companions.items():
        if (name in details) != (disposition is needed_by):
            code = RefusalCode.FIELD_WRONG if name in details else RefusalCode.FIELD_MISSING
            problems.append(Refusal(code, name))
    if disposition is Disposition.POLICY_FAILURE and "recommendation" not in written:
        problems.append(Refusal(RefusalCode.FIELD_MISSING, "recommendation"))
    allegation = facts.state.allegation(details["allegation"])
    unidentified = disposition is Disposition.SUBJECT_UNIDENTIFIED
    if unidentified and allegation and allegation.subject is not SubjectKind.UNKNOWN:
        problems.append(Refusal(RefusalCode.FIELD_WRONG, "disposition"))
    return tuple(problems)
