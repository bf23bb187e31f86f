"""Reads an entity's periods and retention: what is left out keeps its default."""

import re
from dataclasses import fields
from typing import Any

from intake.rules.clock_rules import ClockRules, Period, PeriodUnit
from intake.rules.reading import Table
from intake.rules.retention import Retention

_PERIOD = re.compile(r"([1-9][0-9]{0,3}) (hours?|days?|business days?)")
_RIGHT = 'a period such as "4 hours", "30 days" or "5 business days"'
_UNITS = {
    "hour": PeriodUnit.HOURS,
    "day": PeriodUnit.DAYS,
    "business day": PeriodUnit.BUSINESS_DAYS,
}


def read_clocks(table: Table) -> ClockRules:
    """The periods of an entity; contradictions are noted and the defaults kept."""
    defaults = ClockRules()
    values = {one.name: _read_value(table, one.name, defaults) for one in fields(ClockRules)}
    table.finish()
    try:
        return ClockRules(**values)
    except ValueError as error:
        table.fault("", f"The periods contradict each other: {error}.", "periods that agree")
        return defaults


def read_retention(table: Table, defaults: Retention) -> Retention:
    """How many years an entity keeps records."""
    names = [one.name for one in fields(Retention)]
    retention = Retention(
        **{name: table.number(name, default=getattr(defaults, name)) for name in names}
    )
    if retention.sustained_years < retention.not_sustained_years:
        wrong = "Sustained cases are kept for less time than cases that were not sustained."
        table.fault("sustained_years", wrong, f"{retention.not_sustained_years} or more")
    table.finish()
    return retention


def _read_value(table: Table, name: str, defaults: ClockRules) -> Any:
    default = getattr(defaults, name)
    if not isinstance(default, Period):
        return table.number(name, default=default)
    if not table.has(name):
        return default
    match = _PERIOD.fullmatch(table.text(name))
    if match is None:
        table.fault(name, f"{table.content[name]!r} is not a period.", _RIGHT)
        return default
    return Period(int(match[1]), _UNITS[match[2].removesuffix("s")])
