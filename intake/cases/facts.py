"""What is known of a case when it is decided what may happen to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from intake.cases.vocabulary import (
    ClockKind,
    ClosingReason,
    Disposition,
    NoFindingReason,
    RollUp,
    Status,
    SubjectKind,
)
from intake.questions.urgency import Urgency
from intake.rules.clock_rules import ClockRules

FROM_LOW: tuple[Urgency, ...] = (Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllegationState:
    """A rule and a subject, and the finding on them so far.

    ``first_disposition`` is what was found when the case first came to its end, if anything was.
    """

    id: str
    rule: str
    subject: SubjectKind
    retaliation: bool = False
    withdrawn: bool = False
    disposition: Disposition | None = None
    no_finding_reason: NoFindingReason | None = None
    first_disposition: Disposition | None = None

    @property
    def pending(self) -> bool:
        """Return whether it still waits for a finding or a coded reason for none."""
        return not self.withdrawn and self.disposition is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """A case as its events tell it; made by ``projection`` alone.

    ``awaiting_from`` is the state to which an answer leads back; ``requests`` counts questions
    asked, ``unanswered`` those in a row that ran out; ``appealed`` is the closing reason under
    review (FINDINGS where findings were issued) and ``before_appeal`` the findings then.
    ``acknowledged_at`` is when the first answer was recorded, ``first_ended_at`` when the case
    first came to its end, and ``first_ending`` how: the closing reason, or ``referred``.
    """

    case_id: str = ""
    status: Status | None = None
    last_seq: int = 0
    unit: str = ""
    urgency: Urgency = Urgency.NORMAL
    peak_urgency: Urgency = Urgency.NORMAL
    rules: frozenset[str] = frozenset()
    received_day: date | None = None
    assignee_id: str | None = None
    acknowledged_day: date | None = None
    acknowledged_at: datetime | None = None
    first_opened_day: date | None = None
    joined: frozenset[str] = frozenset()
    awaiting_from: Status | None = None
    requests: int = 0
    unanswered: int = 0
    withdrawal_pending: bool = False
    withdrawal_noted_by: str | None = None
    mediation_offered: bool = False
    referral_confirmed: bool = False
    urgent_open: bool = False
    allegations: tuple[AllegationState, ...] = ()
    was_investigated: bool = False
    investigators: frozenset[str] = frozenset()
    deciders: frozenset[str] = frozenset()
    extended_days: int = 0
    issued: bool = False
    agency_response_recorded: bool = False
    closing_reason: ClosingReason | None = None
    appealed: ClosingReason | None = None
    appeal_by_subject: bool = False
    before_appeal: tuple[Disposition | None, ...] = ()
    first_ended_at: datetime | None = None
    first_ending: str | None = None

    @property
    def live(self) -> tuple[AllegationState, ...]:
        """Return the allegations that were not taken back."""
        return tuple(a for a in self.allegations if not a.withdrawn)

    @property
    def disposition(self) -> RollUp | None:
        """Return the roll-up once findings are issued or the case is closed without one."""
        if self.issued:
            return rollup(found(self.live))
        return RollUp.NO_FINDING if self.status is Status.CLOSED else None

    @property
    def involved(self) -> frozenset[str]:
        """Return everyone who investigated or decided."""
        return self.investigators | self.deciders

    def allegation(self, id: str) -> AllegationState | None:
        """Return the allegation with this id, or None."""
        return next((a for a in self.allegations if a.id == id), None)


def found(allegations: Iterable[AllegationState]) -> tuple[Disposition, ...]:
    """Return the findings on these allegations, leaving out those still pending."""
    return tuple(a.disposition for a in allegations if a.disposition is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """A case's state with what its events cannot tell.

    ``overdue`` are the clocks past their due moment now; ``conflict`` says that the unit which
    holds the case is known to be in conflict.
    """

    state: CaseState
    overdue: frozenset[ClockKind] = frozenset()
    conflict: bool = False
    rules: ClockRules = field(default_factory=ClockRules)

    @property
    def extension_days_left(self) -> int:
        """Return by how many days the investigation may still be extended."""
        return self.rules.extension_days_in_all - self.state.extended_days


_AFTER_SUSTAINED: tuple[tuple[Disposition, RollUp], ...] = (
    (Disposition.POLICY_FAILURE, RollUp.POLICY_FAILURE),
    (Disposition.NOT_SUSTAINED, RollUp.NOT_SUSTAINED),
    # The act is plausible or shown and only the person is unknown: nothing was refuted.
    (Disposition.SUBJECT_UNIDENTIFIED, RollUp.NOT_SUSTAINED),
    (Disposition.UNFOUNDED, RollUp.UNFOUNDED),
    (Disposition.EXONERATED, RollUp.EXONERATED),
)


def rollup(dispositions: Iterable[Disposition]) -> RollUp:
    """Return the strongest word: sustained (partially, when mixed), policy failure, not sustained,
    unfounded, exonerated, no finding.

    Mixed means that some other finding stands beside a sustained one; an allegation without a
    finding does not make it mixed. No findings at all give no_finding.
    """
    findings = set(dispositions) - {Disposition.NO_FINDING}
    if Disposition.SUSTAINED in findings:
        return RollUp.SUSTAINED if len(findings) == 1 else RollUp.PARTIALLY_SUSTAINED
    for disposition, word in _AFTER_SUSTAINED:
        if disposition in findings:
            return word
    return RollUp.NO_FINDING
