"""The conditions in the workflow table, each a pure question about the facts and who acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.facts import CaseFacts
from intake.cases.vocabulary import ActorKind, ClockKind, ClosingReason, Status
from intake.cases.workflow.event import Actor
from intake.questions.urgency import Urgency

NO_MEDIATION_RULES = frozenset({"R1", "R2", "R3", "R7"})
"""Custody and surveillance are not mediated; nor are urgent matters and retaliation."""
HARM = frozenset({Urgency.CRITICAL, Urgency.HIGH})


class RefusalCode(StrEnum):
    """Why something may not happen to a case."""

    NOT_POSSIBLE_NOW = "not_possible_now"
    NOT_ALLOWED = "not_allowed"
    REASON_NEEDED = "reason_needed"
    FIELD_MISSING = "field_missing"
    FIELD_WRONG = "field_wrong"
    NO_UNIT = "no_unit"
    CONFLICT = "conflict"
    ALREADY_DONE = "already_done"
    NOT_OPENED_YET = "not_opened_yet"
    URGENT_ACTION_OPEN = "urgent_action_open"
    NO_URGENT_ACTION = "no_urgent_action"
    URGENCY_CRITICAL = "urgency_critical"
    PENDING_ALLEGATION = "pending_allegation"
    NO_ALLEGATION = "no_allegation"
    NO_WITHDRAWAL = "no_withdrawal"
    ASKED_TOO_OFTEN = "asked_too_often"
    NOT_ASKED_ENOUGH = "not_asked_enough"
    SILENCE_ALONE = "silence_alone"
    CAME_FROM_ELSEWHERE = "came_from_elsewhere"
    NOT_DUE = "not_due"
    NOT_MEDIABLE = "not_mediable"
    NO_OFFER = "no_offer"
    NOT_EXTENDABLE = "not_extendable"
    OWN_FINDINGS = "own_findings"
    OWN_CASE = "own_case"
    INVOLVED = "involved"
    AGENCY_RESPONSE_OPEN = "agency_response_open"
    NO_FINDINGS_ISSUED = "no_findings_issued"
    OTHER_KIND_OF_REVIEW = "other_kind_of_review"
    FINDINGS_CHANGED = "findings_changed"
    FINDINGS_UNCHANGED = "findings_unchanged"
    OTHER_HISTORY = "other_history"


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition; ``code`` is what is answered where it does not hold."""

    code: RefusalCode
    holds: Callable[[CaseFacts, Actor], bool]
    words: str


def _guard(code: RefusalCode, words: str) -> Callable[[Callable[[CaseFacts, Actor], bool]], Guard]:
    """Make a guard of a function; ``words`` stand in the generated table."""
    return lambda holds: Guard(code, holds, words)


@_guard(RefusalCode.NO_UNIT, "a unit holds the case")
def has_unit(facts: CaseFacts, actor: Actor) -> bool:
    return bool(facts.state.unit)


