"""How long each period lasts: the defaults of the field, set otherwise per oversight entity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PeriodUnit(StrEnum):
    """In what a period is counted."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: ``amount`` of ``unit``; raises ValueError if it is not positive."""

    amount: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        """Refuse a period that is over before it starts."""
        if self.amount < 1:
            raise ValueError(f"a period must be at least 1, not {self.amount}")


@dataclass(frozen=True, slots=True)
class ClockRules:
    """Every period of one oversight entity; a field is named as the clock that it sets.

    ``remand`` is the investigation period after a remand, ``extension`` the most that one
    extension adds, ``investigation_total`` the most that a first investigation may last with its
    extensions, ``information_attempts`` how often one asks without an answer.
    """

    acknowledge: Period = Period(5, PeriodUnit.BUSINESS_DAYS)
    unassigned: Period = Period(1, PeriodUnit.BUSINESS_DAYS)
    review: Period = Period(30, PeriodUnit.DAYS)
    information: Period = Period(30, PeriodUnit.DAYS)
    status_update: Period = Period(30, PeriodUnit.DAYS)
    mediation: Period = Period(60, PeriodUnit.DAYS)
    referral_confirmation: Period = Period(10, PeriodUnit.BUSINESS_DAYS)
    evidence_notice: Period = Period(24, PeriodUnit.HOURS)
    investigation: Period = Period(90, PeriodUnit.DAYS)
    suspension_review: Period = Period(90, PeriodUnit.DAYS)
    findings_review: Period = Period(15, PeriodUnit.BUSINESS_DAYS)
    findings_letter: Period = Period(10, PeriodUnit.BUSINESS_DAYS)
    agency_response: Period = Period(30, PeriodUnit.DAYS)
    appeal_window: Period = Period(30, PeriodUnit.DAYS)
    appeal_decision: Period = Period(45, PeriodUnit.DAYS)
    high_urgency: Period = Period(1, PeriodUnit.BUSINESS_DAYS)
    urgent_triage: Period = Period(1, PeriodUnit.HOURS)
    urgent_custodian: Period = Period(4, PeriodUnit.HOURS)
    urgent_counsel: Period = Period(4, PeriodUnit.HOURS)
    urgent_decision: Period = Period(24, PeriodUnit.HOURS)
    remand: Period = Period(60, PeriodUnit.DAYS)
    extension: Period = Period(90, PeriodUnit.DAYS)
    investigation_total: Period = Period(180, PeriodUnit.DAYS)
    information_attempts: int = 2

    def __post_init__(self) -> None:
        """Refuse rules that contradict themselves; raises ValueError."""
        counted = (self.investigation, self.remand, self.extension, self.investigation_total)
        if any(period.unit is not PeriodUnit.DAYS for period in counted):
            raise ValueError("investigation, remand, extension, and total must be counted in days")
        if self.investigation_total.amount < self.investigation.amount:
            raise ValueError("investigation_total must not be shorter than investigation")
        if self.information_attempts < 1:
            raise ValueError("information_attempts must be at least 1")

    @property
    def extension_days_in_all(self) -> int:
        """Return how many days all extensions of one investigation may add."""
        return self.investigation_total.amount - self.investigation.amount

    def period(self, name: str) -> Period:
        """Return the period of this name; raises KeyError for a name that is none."""
        found = getattr(self, name, None)
        if not isinstance(found, Period):
            raise KeyError(name)
        return found
