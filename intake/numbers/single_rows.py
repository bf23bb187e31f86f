"""Closed cases as single rows of facts: their fields, and the values that stand for none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake.numbers.measures import Dimension
from intake.rules.reports import RowField

WITHHELD = "withheld"
"""The last step of every field: it says nothing."""

NONE = "none"
"""The rule or finding of a case in which no allegation was decided."""

SEVERAL = "several"
"""The rule or finding of a case whose allegations have more than one."""

Values = tuple[str, ...]
"""The value of each field, in the order of the table's fields."""

KEPT: tuple[RowField, ...] = tuple(field for field in RowField if field is not RowField.ENDED)
"""The fields of a fact's key, in its order; the fact's quarter tells when the case ended."""

Facts = Mapping[Values, int]
"""How many cases of a quarter say the same in the fields that are kept."""

DIMENSIONS: Mapping[RowField, Dimension] = MappingProxyType(
    {
        RowField.AGENCY: Dimension.AGENCY,
        RowField.RULE: Dimension.RULE,
        RowField.DISPOSITION: Dimension.DISPOSITION,
        RowField.ENDING: Dimension.ENDING,
        RowField.CHANNEL: Dimension.CHANNEL,
        RowField.LANGUAGE: Dimension.LANGUAGE,
        RowField.COMPLAINANT_ROLE: Dimension.COMPLAINANT_ROLE,
        RowField.DURATION: Dimension.DURATION,
    }
)
"""The dimension of the published tables that each field is of; ``ended`` is a period."""