@_guard(RefusalCode.CONFLICT, "no conflict of the unit is known")
def no_conflict(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.conflict


@_guard(RefusalCode.ALREADY_DONE, "not acknowledged yet")
def not_acknowledged(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.acknowledged_day is None


@_guard(RefusalCode.ALREADY_DONE, "not opened before")
def not_opened(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.first_opened_day is None


@_guard(RefusalCode.NOT_OPENED_YET, "opened before by someone who opens new complaints")
def opened_before(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.first_opened_day is not None


@_guard(RefusalCode.URGENT_ACTION_OPEN, "no urgent action is open")
def no_urgent_action(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.urgent_open


@_guard(RefusalCode.NO_URGENT_ACTION, "an urgent action is open")
def urgent_action(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.urgent_open


@_guard(RefusalCode.URGENCY_CRITICAL, "urgency is not critical")
def not_critical(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.urgency is not Urgency.CRITICAL


@_guard(RefusalCode.NOT_POSSIBLE_NOW, "urgency is not the lowest")
def not_lowest(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.urgency is not Urgency.LOW


@_guard(RefusalCode.PENDING_ALLEGATION, "no allegation is pending")
def none_pending(facts: CaseFacts, actor: Actor) -> bool:
    return not any(a.pending for a in facts.state.allegations)


@_guard(RefusalCode.NO_ALLEGATION, "at least one allegation (rule and subject)")
def framed(facts: CaseFacts, actor: Actor) -> bool:
    return bool(facts.state.live)


@_guard(RefusalCode.NO_WITHDRAWAL, "the complainant has asked to stop")
def withdrawal_pending(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.withdrawal_pending


@_guard(RefusalCode.ALREADY_DONE, "no wish to stop is waiting")
def no_withdrawal_pending(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.withdrawal_pending


@_guard(RefusalCode.ASKED_TOO_OFTEN, "attempts are left")
def attempts_left(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.unanswered < facts.rules.information_attempts


@_guard(RefusalCode.NOT_ASKED_ENOUGH, "asked as often as the rules say, or answered")
def asked_enough(facts: CaseFacts, actor: Actor) -> bool:
    state = facts.state
    if state.requests and not state.unanswered:
        return True
    return state.unanswered >= facts.rules.information_attempts


@_guard(RefusalCode.SILENCE_ALONE, "no identified harm is closed for silence alone")
def not_for_silence(facts: CaseFacts, actor: Actor) -> bool:
    return not (facts.state.unanswered and facts.state.peak_urgency in HARM)


@_guard(RefusalCode.CAME_FROM_ELSEWHERE, "asked from the preliminary review")
def asked_in_review(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.awaiting_from is Status.PRELIMINARY_REVIEW


@_guard(RefusalCode.CAME_FROM_ELSEWHERE, "asked from the investigation")
def asked_in_investigation(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.awaiting_from is Status.UNDER_INVESTIGATION


@_guard(RefusalCode.NOT_DUE, "the time to answer is over")
def answer_time_over(facts: CaseFacts, actor: Actor) -> bool:
    return ClockKind.INFORMATION in facts.overdue


@_guard(RefusalCode.NOT_MEDIABLE, "not urgent, no custody (R1-R3), no R7, no retaliation")
def mediable(facts: CaseFacts, actor: Actor) -> bool:
    state = facts.state
    if state.urgent_open or state.urgency in HARM:
        return False
    return not any(a.rule in NO_MEDIATION_RULES or a.retaliation for a in state.live)


@_guard(RefusalCode.NO_OFFER, "mediation was offered")
def mediation_offered(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.mediation_offered


@_guard(RefusalCode.ALREADY_DONE, "mediation is not on offer already")
def mediation_not_offered(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.mediation_offered


@_guard(RefusalCode.ALREADY_DONE, "receipt is not confirmed yet")
def referral_open(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.referral_confirmed


@_guard(RefusalCode.NOT_DUE, "the time to confirm is over")
def confirmation_time_over(facts: CaseFacts, actor: Actor) -> bool:
    return ClockKind.REFERRAL_CONFIRMATION in facts.overdue


@_guard(RefusalCode.NOT_EXTENDABLE, "the longest time in all is not used up")
def extendable(facts: CaseFacts, actor: Actor) -> bool:
    return facts.extension_days_left > 0


@_guard(RefusalCode.OWN_FINDINGS, "by a person who did not investigate")
def not_investigator(facts: CaseFacts, actor: Actor) -> bool:
    return actor.kind is not ActorKind.STAFF or actor.id not in facts.state.investigators


@_guard(RefusalCode.INVOLVED, "by a person not involved before")
def not_involved(facts: CaseFacts, actor: Actor) -> bool:
    return actor.kind is not ActorKind.STAFF or actor.id not in facts.state.involved


@_guard(RefusalCode.OWN_CASE, "by a person who neither works the case nor noted the wish to stop")
def not_own_case(facts: CaseFacts, actor: Actor) -> bool:
    state = facts.state
    return actor.id not in {state.assignee_id, state.withdrawal_noted_by} - {None}


@_guard(RefusalCode.NO_FINDINGS_ISSUED, "findings were issued")
def findings_issued(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.issued


@_guard(RefusalCode.AGENCY_RESPONSE_OPEN, "the agency answered, or is overdue with it")
def agency_answered_or_overdue(facts: CaseFacts, actor: Actor) -> bool:
    state = facts.state
    return state.agency_response_recorded or ClockKind.AGENCY_RESPONSE in facts.overdue


@_guard(RefusalCode.ALREADY_DONE, "no answer of the agency is recorded yet")
def no_agency_response(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.agency_response_recorded


@_guard(RefusalCode.NOT_DUE, "the time to ask for a review is over")
def appeal_time_over(facts: CaseFacts, actor: Actor) -> bool:
    return ClockKind.APPEAL_WINDOW in facts.overdue


@_guard(RefusalCode.OTHER_KIND_OF_REVIEW, "closed without a finding")
def closed_without_finding(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.closing_reason is not ClosingReason.FINDINGS


@_guard(RefusalCode.OTHER_KIND_OF_REVIEW, "findings are under review")
def review_of_findings(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.appealed is ClosingReason.FINDINGS


@_guard(RefusalCode.OTHER_KIND_OF_REVIEW, "a closing without a finding is under review")
def review_of_closing(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.appealed not in (None, ClosingReason.FINDINGS)


@_guard(RefusalCode.OTHER_KIND_OF_REVIEW, "the complainant asked for the review")
def review_by_complainant(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.appeal_by_subject


def _changed(facts: CaseFacts) -> bool:
    state = facts.state
    return tuple(a.disposition for a in state.allegations) != state.before_appeal


@_guard(RefusalCode.FINDINGS_UNCHANGED, "a finding was changed")
def findings_changed(facts: CaseFacts, actor: Actor) -> bool:
    return _changed(facts)


@_guard(RefusalCode.FINDINGS_CHANGED, "no finding was changed")
def findings_unchanged(facts: CaseFacts, actor: Actor) -> bool:
    return not _changed(facts)


@_guard(RefusalCode.OTHER_HISTORY, "it was investigated before")
def investigated_before(facts: CaseFacts, actor: Actor) -> bool:
    return facts.state.was_investigated


@_guard(RefusalCode.OTHER_HISTORY, "it was never investigated")
def never_investigated(facts: CaseFacts, actor: Actor) -> bool:
    return not facts.state.was_investigated
