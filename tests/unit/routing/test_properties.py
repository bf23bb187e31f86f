"""What holds for every complaint: each employer has its case, and no excluded entity gets one."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from intake.routing import Hints, NobodyLeft, RouteRule, RoutingFacts, fallback, route
from intake.rules import RuleCode, load_configuration

CONFIGURATION = load_configuration(Path(__file__).parents[3] / "config")
PLACES = list(CONFIGURATION.jurisdictions.values())
ENTITIES = [entity for place in PLACES for entity in place.entities.values()]
UNITS = [unit.key for unit in CONFIGURATION.units()]
USUAL = {
    RouteRule.EMPLOYER,
    RouteRule.EMPLOYER_PLACE,
    RouteRule.EMPLOYER_RULE,
    RouteRule.EMPLOYER_PLACE_RULE,
    RouteRule.NOT_CONFIRMED,
    RouteRule.NO_LOCAL_OFFICIAL,
}


@st.composite
def complaints(draw: st.DrawFn):
    home = draw(st.sampled_from(PLACES))
    abroad = [
        f"{one.slug}/{agency}" for one in PLACES if one is not home for agency in one.agencies
    ]
    choices = [*home.agencies, *abroad, "not_confirmed", "none"]
    facts = RoutingFacts(
        tuple(draw(st.lists(st.sampled_from(choices), max_size=6))),
        draw(st.frozensets(st.sampled_from(RuleCode))),
    )
    place_id = draw(st.none() | st.sampled_from(list(home.facilities)))
    excluded = draw(st.frozensets(st.sampled_from([one.key for one in ENTITIES]), max_size=6))
    return home, facts, Hints(place_id, excluded)


def conflicted(home, facts: RoutingFacts) -> set[str]:
    named = {one if "/" in one else f"{home.slug}/{one}" for one in facts.agency_ids}
    return {
        entity.key
        for entity in ENTITIES
        for agency_id in entity.conflicted_agencies
        if f"{entity.jurisdiction}/{agency_id}" in named
    }


@given(complaints(), st.frozensets(st.sampled_from(UNITS), max_size=5))
def test_every_case_lies_where_it_may_be_read(complaint, unusable) -> None:
    home, facts, hints = complaint
    asked = {"hints": hints, "jurisdiction": home, "configuration": CONFIGURATION}
    barred = hints.excluded_entities | conflicted(home, facts)
    try:
        decision = fallback(route(facts, **asked), unusable_units=unusable, facts=facts, **asked)
    except NobodyLeft:
        assert barred or unusable
        return
    for case in decision.cases:
        assert case.entity_key not in barred
        assert case.unit_key not in unusable
        assert case.unit_key.startswith(f"{case.entity_key}/")
        assert case.stand_in == (case.rule_fired not in USUAL)
    assert any(alarm.startswith("no_stand_in_left") for alarm in decision.alarms) >= any(
        case.rule_fired is RouteRule.OUTSIDE_DEFAULT for case in decision.cases
    )


@given(complaints())
def test_every_employer_has_a_case_of_its_own(complaint) -> None:
    home, facts, hints = complaint
    asked = {"hints": hints, "jurisdiction": home, "configuration": CONFIGURATION}
    try:
        decision = route(facts, **asked)
    except NobodyLeft:
        return
    listed = {one for one in facts.agency_ids if one not in ("not_confirmed", "none")}
    unlisted = facts.agency_ids.count("not_confirmed")
    assert len(decision.cases) == (len(listed) + unlisted or 1)
    assert decision == route(facts, **asked)


@given(complaints())
def test_without_conflict_nothing_is_diverted(complaint) -> None:
    home, facts, hints = complaint
    decision = route(
        RoutingFacts(tuple(one for one in facts.agency_ids if "/" not in one)[:1], facts.rules),
        hints=Hints(hints.place_id),
        jurisdiction=home,
        configuration=CONFIGURATION,
    )
    assert {case.rule_fired for case in decision.cases} <= USUAL
    assert decision.alarms == ()
