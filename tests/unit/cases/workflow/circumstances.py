"""Facts of a case by the conditions that shall hold: one recipe for each guard of the workflow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from intake.cases.facts import AllegationState, CaseFacts, CaseState
from intake.cases.vocabulary import ClockKind, ClosingReason, Disposition, Status, SubjectKind
from intake.cases.workflow import guards
from intake.cases.workflow.guards import Guard
from intake.questions.urgency import Urgency
from intake.rules.clock_rules import ClockRules
from tests.fixtures.chance import START

SOMEBODY = "somebody"
RULES = ClockRules()
DAY = START.date()
FOUND, OTHERWISE = Disposition.SUSTAINED, Disposition.UNFOUNDED

Values = Mapping[str, Any]


def _by(name: str, holds: object = True, fails: object = False) -> tuple[Values, Values]:
    """The recipe that sets one value."""
    return {name: holds}, {name: fails}


_ASKED = RULES.information_attempts

# By the name of each guard: what makes it hold, and what makes it fail. The names of values are
# those of CaseState and CaseFacts; `framed`, `pending`, `changed` and the clocks are seen to below.
RECIPES: Mapping[str, tuple[Values, Values]] = {
    "has_unit": _by("unit", "saguaro-city/board/office", ""),
    "no_conflict": _by("conflict", False, True),
    "not_acknowledged": _by("acknowledged_day", None, DAY),
    "not_opened": _by("first_opened_day", None, DAY),
    "opened_before": _by("first_opened_day", DAY, None),
    "no_urgent_action": _by("urgent_open", False, True),
    "urgent_action": _by("urgent_open"),
    "not_critical": _by("urgency", Urgency.NORMAL, Urgency.CRITICAL),
    "not_lowest": _by("urgency", Urgency.NORMAL, Urgency.LOW),
    "framed": ({"framed": True}, {"framed": False, "pending": False}),
    "none_pending": _by("pending", False, True),
    "withdrawal_pending": _by("withdrawal_pending"),
    "no_withdrawal_pending": _by("withdrawal_pending", False, True),
    "attempts_left": _by("unanswered", 0, _ASKED),
    "asked_enough": (
        {"requests": _ASKED, "unanswered": _ASKED},
        {"requests": _ASKED, "unanswered": _ASKED - 1},
    ),
    "not_for_silence": (
        {"peak_urgency": Urgency.NORMAL},
        {"peak_urgency": Urgency.HIGH, "unanswered": _ASKED},
    ),
    "asked_in_review": _by("awaiting_from", Status.PRELIMINARY_REVIEW, None),
    "asked_in_investigation": _by("awaiting_from", Status.UNDER_INVESTIGATION, None),
    "answer_time_over": _by(ClockKind.INFORMATION),
    "mediable": (
        {"urgency": Urgency.NORMAL, "urgent_open": False, "rule": "R5"},
        {"rule": "R7"},
    ),
    "mediation_offered": _by("mediation_offered"),
    "mediation_not_offered": _by("mediation_offered", False, True),
    "referral_open": _by("referral_confirmed", False, True),
    "confirmation_time_over": _by(ClockKind.REFERRAL_CONFIRMATION),
    "extendable": _by("extended_days", 0, RULES.extension_days_in_all),
    "not_investigator": _by("investigators", frozenset(), frozenset({SOMEBODY})),
    "not_involved": (
        {"investigators": frozenset(), "deciders": frozenset()},
        {"deciders": frozenset({SOMEBODY})},
    ),
    "not_own_case": (
        {"assignee_id": None, "withdrawal_noted_by": None},
        {"assignee_id": SOMEBODY},
    ),
    "findings_issued": _by("issued"),
    "agency_answered_or_overdue": _by("agency_response_recorded"),
    "no_agency_response": _by("agency_response_recorded", False, True),
    "appeal_time_over": _by(ClockKind.APPEAL_WINDOW),
    "closed_without_finding": _by(
        "closing_reason", ClosingReason.DUPLICATE, ClosingReason.FINDINGS
    ),
    "review_of_findings": _by("appealed", ClosingReason.FINDINGS, None),
    "review_of_closing": _by("appealed", ClosingReason.DUPLICATE, None),
    "review_by_complainant": _by("appeal_by_subject", False, True),
    "findings_changed": ({"framed": True, "changed": True}, {"changed": False}),
    "findings_unchanged": ({"changed": False}, {"framed": True, "changed": True}),
    "investigated_before": _by("was_investigated"),
    "never_investigated": _by("was_investigated", False, True),
}
GUARDS: Mapping[str, Guard] = {
    name: value for name, value in vars(guards).items() if isinstance(value, Guard)
}
_NAMES = {guard.words: name for name, guard in GUARDS.items()}


def circumstances(
    status: Status | None, *, holding: Iterable[str] = (), failing: Iterable[str] = ()
) -> CaseFacts:
    """Facts in this state on which some conditions hold and some fail, named by a guard's words.

    All the others fail too, as far as they can beside them: what a line does not ask for may not
    matter. A condition without a recipe raises KeyError.
    """
    values: dict[str, Any] = {}
    for _, fails in RECIPES.values():
        values |= fails
    for words in holding:
        values |= RECIPES[_NAMES[words]][0]
    for words in failing:
        values |= RECIPES[_NAMES[words]][1]
    return _facts(status, values)


def _facts(status: Status | None, values: dict[str, Any]) -> CaseFacts:
    overdue = frozenset(clock for clock in ClockKind if values.pop(clock, False))
    conflict, changed = values.pop("conflict"), values.pop("changed")
    framed, pending, rule = (values.pop(name) for name in ("framed", "pending", "rule"))
    allegations = (
        *((_allegation("a1", rule, FOUND),) if framed else ()),
        *((_allegation("a2", rule, None),) if pending else ()),
    )
    before = tuple(OTHERWISE if changed else one.disposition for one in allegations)
    state = CaseState(status=status, allegations=allegations, before_appeal=before, **values)
    return CaseFacts(state=state, overdue=overdue, conflict=conflict, rules=RULES)


def _allegation(id: str, rule: str, disposition: Disposition | None) -> AllegationState:
    return AllegationState(id=id, rule=rule, subject=SubjectKind.PERSON, disposition=disposition)
