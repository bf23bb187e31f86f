"""What may stand in each column of a file of past counts; pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake.numbers.measures import EARLIER, MEASURES, OTHER_LANGUAGE, Dimension, Measure
from intake.numbers.values import CODES
from intake.rules.codes import AgencyAnswer, RuleCode
from intake.rules.jurisdiction import Jurisdiction

QUARTER, MEASURE, COUNT = "quarter", "measure", "count"

COUNTED: tuple[Measure, ...] = tuple(
    measure for measure, spec in MEASURES.items() if not spec.derived
)
"""The measures that a file gives; what is derived from them is never given."""


def known_values(jurisdiction: Jurisdiction) -> Mapping[Dimension, tuple[str, ...]]:
    """The values of each dimension, the year of entry left out: any year will do there."""
    reports = jurisdiction.reports
    agencies = (*jurisdiction.agencies, *(reports.agencies if reports else ()))
    languages = (*jurisdiction.languages, *(reports.languages if reports else ()))
    return MappingProxyType(
        {
            **CODES,
            Dimension.AGENCY: tuple(dict.fromkeys((*agencies, AgencyAnswer.NOT_CONFIRMED.value))),
            Dimension.LANGUAGE: tuple(dict.fromkeys((*languages, OTHER_LANGUAGE))),
            Dimension.RULE: tuple(RuleCode),
        }
    )


def spread(measure: Measure) -> Dimension:
    """The dimension whose values are the columns of a measure's sheet in the template."""
    return _SPREAD.get(measure, MEASURES[measure].dimensions[-1])


def beside(measure: Measure) -> tuple[Dimension, ...]:
    """The dimensions that have a column each in a measure's sheet in the template."""
    return tuple(one for one in MEASURES[measure].dimensions if one is not spread(measure))


def year_problem(value: str, quarter_year: int) -> str | None:
    """What a year of entry should be; None if it is that."""
    if value == EARLIER:
        return None
    fits = len(value) == 4 and value.isascii() and value.isdigit() and int(value) >= 1990
    if fits and int(value) <= quarter_year:
        return None
    return f"a year up to {quarter_year}, or {EARLIER} for cases from before the first quarter."


_SPREAD: Mapping[Measure, Dimension] = MappingProxyType({Measure.CASES_ENDED: Dimension.ENDING})
