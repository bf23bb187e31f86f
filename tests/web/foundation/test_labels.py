"""Every code that a page may show has words, in every language."""

from enum import StrEnum

import pytest
from flask import Flask

from intake.cases.vocabulary import Disposition
from intake.rules.clock_rules import Period, PeriodUnit
from intake.texts.catalogue import available_languages, catalogue
from intake.web.foundation.labels import LabelMissing, label, period, plain
from intake.web.words import PLAIN_WORDS, WORDS

PERIODS = (
    Period(1, PeriodUnit.HOURS),
    Period(30, PeriodUnit.DAYS),
    Period(5, PeriodUnit.BUSINESS_DAYS),
    Period(1, PeriodUnit.BUSINESS_DAYS),
)


@pytest.mark.parametrize("enum", [*WORDS], ids=lambda enum: enum.__name__)
def test_every_member_has_words_in_every_language(enum: type[StrEnum]) -> None:
    for tables in (WORDS, PLAIN_WORDS):
        if enum in tables:
            assert set(tables[enum]) == set(enum)
    for language in available_languages():
        texts = catalogue(language)
        for words in WORDS[enum].values():
            assert texts.ugettext(words).strip()
            known = language == "en" or words in getattr(texts, "_catalog", {})
            assert known, f"{language}: {words}"


def test_the_plain_words_are_words_for_known_codes() -> None:
    assert set(PLAIN_WORDS) <= set(WORDS)


def test_two_codes_of_one_enum_never_read_the_same() -> None:
    for tables in (WORDS, PLAIN_WORDS):
        for enum, words in tables.items():
            assert len(set(words.values())) == len(words), enum.__name__


def test_a_label_is_in_the_language_of_the_page(app: Flask) -> None:
    for language, term, simple in (
        ("en", "Unfounded", "We found it did not happen this way"),
        ("es", "Infundada", "Encontramos que no sucedió así"),
    ):
        with app.test_request_context(f"/saguaro-city/{language}/"):
            app.preprocess_request()
            assert label(Disposition.UNFOUNDED) == term
            assert plain(Disposition.UNFOUNDED) == simple


def test_periods_are_counted_in_words(app: Flask) -> None:
    with app.test_request_context("/saguaro-city/es/"):
        app.preprocess_request()
        assert [period(p) for p in PERIODS] == [
            "1 hora",
            "30 días",
            "5 días hábiles",
            "1 día hábil",
        ]


def test_a_code_without_words_is_an_error_and_not_a_machines_name(app: Flask) -> None:
    class Strange(StrEnum):
        THING = "thing"

    with app.test_request_context("/"), pytest.raises(LabelMissing, match="Strange"):
        label(Strange.THING)
