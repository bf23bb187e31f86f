"""The state of a case, folded from its events: pure, so that it can be rebuilt at any time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from intake.cases.facts import FROM_LOW, CaseState
from intake.cases.projection_findings import FOLDS, Fold, first_end, investigated
from intake.cases.vocabulary import ClosingReason, EventKind, Status
from intake.cases.workflow.event import CaseEvent
from intake.questions.urgency import Urgency


class EventsOutOfOrder(Exception):
    """An event does not follow on the one before it: a number or a state is missing."""


def project(events: Iterable[CaseEvent]) -> CaseState:
    """Return the state after these events of one case, in order; raises EventsOutOfOrder."""
    return reduce(apply, events, CaseState())


def apply(state: CaseState, event: CaseEvent) -> CaseState:
    """Return the state after one more event; raises EventsOutOfOrder."""
    if event.seq != state.last_seq + 1 or event.from_status is not state.status:
        raise EventsOutOfOrder(f"event {event.seq} of case {event.case_id}")
    fold = _FOLDS.get(event.kind, _unchanged)
    moved = replace(fold(state, event), status=event.to_status, last_seq=event.seq)
    return first_end(_ended(moved, event) if moved.status is Status.CLOSED else moved, event)


def _unchanged(state: CaseState, event: CaseEvent) -> CaseState:
    return state


def _submit(state: CaseState, event: CaseEvent) -> CaseState:
    urgency = Urgency(event.details["urgency"])
    return replace(
        state,
        case_id=event.case_id,
        unit=event.details["unit"],
        urgency=urgency,
        peak_urgency=urgency,
        urgent_open=urgency is Urgency.CRITICAL,
        rules=frozenset(filter(None, event.details.get("rules", "").split(","))),
        received_day=event.effective_day,
    )


def _ended(state: CaseState, event: CaseEvent) -> CaseState:
    closing = event.details.get("closing")
    if closing is None:
        return state  # a letter or a note after the end
    return replace(
        state,
        closing_reason=ClosingReason(closing),
        appealed=None,
        awaiting_from=None,
        mediation_offered=False,
        withdrawal_pending=False,
        withdrawal_noted_by=None,
    )


def _acknowledged(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, acknowledged_day=event.effective_day, acknowledged_at=event.recorded_at)


def _first_opened(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, first_opened_day=event.effective_day)


def _assigned(state: CaseState, event: CaseEvent) -> CaseState:
    assignee = event.details["assignee"]
    investigates = state.status is Status.UNDER_INVESTIGATION
    investigators = state.investigators | {assignee} if investigates else state.investigators
    return replace(state, assignee_id=assignee, investigators=investigators)


def _reroute(state: CaseState, event: CaseEvent) -> CaseState:
    # What a body in conflict found cannot stand; it stays in the history alone.
    reset = tuple(
        a if a.withdrawn else replace(a, disposition=None, no_finding_reason=None)
        for a in state.allegations
    )
    return replace(
        state,
        unit=event.details["unit"],
        assignee_id=None,
        first_opened_day=None,
        allegations=reset,
        awaiting_from=None,
        mediation_offered=False,
        issued=False,
        agency_response_recorded=False,
        appealed=None,
        appeal_by_subject=False,
        before_appeal=(),
    )


def _joined(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, joined=state.joined | {event.details["case"]})


def _withdraw(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, withdrawal_pending=True, withdrawal_noted_by=event.actor_id)


def _continued(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, withdrawal_pending=False, withdrawal_noted_by=None)


def _asked(state: CaseState, event: CaseEvent) -> CaseState:
    asked = replace(state, awaiting_from=event.from_status, requests=state.requests + 1)
    if event.from_status is Status.UNDER_INVESTIGATION:
        return investigated(asked, event)
    return asked


def _answered(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, awaiting_from=None, unanswered=0)


def _unanswered(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, awaiting_from=None, unanswered=state.unanswered + 1)


def _heard(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, unanswered=0)


def _offered(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, mediation_offered=True)


def _offer_over(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, mediation_offered=False)


def _referred(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, referral_confirmed=False)


def _confirmed(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, referral_confirmed=True)


def _urgency(state: CaseState, event: CaseEvent) -> CaseState:
    urgency = Urgency(event.details["urgency"])
    return replace(
        state,
        urgency=urgency,
        peak_urgency=max(urgency, state.peak_urgency, key=FROM_LOW.index),
        urgent_open=state.urgent_open or urgency is Urgency.CRITICAL,
    )


def _urgent_ended(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, urgent_open=False)


_FOLDS: Mapping[EventKind, Fold] = {
    **FOLDS,
    EventKind.SUBMITTED: _submit,
    EventKind.ACKNOWLEDGED: _acknowledged,
    EventKind.FIRST_OPENED: _first_opened,
    EventKind.ASSIGNED: _assigned,
    EventKind.REROUTED: _reroute,
    EventKind.JOINED: _joined,
    EventKind.WITHDRAWAL_REQUESTED: _withdraw,
    EventKind.CONTINUED_OWN_MOTION: _continued,
    EventKind.INFORMATION_REQUESTED: _asked,
    EventKind.INFORMATION_RECEIVED: _answered,
    EventKind.INFORMATION_TIMED_OUT: _unanswered,
    EventKind.MESSAGE_RECEIVED: _heard,
    EventKind.MEDIATION_OFFERED: _offered,
    EventKind.MEDIATION_DECLINED: _offer_over,
    EventKind.REFERRED_OUT: _referred,
    EventKind.REFERRAL_CONFIRMED: _confirmed,
    EventKind.URGENCY_RAISED: _urgency,
    EventKind.URGENCY_LOWERED: _urgency,
    EventKind.URGENT_ENDED: _urgent_ended,
}
