"""A unit whose key cannot be used loses the case to a stand-in, with an alarm."""

from collections.abc import Callable

import pytest

from intake.routing import (
    Decision,
    Hints,
    NobodyLeft,
    RouteRule,
    RoutingFacts,
    fallback,
    route,
)
from intake.rules import Configuration, Jurisdiction, RuleCode

BOARD = "saguaro-city/oversight-board"
INVESTIGATIONS = f"{BOARD}/investigations"
REVIEW = "saguaro-city/inspector-general/review"
OUTSIDE = "saguaro-city/attorney-general/civil-rights"
INSPECTOR = "saguaro-city/inspector-general"
FACTS = RoutingFacts(("police", "library"), frozenset({RuleCode.R1}))

Decide = Callable[..., Decision]


@pytest.fixture
def decide(configuration: Configuration, saguaro: Jurisdiction) -> Decide:
    """Route, then fall back from the units named, for a complaint that excludes entities."""

    def decide(unusable: set[str], excluded: frozenset[str] = frozenset()) -> Decision:
        hints = Hints(excluded_entities=excluded)
        asked = {"jurisdiction": saguaro, "configuration": configuration}
        decision = route(FACTS, hints=hints, **asked)
        return fallback(
            decision, unusable_units=frozenset(unusable), facts=FACTS, hints=hints, **asked
        )

    return decide


def test_a_usable_unit_keeps_its_case(decide: Decide) -> None:
    assert decide(set()) == decide({REVIEW})
    assert [case.unit_key for case in decide(set()).cases] == [INVESTIGATIONS, f"{BOARD}/intake"]


def test_the_case_of_an_unusable_unit_goes_to_the_stand_in(decide: Decide) -> None:
    decision = decide({INVESTIGATIONS})
    assert [(case.unit_key, case.rule_fired, case.stand_in) for case in decision.cases] == [
        (REVIEW, RouteRule.KEY_UNUSABLE, True),
        (f"{BOARD}/intake", RouteRule.EMPLOYER, False),
    ]
    assert decision.alarms == (f"unit_unusable:{INVESTIGATIONS}",)


def test_an_unusable_stand_in_is_passed_over(decide: Decide) -> None:
    decision = decide({INVESTIGATIONS, REVIEW})
    assert decision.cases[0].unit_key == OUTSIDE
    assert decision.alarms == (
        f"unit_unusable:{INVESTIGATIONS}",
        f"unit_unusable:{REVIEW}",
        f"no_stand_in_left:{BOARD}",
    )


def test_an_excluded_stand_in_never_gets_it(decide: Decide) -> None:
    decision = decide({INVESTIGATIONS}, frozenset({INSPECTOR}))
    assert decision.cases[0].unit_key == OUTSIDE


def test_an_unusable_stand_in_of_an_excluded_entity(decide: Decide) -> None:
    decision = decide({REVIEW}, frozenset({BOARD}))
    assert {case.unit_key for case in decision.cases} == {OUTSIDE}
    assert {case.rule_fired for case in decision.cases} == {RouteRule.OUTSIDE_DEFAULT}
    assert f"unit_unusable:{REVIEW}" in decision.alarms


def test_with_no_usable_unit_at_all_nobody_is_left(decide: Decide) -> None:
    with pytest.raises(NobodyLeft):
        decide({INVESTIGATIONS, REVIEW, OUTSIDE})
