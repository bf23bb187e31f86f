"""Sets of clock effects that several rows of the workflow table share."""

from __future__ import annotations

from intake.cases.vocabulary import ClockKind, Status
from intake.cases.workflow.row import Effect, Turn, begin, only_for, pause, resume, start, stop
from intake.questions.urgency import Urgency

URGENT = (
    ClockKind.URGENT_TRIAGE,
    ClockKind.URGENT_CUSTODIAN,
    ClockKind.URGENT_COUNSEL,
    ClockKind.URGENT_DECISION,
)

URGENCY_STARTS = (
    *only_for(Urgency.CRITICAL, *begin(*URGENT), *stop(ClockKind.HIGH_URGENCY)),
    *only_for(Urgency.HIGH, *begin(ClockKind.HIGH_URGENCY)),
)
"""An event that sets an urgency starts the clocks of it."""

# The agency still owes its answer when the appeal window has closed the case.
CASE_ENDS = stop(*(clock for clock in ClockKind if clock is not ClockKind.AGENCY_RESPONSE))

CLOSED_WITHOUT_FINDING = (*CASE_ENDS, *start(ClockKind.APPEAL_WINDOW))

FINDINGS_ISSUED = (
    *stop(ClockKind.FINDINGS_REVIEW, ClockKind.INVESTIGATION, ClockKind.EVIDENCE_NOTICE),
    *start(ClockKind.FINDINGS_LETTER, ClockKind.AGENCY_RESPONSE, ClockKind.APPEAL_WINDOW),
)

FINDINGS_ISSUED_BY_LETTER = (*FINDINGS_ISSUED, *stop(ClockKind.FINDINGS_LETTER))
"""The letter goes out with the decision itself, so its clock is kept in the same moment."""

FINDINGS_SENT_BACK = (*stop(ClockKind.FINDINGS_REVIEW), *resume(ClockKind.INVESTIGATION))

ASKED = (
    *pause(ClockKind.REVIEW, ClockKind.INVESTIGATION),
    *start(ClockKind.INFORMATION, ClockKind.STATUS_UPDATE),
)
ANSWERED = (
    *stop(ClockKind.INFORMATION),
    *resume(ClockKind.REVIEW, ClockKind.INVESTIGATION),
)

REMANDED = (
    *stop(ClockKind.APPEAL_DECISION, ClockKind.AGENCY_RESPONSE, ClockKind.FINDINGS_LETTER),
    Effect(Turn.START, ClockKind.INVESTIGATION, "remand"),
)

_NEW_REVIEW = start(ClockKind.REVIEW)
_AFTER_FINDINGS = (
    *stop(
        ClockKind.FINDINGS_LETTER,
        ClockKind.AGENCY_RESPONSE,
        ClockKind.APPEAL_WINDOW,
        ClockKind.APPEAL_DECISION,
    ),
    *_NEW_REVIEW,
)

_REROUTED: dict[Status, tuple[Effect, ...]] = {
    Status.RECEIVED: (),
    Status.PRELIMINARY_REVIEW: (),
    Status.AWAITING_INFORMATION: ANSWERED,
    Status.MEDIATION: (*stop(ClockKind.MEDIATION), *_NEW_REVIEW),
    Status.UNDER_INVESTIGATION: (),
    Status.SUSPENDED: (
        *stop(ClockKind.SUSPENSION_REVIEW),
        *resume(ClockKind.INVESTIGATION),
    ),
    Status.FINDINGS_REVIEW: FINDINGS_SENT_BACK,
    Status.FINDINGS_ISSUED: _AFTER_FINDINGS,
    Status.UNDER_APPEAL: _AFTER_FINDINGS,
}


def rerouted_from(status: Status) -> tuple[Effect, ...]:
    """Return what a change of the entity does to the clocks: what runs keeps running."""
    return (*_REROUTED[status], *begin(ClockKind.UNASSIGNED))
