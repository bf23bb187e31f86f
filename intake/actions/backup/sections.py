"""What goes into which file of a backup.

Erase shares lie apart, so that they can be kept 35 days at most and an older backup alone opens
nothing. Visits are in no backup. The server's keys and settings are a third file, so that who
holds only the database cannot test passwords or read addresses.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import MetaData, Table

SHARES_KEPT_DAYS = 35
_SHARES = frozenset({"erasable"})
_LEFT_OUT = frozenset({"resident_session", "staff_session"})


class Section(StrEnum):
    """The three files of a backup."""

    DATABASE = "database"
    SHARES = "shares"
    KEYS = "keys"


def tables_of(section: Section, metadata: MetaData) -> tuple[Table, ...]:
    """The tables of a section, parents before children. KEYS has none: it holds files."""
    if section is Section.KEYS:
        return ()
    wanted_shares = section is Section.SHARES
    return tuple(
        table
        for table in metadata.sorted_tables
        if table.name not in _LEFT_OUT and (table.name in _SHARES) is wanted_shares
    )
