"""Every row of a database: kept, changed one column at a time, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Engine, Table, create_engine, text

from intake.app.metadata import METADATA
from intake.db.types import UtcMoment

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]

KINDS = {
    "part": "kind",
    "box": "recipient_kind",
    "message": "direction",
    "mailbox": "state",
    "case_event": "kind",
    "unit_key_box": "recipient",
}
"""Columns that tell rows of one table apart that are read in different ways."""

NUMBERED = {
    "box": "key_version",
    "case_event": "seq",
    "case_record": "number",
    "draft": "version",
    "erasable": "key_version",
    "log_event": "seq",
    "part": "key_version",
    "unit_key_box": "version",
    "unit_version": "version",
}
"""The number by which rows of a table follow on each other."""


VALID: Mapping[tuple[str, str], tuple[str, str]] = {
    ("case", "status"): ("closed", "received"),
    ("case", "disposition"): ("sustained", "unfounded"),
    ("case", "closing_reason"): ("withdrawn", "duplicate"),
    ("case", "urgency"): ("critical", "normal"),
    ("allegation", "disposition"): ("sustained", "unfounded"),
    ("allegation", "first_disposition"): ("sustained", "unfounded"),
    ("allegation", "state"): ("pending", "withdrawn"),
    ("case_access", "kind"): ("copy", "monitors"),
    ("case_clock", "kind"): ("decide", "acknowledge"),
    ("case_event", "actor_kind"): ("complainant", "staff"),
    ("case_event", "from_status"): ("received", "closed"),
    ("case_event", "kind"): ("letter_sent", "note_added"),
    ("case_event", "reason"): ("conflict_found", "conflict_named"),
    ("case_event", "to_status"): ("received", "closed"),
    ("complaint", "identity_mode"): ("anonymous", "confidential"),
    ("complaint", "urgency"): ("critical", "normal"),
    ("mailbox", "state"): ("live", "dead"),
    ("message", "direction"): ("out", "in"),
    ("message", "kind"): ("question", "message"),
    ("staff_session", "state"): ("factor", "full"),
}
"""Two values of columns that know only some: one of them is another one."""


def read_all(engine: Engine) -> Rows:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(table.select())]
            for table in METADATA.sorted_tables
        }


def without_rules(url: str) -> Engine:
    """A way into the database that no rule of the schema stops: triggers and references are off."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
            for name in names.all():
                connection.execute(text(f'DROP TRIGGER "{name}"'))
    return engine


