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
            raise ValueError(f"a period lasts at least 1, not {self.amount}")


def hours(amount: int) -> Period:
    """Return a period of clock hours, which run day and night."""
    return Period(amount, PeriodUnit.HOURS)


def days(amount: int) -> Period:
    """Return a period of calendar days; it ends with the last of them."""
    return Period(amount, PeriodUnit.DAYS)


def business_days(amount: int) -> Period:
    """Return a period of business days; it ends with the last of them."""
    return Period(amount, PeriodUnit.BUSINESS_DAYS)


@dataclass(frozen=True, slots=True)
class ClockRules:
    """Every period of one oversight entity; a field is named as the clock that it sets.

    ``remand`` is the investigation period after a remand, ``extension`` the most that one
    extension adds, ``investigation_total`` the most that a first investigation may last with its
    extensions, ``information_attempts`` how often one asks without an answer.
    """

    acknowledge: Period = business_days(5)
    unassigned: Period = business_days(1)
    review: Period = days(30)
    information: Period = days(30)
    status_update: Period = days(30)
    mediation: Period = days(60)
    referral_confirmation: Period = business_days(10)
    evidence_notice: Period = hours(24)
    investigation: Period = days(90)
    suspension_review: Period = days(90)
    findings_review: Period = business_days(15)
    findings_letter: Period = business_days(10)
    agency_response: Period = days(30)
    appeal_window: Period = days(30)
    appeal_decision: Period = days(45)
    high_urgency: Period = business_days(1)
    urgent_triage: Period = hours(1)
    urgent_custodian: Period = hours(4)
    urgent_counsel: Period = hours(4)
    urgent_decision: Period = hours(24)
    remand: Period = days(60)
    extension: Period = days(90)
    investigation_total: Period = days(180)
    information_attempts: int = 2

    def __post_init__(self) -> None:
        """Refuse rules that contradict themselves; raises ValueError."""
        counted = (self.investigation, self.remand, self.extension, self.investigation_total)
        if any(period.unit is not PeriodUnit.DAYS for period in counted):
            raise ValueError("investigation, remand, extension and total are counted in days")
        if self.investigation_total.amount < self.investigation.amount:
            raise ValueError("investigation_total is shorter than investigation")
        if self.information_attempts < 1:
            raise ValueError("information_attempts is at least 1")

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
