"""Values of a particular shape: telephone numbers, language tags, times of day, ids that differ."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from intake.rules.reading import Table, shown

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_phone(table: Table, name: str = "phone") -> str:
    """A telephone number; short ones such as 211 are numbers too."""
    value = table.text(name)
    if value and (sum(char.isdigit() for char in value) < 3 or not value.isprintable()):
        table.fault(name, f"{shown(value)} is not a phone number.", "such as +1 520 555 0110")
    return value


def read_language_tags(table: Table, name: str) -> tuple[str, ...]:
    """A list of BCP 47 language tags."""
    tags = table.texts(name)
    for tag in tags:
        if not _LANGUAGE.fullmatch(tag):
            table.fault(
                name, f"{tag!r} is not a language tag.", "BCP 47 tags such as es or zh-Hant"
            )
    return tags


def parse_time(table: Table, name: str, value: str, fallback: time) -> time:
    """A time of day such as 08:30; `fallback`, and a problem, if it is none."""
    try:
        return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 - a wall-clock hour
    except ValueError:
        table.fault(name, f"{shown(value)} is not a time of day.", "a time such as 08:30")
        return fallback


def unique(
    items: Iterable[Any], table: Table, name: str, of: Callable[[Any], str]
) -> dict[str, Any]:
    """The items by id, noting an id that occurs twice."""
    found: dict[str, Any] = {}
    for item in items:
        if of(item) in found:
            table.fault(name, f"The id {of(item)} is used twice.", "a different id for each")
        found.setdefault(of(item), item)
    return found