def write_all(engine: Engine, rows: Rows) -> None:
    """Make the database hold these rows and no others."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
        for table in METADATA.sorted_tables:
            if rows[table.name]:
                connection.execute(table.insert(), list(rows[table.name]))


@dataclass(frozen=True)
class Change:
    """One thing that a writer does to one kind of row.

    Attributes:
        line: the table, with the kind of row where it has several.
        column: empty where whole rows are meant.
    """

    line: str
    column: str
    deed: str
    rows: Rows

    @property
    def name(self) -> str:
        """As the table of outcomes has it."""
        return f"{self.line}.{self.column or '*'}: {self.deed}"


@dataclass(frozen=True)
class Owned:
    """The ids by which rows belong to one of two complaints."""

    own: frozenset[str]
    other: frozenset[str]

    def of(self, table: Table, rows: Iterable[Row], ids: frozenset[str]) -> list[Row]:
        """The rows of a table that name one of these ids."""
        return [row for row in rows if any(value in ids for value in row.values() if _id(value))]


def changes(now: Rows, before: Rows, owned: Owned) -> Iterator[Change]:
    """Everything that a writer could do to rows of the first complaint, one thing at a time."""
    for table in METADATA.sorted_tables:
        rows = now[table.name]
        mine = owned.of(table, rows, owned.own) or list(rows)
        others = owned.of(table, rows, owned.other) or list(rows)
        if table.name == "unit_key_box":
            # Boxes of other members are not opened by those who go on here.
            kept = owned.own | {"recovery"}
            mine = [row for row in mine if row["recipient"] in kept]
        kind = KINDS.get(table.name)
        names = sorted({str(row[kind]) for row in mine}) if kind else [""]
        for name in names:
            group = [row for row in mine if not kind or str(row[kind]) == name]
            pairs = [row for row in others if not kind or str(row[kind]) == name]
            line = f"{table.name}[{_short(name)}]" if kind else table.name
            yield from _group(table, line, Group(now, before, group, pairs))


@dataclass(frozen=True)
class Group:
    """Rows of one kind: those of the first complaint, and like ones of the other."""

    now: Rows
    before: Rows
    rows: Sequence[Row]
    others: Sequence[Row]

    def with_rows(self, table: Table, changed: Mapping[int, Row | None], *new: Row) -> Rows:
        """All rows, with these of them changed or gone; by identity."""
        kept = [changed.get(id(row), row) for row in self.now[table.name]]
        return {**self.now, table.name: [row for row in kept if row is not None] + list(new)}


def _group(table: Table, line: str, group: Group) -> Iterator[Change]:
    if not group.rows:
        return
    yield Change(line, "", "deleted", group.with_rows(table, {id(r): None for r in group.rows}))
    yield Change(line, "", "inserted", _inserted(table, group))
    number = NUMBERED.get(table.name)
    if number:
        renumbered = {id(row): {**row, number: row[number] + 1} for row in group.rows}
        yield Change(line, number, "renumbered", group.with_rows(table, renumbered))
    then = _older(table, group)
    if then is not None:
        yield Change(line, "", "put back older", then)
    for column in table.columns:
        yield from _column(table, column, line, group)


def _column(table: Table, column: Column[Any], line: str, group: Group) -> Iterator[Change]:
    replaced = {id(row): {**row, column.name: other(column, row)} for row in group.rows}
    yield Change(line, column.name, "replaced", group.with_rows(table, replaced))
    mine = group.rows[0]
    theirs = next((row for row in group.others if row[column.name] != mine[column.name]), None)
    if theirs is not None and theirs is not mine:
        swapped = {
            id(mine): {**mine, column.name: theirs[column.name]},
            id(theirs): {**theirs, column.name: mine[column.name]},
        }
        yield Change(line, column.name, "swapped", group.with_rows(table, swapped))


def _inserted(table: Table, group: Group) -> Rows:
    """A copy of the other complaint's row, made to belong to the first one."""
    mine, theirs = group.rows[0], group.others[0] if group.others else group.rows[0]
    owning = {"complaint_id", "case_id", "staff_id", "unit", "recipient"} & set(mine)
    new = {**theirs, **{name: mine[name] for name in owning}}
    for column in table.primary_key.columns:
        if column.name not in owning or len(table.primary_key.columns) == 1:
            new[column.name] = other(column, new)
    for column in table.columns:
        if column.unique:
            new[column.name] = other(column, new)
    if table.name in NUMBERED and NUMBERED[table.name] in new:
        numbers = [row[NUMBERED[table.name]] for row in group.now[table.name]]
        new[NUMBERED[table.name]] = max(numbers) + 1
    return group.with_rows(table, {}, new)


def _older(table: Table, group: Group) -> Rows | None:
    """The first complaint's rows as they were before the last things that happened to it."""
    keys = [column.name for column in table.primary_key.columns]
    then = {tuple(row[key] for key in keys): row for row in group.before[table.name]}
    changed = {
        id(row): then.get(tuple(row[key] for key in keys))
        for row in group.rows
        if then.get(tuple(row[key] for key in keys)) != row
    }
    return group.with_rows(table, changed) if changed else None


def other(column: Column[Any], row: Row) -> Any:
    """Another value that the column takes."""
    value = row[column.name]
    valid = VALID.get((column.table.name, column.name))
    if valid:
        return valid[1] if value == valid[0] else valid[0]
    if value is None:
        return _first(column)
    if isinstance(value, bool):
        return not value
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"\x01"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime | date):
        return value - timedelta(days=1)
    last = "0" if value[-1:] != "0" else "1"
    return value[:-1] + last if value else "x"


def _first(column: Column[Any]) -> Any:
    if isinstance(column.type, UtcMoment):
        return datetime.fromisoformat("2026-03-01T10:00:00+00:00")
    kind = column.type.python_type
    return {bytes: b"\x01", int: 1, bool: True, date: date(2026, 3, 1)}.get(kind, "0" * 8)


def _id(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _short(name: str) -> str:
    return name if len(name) < 20 else "member"
