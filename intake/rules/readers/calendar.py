"""Reads calendar.toml: the working week and the holidays."""

from zoneinfo import ZoneInfo

from intake.rules.calendar import Calendar, Holiday
from intake.rules.identifiers import read_id
from intake.rules.localtext import LocalText
from intake.rules.readers.duty import WEEKDAYS
from intake.rules.reading import Table
from intake.rules.values import unique

MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def read_calendar(table: Table, *, timezone: ZoneInfo, languages: tuple[str, ...]) -> Calendar:
    """The calendar by which business days are counted."""
    days_off = frozenset(_weekday(table, "days_off", one) for one in table.texts("days_off"))
    if len(days_off) == len(WEEKDAYS):
        table.fault("days_off", "No workday is left.", "six days off or fewer")
        days_off = frozenset()
    holidays = [_read_holiday(one, languages) for one in table.tables("holidays")]
    found = unique(holidays, table, "holidays", lambda holiday: holiday.id)
    table.finish()
    return Calendar(timezone, tuple(found.values()), days_off)


def _read_holiday(entry: Table, languages: tuple[str, ...]) -> Holiday:
    name, holiday_id = entry.local("name", languages), read_id(entry)
    if entry.has("date"):
        holiday = Holiday(holiday_id, name, on=entry.day("date"))
    elif entry.has("weekday"):
        holiday = _read_moving(entry, holiday_id, name)
    else:
        holiday = _read_fixed(entry, holiday_id, name)
    entry.finish()
    return holiday


def _read_fixed(entry: Table, holiday_id: str, name: LocalText) -> Holiday:
    month, day = _month(entry), entry.number("day", most=31)
    if day > MOST_DAYS[month - 1]:
        entry.fault("day", f"Month {month} has no day {day}.", f"1 to {MOST_DAYS[month - 1]}")
    observed = entry.flag("observed", default=False)
    return Holiday(holiday_id, name, month=month, day=day, observed=observed)


def _read_moving(entry: Table, holiday_id: str, name: LocalText) -> Holiday:
    nth = entry.text("nth")
    if nth and nth not in NTH:
        entry.fault("nth", f"{nth!r} is not known.", f"one of: {', '.join(NTH)}")
    weekday = _weekday(entry, "weekday", entry.text("weekday"))
    return Holiday(
        holiday_id,
        name,
        month=_month(entry),
        weekday=weekday,
        nth=NTH.get(nth, 1),
        days_after=entry.number("days_after", default=0, least=0, most=31),
    )


def _month(entry: Table) -> int:
    return entry.number("month", most=12)


def _weekday(table: Table, key: str, name: str) -> int:
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    table.fault(key, f"{name!r} is not a weekday.", f"one of: {', '.join(WEEKDAYS)}")
    return 0
