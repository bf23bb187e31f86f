"""What a jurisdiction publishes in numbers is read from its file, or refused with every fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from intake.bedrock.problems import Problem
from intake.rules import ConfigurationInvalid, Jurisdiction, load_configuration
from intake.rules.measures import Dimension, Level, Measure, Method
from intake.rules.reports import License, RowField, RowLevel

CONFIG = Path(__file__).parents[3] / "config"
PLACE = "jurisdictions/marisol-county"
FILE = f"{PLACE}/reports.toml"
WIDE = "reports/wide.toml"
WORDS = "reports/words.toml"
LEAST = """
catalogue = "wide"
first_period = "2026Q1"
valid_from = "2026Q1"
contact = "numbers@marisol.example"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    copy = tmp_path / "config"
    for name in ("policy", "reports", PLACE):
        shutil.copytree(CONFIG / name, copy / name)
    # The stand-in of the county is an office of the state.
    shutil.copytree(
        CONFIG / "jurisdictions/state-of-ocotillo", copy / "jurisdictions/state-of-ocotillo"
    )
    return copy


def place(config: Path, text: str) -> Jurisdiction:
    (config / FILE).write_text(text, encoding="utf-8")
    return load_configuration(config).jurisdiction("marisol-county")


def problems(config: Path) -> tuple[Problem, ...]:
    with pytest.raises(ConfigurationInvalid) as refused:
        load_configuration(config)
    return refused.value.problems


def named(config: Path, text: str) -> dict[str, str]:
    (config / FILE).write_text(text, encoding="utf-8")
    return {one.key: f"{one.wrong} {one.right}" for one in problems(config) if one.place == FILE}


def test_the_least_that_can_be_said(config: Path) -> None:
    reports = place(config, LEAST).reports
    assert reports is not None
    assert (reports.catalogue.method, reports.catalogue.k) == (Method.SUPPRESSION, 10)
    assert reports.opening_stock is False
    assert reports.license is License.CC0
    assert reports.exact_totals_law is None
    assert reports.row_level == RowLevel(enabled=False, k=10, delay_days=90, fields=())
    assert reports.agencies[0] == "sheriff"
    assert reports.languages == ("en", "es")


def test_all_that_can_be_said(config: Path) -> None:
    reports = place(
        config,
        LEAST
        + """
k = 12
totals_at_least = 0
opening_stock = true
agencies = ["jail", "sheriff"]
languages = ["en"]
license = "CC-BY-4.0"

[[former_agencies]]
id = "harbor-police"
name = { en = "Harbor Police", es = "Policía del Puerto" }

[exact_totals_law]
name = { en = "County Open Numbers Act", es = "Ley de Números Abiertos" }
citation = "Marisol County Code 2.4"

[row_level]
enabled = true
k = 15
delay_days = 180
fields = ["rule", "disposition"]
""",
    ).reports
    assert reports is not None
    assert (reports.catalogue.k, reports.catalogue.totals_at_least) == (12, 0)
    assert reports.opening_stock is True
    assert reports.agencies == ("jail", "sheriff", "harbor-police")
    assert reports.languages == ("en",)
    assert reports.license is License.CC_BY
    assert reports.exact_totals_law is not None
    assert reports.exact_totals_law.citation == "Marisol County Code 2.4"
    assert reports.row_level == RowLevel(
        enabled=True, k=15, delay_days=180, fields=(RowField.RULE, RowField.DISPOSITION)
    )


LAW = """
[exact_totals_law]
name = { en = "County Open Numbers Act", es = "Ley de Números Abiertos" }
citation = "Marisol County Code 2.4"
"""


def test_a_law_on_exact_totals_leaves_no_total_rounded_or_withheld(config: Path) -> None:
    assert (
        "totals_at_least = 0"
        in named(config, LEAST + "totals_at_least = 20\n" + LAW)["exact_totals_law"]
    )
    small = LEAST.replace('"wide"', '"small"')
    assert "method S" in named(config, small + LAW)["exact_totals_law"]
    reports = place(config, LEAST + LAW).reports
    assert reports is not None
    assert reports.exact_totals_law is not None


def test_a_jurisdiction_without_the_file_publishes_nothing(config: Path) -> None:
    (config / FILE).unlink()
    assert load_configuration(config).jurisdiction("marisol-county").reports is None


def test_every_fault_of_the_file_is_named_at_once(config: Path) -> None:
    found = named(
        config,
        """
catalogue = "wide"
first_period = "2026Q2"
valid_from = "2026"
contact = "ask us"
k = 4
base = 2
totals_at_least = 3
agencies = ["jail", "coast-guard"]
languages = ["en", "vi"]
license = "MIT"
opening_sotck = true

[[former_agencies]]
id = "sheriff"
name = { en = "Sheriff", es = "Sheriff" }

[exact_totals_law]
name = { en = "Act" }

[row_level]
enabled = true
k = 2
delay_days = 30
fields = ["narrative"]
""",
    )
    for key, words in {
        "first_period": "first quarter of a year",
        "valid_from": "first quarter of a year",
        "contact": "email address",
        "k": "from 5 to 100",
        "base": "from 5 to 100",
        "totals_at_least": "0, which shows all totals, or 5 or more",
        "agencies": "'coast-guard' is not known",
        "languages": "'vi' is not known",
        "license": "CC0-1.0",
        "opening_sotck": "opening_stock",
        "former_agencies": "still one of the agencies",
        "exact_totals_law.name.es": "The text in es is missing",
        "exact_totals_law.citation": "missing",
        "row_level.k": "from 5 to 1000",
        "row_level.delay_days": "from 90",
        "row_level.fields": "ended, agency",
    }.items():
        assert words in found[key], (key, found)


