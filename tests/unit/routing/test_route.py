"""Who gets a complaint: each case of the routing, with its answer written down by hand."""

import dataclasses
from collections.abc import Callable

import pytest

from intake.routing import (
    Decision,
    Hints,
    NobodyLeft,
    RoutedCase,
    RouteRule,
    RoutingFacts,
    route,
)
from intake.rules import Configuration, Jurisdiction, RuleCode
from intake.rules.problems import UnknownAgency, UnknownJurisdiction

BOARD = "saguaro-city/oversight-board"
INSPECTOR = "saguaro-city/inspector-general"
ATTORNEY = "saguaro-city/attorney-general"
COMMISSION = "marisol-county/human-rights-commission"

Ask = Callable[..., Decision]


@pytest.fixture
def ask(configuration: Configuration) -> Ask:
    """Route agencies and rules at a jurisdiction, with a place and excluded entities."""

    def ask(
        slug: str, agencies: str, rules: str = "", place: str | None = None, without: str = ""
    ) -> Decision:
        return route(
            RoutingFacts(tuple(agencies.split()), frozenset(map(RuleCode, rules.split()))),
            hints=Hints(place, frozenset(without.split())),
            jurisdiction=configuration.jurisdiction(slug),
            configuration=configuration,
        )

    return ask


def seats(decision: Decision) -> list[tuple[str, str, str]]:
    return [(case.agency_id, case.unit_key, case.rule_fired) for case in decision.cases]


@pytest.mark.parametrize(
    ("agency", "rules", "place", "unit", "rule"),
    [
        ("police", "", None, "investigations", RouteRule.EMPLOYER),
        ("police", "R1 R9", None, "investigations", RouteRule.EMPLOYER),
        ("police", "R1373", None, "intake", RouteRule.EMPLOYER_RULE),
        ("police", "R1373 R1", None, "investigations", RouteRule.EMPLOYER),
        ("holding-center", "R8 R1373", "holding-cells", "intake", RouteRule.EMPLOYER_RULE),
        ("holding-center", "R8 R1", "holding-cells", "investigations", RouteRule.EMPLOYER),
        ("municipal-court", "", None, "intake", RouteRule.EMPLOYER),
        ("municipal-court", "R4", "courthouse", "intake", RouteRule.EMPLOYER),
        ("municipal-court", "R4 R3", "courthouse", "investigations", RouteRule.EMPLOYER_RULE),
        ("municipal-court", "", "courthouse-cells", "investigations", RouteRule.EMPLOYER_PLACE),
        ("municipal-court", "R1", "courthouse-cells", "investigations", RouteRule.EMPLOYER_PLACE),
        ("municipal-court", "R5", "courthouse-cells", "intake", RouteRule.EMPLOYER_PLACE_RULE),
        (
            "municipal-court",
            "R5 R9",
            "courthouse-cells",
            "investigations",
            RouteRule.EMPLOYER_PLACE,
        ),
        ("library", "R5", "courthouse-cells", "intake", RouteRule.EMPLOYER),
        ("library", "R5 R7", None, "investigations", RouteRule.EMPLOYER_RULE),
        ("not_confirmed", "R1", None, "intake", RouteRule.NOT_CONFIRMED),
        ("none", "R1", None, "intake", RouteRule.NO_LOCAL_OFFICIAL),
    ],
)
def test_employer_then_place_then_rule(
    ask: Ask, agency: str, rules: str, place: str | None, unit: str, rule: RouteRule
) -> None:
    decision = ask("saguaro-city", agency, rules, place)
    assert decision == Decision(
        (RoutedCase(agency, BOARD, f"{BOARD}/{unit}", rule, False, "saguaro-city"),), ()
    )


@pytest.mark.parametrize(
    ("question", "unit", "rule"),
    [
        ("marisol-county sheriff", "human-rights-commission/investigations", "employer"),
        (
            "marisol-county sheriff R9 main-jail",
            "human-rights-commission/custody",
            "employer_place",
        ),
        (
            "marisol-county sheriff R9 release-annex",
            "human-rights-commission/investigations",
            "employer_place_rule",
        ),
        ("marisol-county jail R1", "human-rights-commission/custody", "employer"),
        ("marisol-county probation R4", "human-rights-commission/intake", "employer"),
        ("marisol-county probation R6", "human-rights-commission/investigations", "employer_rule"),
        ("marisol-county superior-court R9", "state-attorney-general/civil-rights", "employer"),
        (
            "marisol-county superior-court R4 county-courthouse",
            "human-rights-commission/investigations",
            "employer_place_rule",
        ),
        ("marisol-county schools R5", "human-rights-commission/intake", "employer"),
        ("marisol-county commission-staff R8", "state-attorney-general/civil-rights", "employer"),
        ("state-of-ocotillo corrections R1", "inspector-general/custody", "employer"),
        (
            "state-of-ocotillo corrections R7 river-prison",
            "inspector-general/intake",
            "employer_place_rule",
        ),
        ("state-of-ocotillo motor-vehicles R5", "inspector-general/intake", "employer"),
        ("state-of-ocotillo motor-vehicles R6", "inspector-general/custody", "employer_rule"),
        (
            "state-of-ocotillo motor-vehicles R6 license-office-capital",
            "human-rights-commission/complaints",
            "employer_place",
        ),
        ("state-of-ocotillo governor R7", "human-rights-commission/complaints", "employer"),
    ],
)
def test_the_county_and_the_state(ask: Ask, question: str, unit: str, rule: str) -> None:
    slug, agency, *more = question.split()
    rules, place = [*more, "", ""][:2]
    (case,) = ask(slug, agency, rules, place or None).cases
    assert (case.unit_key, case.rule_fired) == (f"{slug}/{unit}", rule)
    assert not case.stand_in


