"""The configuration that is shipped: sound, and holding what the examples promise."""

from datetime import date
from pathlib import Path

import pytest

from intake.rules import Configuration, RuleCode, load_configuration, warnings
from intake.rules.codes import AgencyKind
from tests.unit.rules.checking import check

CONFIG = Path(__file__).parents[3] / "config"
MODEL_TEXT = {
    RuleCode.R1: "officials shall require a judicial warrant prior to detaining an individual",
    RuleCode.R8: "may file a written complaint for investigation with",
}


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    return load_configuration(CONFIG)


def test_it_has_no_problems_and_no_stale_dates() -> None:
    assert check(CONFIG) == ()
    assert warnings(CONFIG, today=date(2026, 11, 24)) == ()


def test_the_three_examples_are_marked_as_invented(configuration: Configuration) -> None:
    assert set(configuration.jurisdictions) == {
        "saguaro-city",
        "marisol-county",
        "state-of-ocotillo",
    }
    assert all(place.invented for place in configuration.jurisdictions.values())


def test_every_kind_of_agency_has_an_example(configuration: Configuration) -> None:
    places = configuration.jurisdictions.values()
    kinds = {agency.kind for place in places for agency in place.agencies.values()}
    assert kinds == set(AgencyKind)


def test_saguaro_adopted_every_rule_in_the_models_words(configuration: Configuration) -> None:
    policy = configuration.jurisdiction("saguaro-city").policy
    assert set(policy.rules) == set(RuleCode)
    assert not any(rule.amended for rule in policy.rules.values())
    assert policy.rules[RuleCode.R1].wording.in_("en").startswith("Saguaro City officials shall")
    for code, part in MODEL_TEXT.items():
        assert part in policy.rules[code].wording.in_("en")
    assert (
        policy.rules[RuleCode.R8]
        .wording.in_("en")
        .endswith("with the Saguaro City Civilian Oversight Board.")
    )


def test_marisol_amended_some_rules_and_left_one_out(configuration: Configuration) -> None:
    policy = configuration.jurisdiction("marisol-county").policy
    assert policy.not_adopted == (RuleCode.R7,)
    assert {code for code, rule in policy.rules.items() if rule.amended} == {
        RuleCode.R1,
        RuleCode.R6,
    }
    r1 = policy.rules[RuleCode.R1]
    (earlier,) = r1.former
    assert earlier.until == date(2026, 9, 15)
    assert "within two hours" in r1.wording.in_("en")
    assert "within two hours" not in earlier.wording.in_("en")


def test_no_placeholder_is_left_in_any_wording(configuration: Configuration) -> None:
    for place in configuration.jurisdictions.values():
        for rule in place.policy.rules.values():
            for words in (*rule.wording.values(), *rule.summary.values()):
                assert "[" not in words


def test_the_mark_in_the_quoted_wording_is_explained(configuration: Configuration) -> None:
    quoted = configuration.jurisdiction("saguaro-city").policy.rules[RuleCode.R5]
    assert "including*" in quoted.wording.in_("en")
    assert quoted.note is not None
    assert quoted.note.in_("en").startswith("*")
    amended = configuration.jurisdiction("state-of-ocotillo").policy.rules[RuleCode.R5]
    assert "*" not in amended.wording.in_("en")
    assert amended.note is None


def test_every_text_has_english_and_spanish(configuration: Configuration) -> None:
    for place in configuration.jurisdictions.values():
        for rule in place.policy.rules.values():
            for text in (rule.name, rule.wording, rule.summary):
                assert text.has("en")
                assert text.has("es")
                assert text.in_("en") != text.in_("es")


def test_spanish_wordings_join_the_article_of_the_place(configuration: Configuration) -> None:
    marisol = configuration.jurisdiction("marisol-county").policy.rules
    wordings = [rule.wording.in_("es") for rule in marisol.values()]
    assert wordings[0].startswith("Los funcionarios del Condado de Marisol deberán")
    assert not [one for one in wordings if "de el " in one or "de Condado" in one]
    assert "ante la Comisión de Derechos Humanos" in marisol[RuleCode.R8].wording.in_("es")
    english = [rule.wording.in_("en") for rule in marisol.values()]
    assert english[0].startswith("Marisol County officials shall")