def test_a_catalogue_that_is_not_there(config: Path) -> None:
    found = named(config, LEAST.replace('"wide"', '"huge"') + "k = 12\n")
    assert found == {"catalogue": "There is no catalogue 'huge'. one of: middle, small, wide"}


def test_a_catalogue_valid_before_the_first_numbers(config: Path) -> None:
    found = named(config, LEAST.replace('valid_from = "2026Q1"', 'valid_from = "2025Q1"'))
    assert "2026Q1 or a later first quarter" in found["valid_from"]


def table(measure: str, dimensions: str, level: str = "quarter", **more: str) -> str:
    id = more.get("id", "added")
    report = more.get("report", "A")
    title = more.get("title", '{ en = "Added", es = "Añadida" }')
    return (
        f'\n[[tables]]\nid = "{id}"\nreport = "{report}"\nmeasure = "{measure}"\n'
        f'dimensions = [{dimensions}]\nlevel = "{level}"\ntitle = {title}\n'
    )


@pytest.mark.parametrize(
    ("file", "added", "key", "words"),
    [
        (WIDE, table("people", ""), "tables[added].measure", "complaints_received"),
        (WIDE, table("cases_ended", '"shoe_size"'), "tables[added].dimensions", "channel"),
        (WIDE, table("cases_ended", '"rule"'), "tables[added].dimensions", "not counted by rule"),
        (
            WIDE,
            table("cases_ended", '"received_year"'),
            "tables[added].dimensions",
            "not counted by received_year",
        ),
        (
            WIDE,
            table("cases_ended", '"agency", "ending", "duration"'),
            "tables[added].dimensions",
            "two dimensions or fewer",
        ),
        (WIDE, table("cases_of_year", '"standing"'), "tables[added].level", '"year"'),
        (WIDE, table("cases_ended", "", "month"), "tables[added].level", "quarter, year"),
        (WIDE, table("cases_ended", "", report="H"), "tables[added].report", "A, B, C, D, E, F, G"),
        (WIDE, table("cases_ended", ""), "tables", "same table as cases-ended"),
        (
            WIDE,
            table("allegations_decided", '"disposition", "rule"'),
            "tables",
            "same table as rule-by-disposition",
        ),
        (WIDE, table("cases_ended", "", id="cohort-by-agency"), "tables", "used twice"),
        (WIDE, table("cases_ended", "", id="Cases Ended"), "tables[Cases Ended].id", "not an id"),
        (
            WIDE,
            table("cases_ended", '"duration"', title='{ en = "Added" }'),
            "tables[added].title.es",
            "marisol-county offers",
        ),
        (
            "reports/small.toml",
            table("cases_ended", '"agency", "ending"'),
            "tables[added].level",
            "once a year",
        ),
        ("reports/small.toml", "totals_at_least", "totals_at_least", "rounds every number"),
        ("reports/small.toml", 'name = "small"', "name", "small"),
    ],
)
def test_a_fault_of_a_catalogue_is_named(
    config: Path, file: str, added: str, key: str, words: str
) -> None:
    text = (config / file).read_text(encoding="utf-8")
    if added.startswith("\n"):
        text += added
    elif added.startswith("totals"):
        text = text.replace("totals_at_least = 0", "totals_at_least = 5")
    else:
        text = text.replace(added, 'name = "tiny"')
    (config / file).write_text(text, encoding="utf-8")
    found = [one for one in problems(config) if (one.place, one.key) == (file, key)]
    assert any(words in f"{one.wrong} {one.right}" for one in found), problems(config)


@pytest.mark.parametrize(
    ("old", "key"),
    [
        (
            'title = { en = "Cases ended", es = "Casos terminados" }',
            "measures.cases_ended.title.es",
        ),
        ('outcome = { en = "What happened to the person", es = "', "dimensions.outcome.es"),
        ('web = { en = "Website", es = "', "values.channel.web.es"),
    ],
)
def test_words_in_each_language_are_asked_for(config: Path, old: str, key: str) -> None:
    text = (config / WORDS).read_text(encoding="utf-8")
    assert old in text
    (config / WORDS).write_text(
        text.replace(old, old.split(", es")[0] + ', xx = "' + old.split('es = "')[1]),
        encoding="utf-8",
    )
    assert (WORDS, key) in {(one.place, one.key) for one in problems(config)}


def test_the_three_that_are_shipped() -> None:
    places = load_configuration(CONFIG).jurisdictions
    found = {slug: place.reports.catalogue for slug, place in places.items() if place.reports}
    assert {slug: one.name for slug, one in found.items()} == {
        "saguaro-city": "middle",
        "marisol-county": "wide",
        "state-of-ocotillo": "small",
    }
    for catalogue in found.values():
        assert {one.report for one in catalogue.tables} == set("ABCDEFG")
        assert {one.measure for one in catalogue.tables} == set(Measure)
        cohort = [one for one in catalogue.tables if one.measure is Measure.CASES_OF_YEAR]
        assert [Dimension.STANDING in one.dimensions for one in cohort] == [True]
    quarterly = [one for one in found["state-of-ocotillo"].tables if one.level is Level.QUARTER]
    assert all(one.dimensions == () for one in quarterly)
    assert found["state-of-ocotillo"].method is Method.ROUNDING
