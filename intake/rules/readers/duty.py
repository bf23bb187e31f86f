"""Reads an entity's duty hours and on-call list."""

from datetime import time
from types import MappingProxyType

from intake.rules.duty import Duty, OnCall
from intake.rules.reading import Table
from intake.rules.values import parse_time, read_phone

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_duty(table: Table, *, languages: tuple[str, ...]) -> Duty:
    """The hours (a table from weekday to ["08:00", "17:00"]) and who is called, in order."""
    hours = _read_hours(table.table("hours"))
    duty = Duty(
        hours=MappingProxyType(hours),
        on_holidays=table.flag("on_holidays", default=False),
        nights=table.flag("nights", default=False),
        answer_minutes=table.number("answer_minutes", default=20),
        on_call=tuple(_read_on_call(one, languages) for one in table.tables("on_call")),
    )
    if duty.nights and not duty.on_call:
        table.fault("on_call", "Nobody covers the nights.", "at least one [[on_call]]")
    table.finish()
    return duty


def _read_hours(table: Table) -> dict[int, tuple[time, time]]:
    hours = {}
    for number, name in enumerate(WEEKDAYS):
        if table.has(name):
            hours[number] = _read_span(table, name)
    if not hours:
        table.fault("", "The office has no hours on any day.", 'monday = ["08:00", "17:00"]')
    table.finish()
    return hours


def _read_span(table: Table, name: str) -> tuple[time, time]:
    values = table.texts(name)
    if len(values) != 2:
        table.fault(name, "Two times are needed.", '["08:00", "17:00"]')
        return time(8), time(17)
    start = parse_time(table, name, values[0], time(8))
    end = parse_time(table, name, values[1], time(17))
    if start >= end:
        table.fault(
            name, f"The hours end at {values[1]}, before they start.", "a start, then an end"
        )
    return start, end


def _read_on_call(entry: Table, languages: tuple[str, ...]) -> OnCall:
    on_call = OnCall(
        label=entry.local("label", languages),
        address=entry.text("address"),
        phone=read_phone(entry),
    )
    local, at, host = on_call.address.partition("@")
    if on_call.address and not (
        at
        and local
        and "." in host
        and on_call.address.isprintable()
        and " " not in on_call.address
    ):
        entry.fault(
            "address", "This is not an email address.", "an address such as duty@example.org"
        )
    entry.finish()
    return on_call
