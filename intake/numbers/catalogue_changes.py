"""Whether a catalogue may follow on the one that the last release was made by; pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from intake.numbers.catalogue import Catalogue
from intake.numbers.catalogues import content_of
from intake.numbers.quarters import Quarter

FIXED = ("jurisdiction", "first_period", "method", "k", "base", "totals_at_least")
"""What holds for all releases of a body: another value would open what was withheld before."""


class CatalogueProblem(StrEnum):
    """Why a quarter cannot be released by a catalogue."""

    NOT_YET_VALID = "not_yet_valid"
    CHANGED_WITHIN_YEAR = "changed_within_year"
    VALID_FROM_UNCHANGED = "valid_from_unchanged"
    CHANGED_FOR_EVER = "changed_for_ever"
    VALUE_GONE = "value_gone"
    TABLE_GONE = "table_gone"


def may_follow(
    previous: Mapping[str, Any] | None, catalogue: Catalogue, quarter: Quarter
) -> CatalogueProblem | None:
    """What keeps a quarter from being released by this catalogue; None if nothing does.

    Words may be mended at any time, and so may license and contact. Tables and values may be added
    for the first quarter of a year, which ``valid_from`` then names; no table that had numbers and
    no value that had rows may go, for later releases are protected with them in view. What
    ``FIXED`` names, and whether there are cases from before, stays for ever.

    Args:
        previous: the catalogue.json of the release before, or None for the first release.
    """
    if quarter.name < catalogue.valid_from:
        return CatalogueProblem.NOT_YET_VALID
    if previous is None:
        return None
    now = content_of(catalogue)
    if any(previous[key] != now[key] for key in (*FIXED, "opening_stock")):
        return CatalogueProblem.CHANGED_FOR_EVER
    if _tables(previous) == _tables(now) and _values(previous) == _values(now):
        return None
    if quarter.number != 1:
        return CatalogueProblem.CHANGED_WITHIN_YEAR
    if catalogue.valid_from != quarter.name:
        return CatalogueProblem.VALID_FROM_UNCHANGED
    if any(
        not values <= _values(now).get(name, values) for name, values in _values(previous).items()
    ):
        return CatalogueProblem.VALUE_GONE
    return None if _tables(previous) <= _tables(now) else CatalogueProblem.TABLE_GONE


def _tables(content: Mapping[str, Any]) -> frozenset[tuple[str, ...]]:
    return frozenset(
        (table["id"], table["measure"], table["level"], *table["dimensions"])
        for table in content["tables"]
    )


def _values(content: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(value["id"] for value in dimension["values"])
        for name, dimension in content["dimensions"].items()
    }
