"""The periods of an oversight entity."""

from __future__ import annotations

import pytest

from intake.rules.clock_rules import ClockRules, Period, PeriodUnit


def test_the_defaults_are_those_of_the_field() -> None:
    rules = ClockRules()
    told = {
        "acknowledge": "5 business_days",
        "unassigned": "1 business_days",
        "review": "30 days",
        "information": "30 days",
        "status_update": "30 days",
        "mediation": "60 days",
        "referral_confirmation": "10 business_days",
        "evidence_notice": "24 hours",
        "investigation": "90 days",
        "suspension_review": "90 days",
        "findings_review": "15 business_days",
        "findings_letter": "10 business_days",
        "agency_response": "30 days",
        "appeal_window": "30 days",
        "appeal_decision": "45 days",
        "remand": "60 days",
        "extension": "90 days",
        "investigation_total": "180 days",
        "high_urgency": "1 business_days",
        "urgent_triage": "1 hours",
        "urgent_custodian": "4 hours",
        "urgent_counsel": "4 hours",
        "urgent_decision": "24 hours",
    }
    for name, words in told.items():
        period = rules.period(name)
        assert f"{period.amount} {period.unit.value}" == words, name
    assert rules.information_attempts == 2
    assert rules.extension_days_in_all == 90


@pytest.mark.parametrize("name", ["information_attempts", "nothing", "period"])
def test_what_is_no_period_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        ClockRules().period(name)


def test_a_period_lasts() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Period(0, PeriodUnit.DAYS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"investigation": Period(90, PeriodUnit.BUSINESS_DAYS)},
        {"investigation_total": Period(60, PeriodUnit.DAYS)},
        {"information_attempts": 0},
    ],
)
def test_rules_that_contradict_themselves_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        ClockRules(**wrong)  # type: ignore[arg-type]
