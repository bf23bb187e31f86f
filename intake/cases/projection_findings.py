"""How allegations, findings and decisions change the state of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from intake.cases.facts import AllegationState, CaseState
from intake.cases.vocabulary import (
    ClosingReason,
    Disposition,
    EventKind,
    NoFindingReason,
    Status,
    SubjectKind,
)
from intake.cases.workflow.event import YES, CaseEvent

Fold = Callable[[CaseState, CaseEvent], CaseState]


def _decided(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, deciders=state.deciders | _person(event))


def _investigation(state: CaseState, event: CaseEvent) -> CaseState:
    assignee = {state.assignee_id} - {None}
    return replace(
        state,
        was_investigated=True,
        mediation_offered=False,
        extended_days=0,
        investigators=state.investigators | {a for a in assignee if a is not None},
    )


def _extended(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, extended_days=state.extended_days + int(event.details["days"]))


def investigated(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, investigators=state.investigators | _person(event))


def _framed(state: CaseState, event: CaseEvent) -> CaseState:
    framed = AllegationState(
        id=event.details["allegation"],
        rule=event.details["rule"],
        subject=SubjectKind(event.details["subject"]),
        retaliation=event.details.get("retaliation") == YES,
    )
    return replace(state, allegations=(*state.allegations, framed))


def _taken_back(state: CaseState, event: CaseEvent) -> CaseState:
    return _on_allegation(state, event, lambda a: replace(a, withdrawn=True))


def _settled(state: CaseState, event: CaseEvent) -> CaseState:
    reason = NoFindingReason(event.details["no_finding_reason"])
    settled = _on_allegation(
        state,
        event,
        lambda a: replace(a, disposition=Disposition.NO_FINDING, no_finding_reason=reason),
    )
    return investigated(settled, event)


def _found(state: CaseState, event: CaseEvent) -> CaseState:
    reason = event.details.get("no_finding_reason")
    found = _on_allegation(
        state,
        event,
        lambda a: replace(
            a,
            disposition=Disposition(event.details["disposition"]),
            no_finding_reason=NoFindingReason(reason) if reason else None,
        ),
    )
    # Findings changed in a review are decided there; they make nobody an investigator.
    return found if state.status is Status.UNDER_APPEAL else investigated(found, event)


def _on_allegation(
    state: CaseState, event: CaseEvent, change: Callable[[AllegationState], AllegationState]
) -> CaseState:
    wanted = event.details["allegation"]
    changed = tuple(change(a) if a.id == wanted else a for a in state.allegations)
    return replace(state, allegations=changed)


def _issued(state: CaseState, event: CaseEvent) -> CaseState:
    issued = event.to_status is Status.FINDINGS_ISSUED
    decided = _decided(state, event)
    return replace(decided, issued=issued, agency_response_recorded=False) if issued else decided


def _agency_answered(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(state, agency_response_recorded=True)


def _review_requested(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(
        state,
        appealed=state.closing_reason or ClosingReason.FINDINGS,
        closing_reason=None,
        appeal_by_subject=event.details.get("requested_by") == "subject",
        before_appeal=tuple(a.disposition for a in state.allegations),
    )


def _remanded(state: CaseState, event: CaseEvent) -> CaseState:
    return replace(_investigation(_decided(state, event), event), issued=False, appealed=None)


def _reopened(state: CaseState, event: CaseEvent) -> CaseState:
    reopened = replace(state, issued=False, closing_reason=None, referral_confirmed=False)
    if event.to_status is Status.UNDER_INVESTIGATION:
        return _investigation(reopened, event)
    return reopened


def first_end(state: CaseState, event: CaseEvent) -> CaseState:
    """Keep when and how a case first came to its end, and what was found by then, for good."""
    ending: str | None = None
    if event.to_status is Status.CLOSED and state.closing_reason is not None:
        ending = state.closing_reason.value
    elif event.kind is EventKind.REFERRAL_CONFIRMED:
        ending = Status.REFERRED.value
    if ending is None or state.first_ended_at is not None:
        return state
    return replace(
        state,
        first_ended_at=event.recorded_at,
        first_ending=ending,
        allegations=tuple(
            a if a.withdrawn else replace(a, first_disposition=a.disposition)
            for a in state.allegations
        ),
    )


def _person(event: CaseEvent) -> frozenset[str]:
    return frozenset() if event.actor_id is None else frozenset({event.actor_id})


FOLDS: Mapping[EventKind, Fold] = {
    EventKind.WITHDRAWAL_CONFIRMED: _decided,
    EventKind.AGREEMENT_REACHED: _decided,
    EventKind.MEDIATION_FAILED: _investigation,
    EventKind.CLOSED_ADMINISTRATIVELY: _decided,
    EventKind.INVESTIGATION_OPENED: _investigation,
    EventKind.EVIDENCE_NOTICE_SENT: investigated,
    EventKind.EXTENDED: _extended,
    EventKind.ALLEGATION_FRAMED: _framed,
    EventKind.ALLEGATION_WITHDRAWN: _taken_back,
    EventKind.ALLEGATION_SETTLED: _settled,
    EventKind.FINDING_SET: _found,
    EventKind.FINDINGS_SUBMITTED: investigated,
    EventKind.FINDINGS_RETURNED: _decided,
    EventKind.BOARD_DECISION_RECORDED: _issued,
    EventKind.FINDINGS_APPROVED: _issued,
    EventKind.AGENCY_RESPONSE_RECORDED: _agency_answered,
    EventKind.APPEAL_REQUESTED: _review_requested,
    EventKind.DECISION_UPHELD: _decided,
    EventKind.DECISION_MODIFIED: _decided,
    EventKind.REMANDED: _remanded,
    EventKind.REOPENED: _reopened,
}
