"""How each field of a row becomes less exact, step by step, and what each step still says; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.cases.vocabulary import ClosingReason
from intake.numbers.measures import DURATIONS
from intake.numbers.single_rows import WITHHELD
from intake.numbers.values import ENDINGS
from intake.protection.system.row_table import covered_time
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reports import RowField

WITHOUT_FINDINGS = "without_findings"
SHORT, LONG = "d0_180", "d181"


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A field's steps.

    Attributes:
        groups: for each exact value the step between it and ``withheld``, where there is one.
    """

    field: RowField
    groups: Mapping[str, str]

    def steps(self, value: str) -> tuple[str, ...]:
        """The value and what it becomes, down to ``withheld``."""
        if value == WITHHELD:
            return (WITHHELD,)
        if self.field is RowField.ENDED:
            return (value, value[:4], WITHHELD) if len(value) > 4 else (value, WITHHELD)
        group = self.groups.get(value)
        return (value, WITHHELD) if group is None else (value, group, WITHHELD)

    def covers(self, stated: str) -> frozenset[str] | None:
        """The exact values that a stated one can stand for; None for any at all."""
        if stated == WITHHELD:
            return None
        if self.field is RowField.ENDED:
            return covered_time(stated)
        return self.members().get(stated, frozenset({stated}))

    def members(self) -> Mapping[str, frozenset[str]]:
        """The exact values of each step between them and ``withheld``."""
        return {
            group: frozenset(value for value, step in self.groups.items() if step == group)
            for group in self.groups.values()
        }


def hierarchies_for(
    jurisdiction: Jurisdiction, fields: Sequence[RowField], agencies: Sequence[str]
) -> tuple[Hierarchy, ...]:
    """The hierarchy of each field of a jurisdiction's table.

    Args:
        agencies: those that have rows of their own in the catalogue.
    """
    return tuple(Hierarchy(field, _groups(jurisdiction, field, agencies)) for field in fields)


def _groups(
    jurisdiction: Jurisdiction, field: RowField, agencies: Sequence[str]
) -> Mapping[str, str]:
    match field:
        case RowField.AGENCY:
            kinds = {
                id: f"kind_{jurisdiction.agencies[id].kind}"
                for id in agencies
                if id in jurisdiction.agencies
            }
            # The kind of one agency alone says no less than its name.
            return {id: kind for id, kind in kinds.items() if list(kinds.values()).count(kind) > 1}
        case RowField.ENDING:
            return {one: WITHOUT_FINDINGS for one in ENDINGS if one != ClosingReason.FINDINGS}
        case RowField.DURATION:
            return {name: SHORT if most and most <= 180 else LONG for name, most in DURATIONS}
        case _:
            return {}
