"""Rows that are public: about the cases that ended in a year, as they went out; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute

from intake.numbers.single_rows import WITHHELD, Values
from intake.rules.reports import RowField


@dataclass(frozen=True, slots=True)
class RowTable:
    """Rows about the cases that ended in a year.

    Attributes:
        fields: what each row says, in order.
        k: how many rows at least say the same.
        withheld: how many cases have no row.
        groups: by field and value, the exact values that one stands for which is not exact itself.
    """

    year: int
    fields: tuple[RowField, ...]
    k: int
    rows: tuple[Values, ...]
    withheld: int
    groups: Mapping[RowField, Mapping[str, frozenset[str]]] = attribute(default_factory=dict)

    def covers(self, field: RowField, stated: str) -> frozenset[str] | None:
        """The exact values that a stated one can stand for; None for any at all."""
        if stated == WITHHELD:
            return None
        if field is RowField.ENDED:
            return covered_time(stated)
        return self.groups.get(field, {}).get(stated, frozenset({stated}))


def covered_time(stated: str) -> frozenset[str]:
    """The quarters that a quarter or a year stands for."""
    return frozenset({stated} if len(stated) > 4 else {f"{stated}Q{n}" for n in range(1, 5)})
