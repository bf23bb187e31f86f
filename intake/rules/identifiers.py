"""Ids of the configuration: lower-case words with dashes."""

import re

from intake.rules.codes import AgencyAnswer
from intake.rules.reading import Table

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_RIGHT = "lowercase words with dashes, up to 40 characters, such as city-police"
ID_LENGTH = 40


def is_id(value: str) -> bool:
    """Whether the value may be an id."""
    return len(value) <= ID_LENGTH and ID_PATTERN.fullmatch(value) is not None


def read_id(table: Table, name: str = "id") -> str:
    """The id of a table, noting one that is not well formed."""
    value = table.text(name)
    if value and (not is_id(value) or value in set(AgencyAnswer)):
        table.fault(name, f"{value!r} is not an id.", ID_RIGHT)
    return value
