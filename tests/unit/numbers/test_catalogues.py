"""The catalogue of a jurisdiction, with the values of every dimension and their words."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from intake.cases.vocabulary import ClockKind
from intake.numbers.catalogue import Catalogue
from intake.numbers.catalogue_words import check_report_words
from intake.numbers.catalogues import WordsMissing, catalogue_for, content_of, version_of
from intake.numbers.measures import Dimension
from intake.rules import Configuration, ConfigurationInvalid, load_configuration
from intake.rules.codes import RuleCode
from intake.rules.localtext import LocalText

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    return load_configuration(CONFIG)


def catalogue(configuration: Configuration, slug: str) -> Catalogue:
    found = catalogue_for(configuration.jurisdiction(slug))
    assert found is not None
    return found


def test_every_value_has_words_in_every_language(configuration: Configuration) -> None:
    check_report_words(configuration)
    for place in configuration.jurisdictions.values():
        found = catalogue(configuration, place.slug)
        for values in found.dimensions.values():
            assert len({value.id for value in values}) == len(values)
            assert all(value.title.has(tag) for value in values for tag in place.languages)
        for table in found.tables:
            assert set(table.dimensions) <= set(found.dimensions)
            assert table.measure in found.measures


def test_the_values_that_the_configuration_gives(configuration: Configuration) -> None:
    found = catalogue(configuration, "marisol-county")
    assert found.values("agency")[0] == "sheriff"
    assert found.values("agency")[-1] == "not_confirmed"
    assert found.values("language") == ("en", "es", "other")
    assert found.values("rule") == tuple(RuleCode)
    names = {value.id: value.title.in_("en") for value in found.dimensions["rule"]}
    assert names["R1"] == "R1: Judicial Warrant"
    assert names["R7"] == "R7 (not adopted here)"
    spanish = {value.id: value.title.in_("es") for value in found.dimensions["language"]}
    assert spanish == {"en": "Inglés", "es": "Español", "other": "Otro idioma"}


def test_the_values_that_are_codes(configuration: Configuration) -> None:
    found = catalogue(configuration, "saguaro-city")
    assert set(ClockKind) - set(found.values("clock")) == {
        ClockKind.INFORMATION,
        ClockKind.APPEAL_WINDOW,
    }
    assert found.values("standing") == (*found.values("ending"), "still_open")
    assert found.values("ending")[-1] == "referred"
    assert found.values("outcome")[0] == "released"
    assert found.values("answer") == ("accepted", "accepted_in_part", "declined", "not_answered")
    assert Dimension.RECEIVED_YEAR not in found.dimensions


def test_which_relations_anyone_may_reckon_with(configuration: Configuration) -> None:
    found = catalogue(configuration, "state-of-ocotillo")
    assert found.relations == ("stock", "cohort", "findings", "filing")
    bare = replace(found, tables=tuple(t for t in found.tables if t.measure != "cases_ended"))
    assert bare.relations == ("cohort", "filing")


def test_the_version_is_that_of_the_content(configuration: Configuration) -> None:
    found = catalogue(configuration, "saguaro-city")
    assert len(found.version) == 12
    assert found.version == version_of(found) == version_of(replace(found, version=""))
    assert version_of(replace(found, k=11)) != found.version
    mended = replace(found.tables[0], title=LocalText({"en": "Mended", "es": "Corregido"}))
    assert version_of(replace(found, tables=(mended, *found.tables[1:]))) != found.version
    assert "version" not in content_of(found)
    assert json.loads(json.dumps(content_of(found))) == content_of(found)
    assert catalogue(load_configuration(CONFIG), "saguaro-city") == found


def test_without_the_file_there_is_none(configuration: Configuration) -> None:
    place = replace(configuration.jurisdiction("saguaro-city"), reports=None)
    assert catalogue_for(place) is None


def test_a_value_without_words_is_refused(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    words = tmp_path / "config/reports/words.toml"
    kept = [line for line in words.read_text("utf-8").splitlines() if "mediated" not in line]
    added = "\n".join(kept).replace(
        "[values.timing]", '[values.timing]\nnever = { en = "N", es = "N" }'
    )
    words.write_text(added, encoding="utf-8")
    configuration = load_configuration(tmp_path / "config")
    with pytest.raises(ConfigurationInvalid) as refused:
        check_report_words(configuration)
    assert [(one.place, one.key) for one in refused.value.problems] == [
        ("reports/words.toml", "values.ending.mediated"),
        ("reports/words.toml", "values.timing.never"),
    ]
    with pytest.raises(WordsMissing, match=r"values\.ending\.mediated"):
        catalogue_for(configuration.jurisdiction("saguaro-city"))
