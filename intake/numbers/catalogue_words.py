"""Whether every value that can stand in a published table has words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from intake.bedrock.problems import Problem
from intake.numbers.measures import OTHER_LANGUAGE, STILL_OPEN, Dimension
from intake.numbers.values import CODES
from intake.rules.codes import AgencyAnswer
from intake.rules.configuration import Configuration
from intake.rules.problems import ConfigurationInvalid
from intake.rules.readers.report_words import WORDS_FILE
from intake.rules.reports import ReportWords

NOT_ADOPTED = "not_adopted"
"""Stands beside a rule that is not in force, in place of its name."""

NEEDED: Mapping[Dimension, tuple[str, ...]] = MappingProxyType(
    {
        **CODES,
        Dimension.AGENCY: (AgencyAnswer.NOT_CONFIRMED.value,),
        Dimension.LANGUAGE: (OTHER_LANGUAGE,),
        Dimension.RULE: (NOT_ADOPTED,),
        # The other values are those of the ending.
        Dimension.STANDING: (STILL_OPEN,),
    }
)
"""The codes that words.toml has to name, by dimension."""


def check_report_words(configuration: Configuration) -> None:
    """Refuse words.toml if it lacks a code, where anything is published at all.

    Raises:
        ConfigurationInvalid: with every code that has no words.
    """
    places = configuration.jurisdictions.values()
    words = next((place.reports.words for place in places if place.reports is not None), None)
    problems = tuple(_missing(words)) if words is not None else ()
    if problems:
        raise ConfigurationInvalid(problems)


def _missing(words: ReportWords) -> Iterator[Problem]:
    for dimension, codes in NEEDED.items():
        known = words.values.get(dimension.value, {})
        for code in (*codes, *known):
            key = f"values.{dimension}.{code}"
            if code not in known:
                right = "its words in each language"
                yield Problem(WORDS_FILE, f"{code} has no words.", right, key=key)
            elif code not in codes:
                right = f"one of: {', '.join(codes)}"
                yield Problem(WORDS_FILE, "This value is not known here.", right, key=key)