def test_two_employers_make_two_cases_even_in_one_unit(ask: Ask) -> None:
    decision = ask("saguaro-city", "police holding-center", "R1 R6")
    assert seats(decision) == [
        ("police", f"{BOARD}/investigations", "employer"),
        ("holding-center", f"{BOARD}/investigations", "employer"),
    ]


def test_an_employer_named_twice_is_one_case_and_each_unlisted_one_its_own(ask: Ask) -> None:
    decision = ask("saguaro-city", "police not_confirmed police not_confirmed none")
    assert [case.agency_id for case in decision.cases] == [
        "police",
        "not_confirmed",
        "not_confirmed",
    ]


def test_a_complaint_that_names_no_employer_still_finds_the_front_door(ask: Ask) -> None:
    assert seats(ask("marisol-county", "")) == [
        ("not_confirmed", f"{COMMISSION}/intake", "not_confirmed")
    ]


def test_an_entity_excluded_for_one_part_is_excluded_from_all(ask: Ask) -> None:
    decision = ask("saguaro-city", "police oversight-staff library", "R8")
    assert seats(decision) == [
        ("police", f"{INSPECTOR}/review", "stand_in"),
        ("oversight-staff", f"{INSPECTOR}/review", "employer"),
        ("library", f"{INSPECTOR}/review", "stand_in"),
    ]
    assert [case.stand_in for case in decision.cases] == [True, False, True]
    assert decision.alarms == ()


def test_the_stand_in_takes_the_place_of_an_excluded_front_door(ask: Ask) -> None:
    decision = ask("saguaro-city", "not_confirmed none", without=BOARD)
    assert seats(decision) == [("not_confirmed", f"{INSPECTOR}/review", "stand_in")]


def test_an_exclusion_elsewhere_changes_nothing(ask: Ask) -> None:
    usual = ask("saguaro-city", "police", "R2")
    assert ask("saguaro-city", "police", "R2", without=f"{INSPECTOR} {ATTORNEY}") == usual
    assert ask("saguaro-city", "police", "R2", without=COMMISSION) == usual


def test_without_a_stand_in_left_the_outside_default_and_an_alarm(ask: Ask) -> None:
    decision = ask("saguaro-city", "police library", "R1", without=f"{BOARD} {INSPECTOR}")
    assert seats(decision) == [
        ("police", f"{ATTORNEY}/civil-rights", "outside_default"),
        ("library", f"{ATTORNEY}/civil-rights", "outside_default"),
    ]
    assert decision.alarms == (f"no_stand_in_left:{BOARD}",)


def test_the_stand_ins_own_conflict_leads_outside_too(ask: Ask) -> None:
    decision = ask("saguaro-city", "oversight-staff", without=INSPECTOR)
    assert seats(decision) == [("oversight-staff", f"{ATTORNEY}/civil-rights", "outside_default")]
    assert decision.alarms == (f"no_stand_in_left:{INSPECTOR}",)


def test_with_everybody_excluded_filing_is_told_and_nobody_gets_it(ask: Ask) -> None:
    with pytest.raises(NobodyLeft):
        ask("saguaro-city", "police", without=f"{BOARD} {INSPECTOR} {ATTORNEY}")


def test_an_employer_of_another_jurisdiction_is_routed_there(ask: Ask) -> None:
    decision = ask("saguaro-city", "police marisol-county/jail", "R1", "courthouse-cells")
    assert seats(decision) == [
        ("police", f"{BOARD}/investigations", "employer"),
        ("jail", f"{COMMISSION}/custody", "employer"),
    ]
    assert [case.jurisdiction for case in decision.cases] == ["saguaro-city", "marisol-county"]


def test_a_conflict_abroad_counts_for_the_whole_complaint(ask: Ask) -> None:
    decision = ask("saguaro-city", "police marisol-county/jail", without=COMMISSION)
    assert seats(decision)[1] == (
        "jail",
        "marisol-county/state-attorney-general/civil-rights",
        "stand_in",
    )


def test_an_employer_that_nobody_configured_is_refused(ask: Ask) -> None:
    with pytest.raises(UnknownAgency):
        ask("saguaro-city", "harbor-patrol")
    with pytest.raises(UnknownJurisdiction):
        ask("saguaro-city", "atlantis/police")


def test_the_decision_does_not_say_what_caused_the_conflict(
    configuration: Configuration, saguaro: Jurisdiction
) -> None:
    """A principal's name, a wish and the entity's own staff leave the same words behind."""
    decisions = [
        route(
            RoutingFacts(agencies, frozenset({RuleCode.R9})),
            hints=Hints(excluded_entities=excluded),
            jurisdiction=saguaro,
            configuration=configuration,
        ).cases[0]
        for agencies, excluded in (
            (("police",), frozenset({BOARD})),
            (("police", "oversight-staff"), frozenset[str]()),
        )
    ]
    assert decisions[0] == decisions[1]
    kept = {field.name for field in dataclasses.fields(RoutedCase)}
    assert kept == {
        "agency_id",
        "entity_key",
        "unit_key",
        "rule_fired",
        "stand_in",
        "jurisdiction",
    }
