"""Fill an install with cases that were never told: rows as filing and work leave them, no content.

Indexes are taken away first and made again at the end, and rows are written in the order of their
ids, so that a million cases take a minute or two.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import psycopg

from bench.installs import PLACE, Install
from intake.cases.models import Case, CaseRule
from intake.cases.queue_key import closed_key, open_key
from intake.cases.vocabulary import OPEN, Status
from intake.complaints.models import Complaint
from intake.db.base import Base
from intake.questions.urgency import Urgency

LANGUAGES = ("en", "en", "en", "es", "es", "other")
URGENCIES = (Urgency.CRITICAL, Urgency.HIGH, Urgency.NORMAL, Urgency.LOW)
SHARES = (1, 5, 80, 14)
CLOSED_SHARE = 0.7
OPEN_STATUSES = tuple(sorted(OPEN))
LONGEST_OVERDUE_HOURS, LATEST_DUE_HOURS, OLDEST_CLOSED_HOURS = 200, 3000, 20_000
TABLES = (Complaint, Case, CaseRule)
_BATCH = 20_000

Row = tuple[Any, ...]
Into = tuple[type[Base], tuple[str, ...]]
"""A table, and the columns that rows for it fill."""


@dataclass(frozen=True)
class Plan:
    """What is filled in: how many cases, of which units, agencies and rules, as of when."""

    cases: int
    entity: str
    units: Sequence[str]
    agencies: Sequence[str]
    rules: Sequence[str]
    assignees: Sequence[str | None]
    at: datetime


def fill(install: Install, *, cases: int, entity: str, assignees: Sequence[str]) -> None:
    """Fill one entity's units; `assignees` are staff ids, and as many cases have nobody."""
    place = install.services.configuration.jurisdictions[PLACE]
    units = install.services.configuration.entity(entity).units.values()
    plan = Plan(
        cases=cases,
        entity=entity,
        units=tuple(unit.key for unit in units),
        agencies=tuple(place.agencies),
        rules=tuple(rule.value for rule in place.policy.rules),
        assignees=(None, *assignees),
        at=datetime.now(UTC),
    )
    write_rows(install, [(model, _columns(model)) for model in TABLES], _batches(plan))


def write_rows(
    install: Install, tables: Sequence[Into], batches: Iterable[Sequence[Sequence[Row]]]
) -> None:
    """Write batches of rows, the tables' in their order, without their indexes; make those anew."""
    write = _write_sqlite if install.kind == "sqlite" else _write_postgres
    write(install, tables, batches)


def rows(plan: Plan) -> Iterator[tuple[Row, Row, list[Row]]]:
    """Complaint, case and rules of each case, in the order of the cases' ids."""
    chance = random.Random(plan.cases)  # noqa: S311  (rows to measure on, not secrets)
    step = (1 << 128) // plan.cases
    for number in range(plan.cases):
        yield _one(chance, plan, number, f"{number * step + chance.randrange(step):032x}")


def _one(chance: random.Random, plan: Plan, number: int, row_id: str) -> tuple[Row, Row, list[Row]]:
    urgency = chance.choices(URGENCIES, SHARES)[0]
    closed = chance.random() < CLOSED_SHARE
    due = plan.at + timedelta(hours=chance.randint(-LONGEST_OVERDUE_HOURS, LATEST_DUE_HOURS))
    ended = plan.at - timedelta(hours=chance.randint(0, OLDEST_CLOSED_HOURS))
    day = (ended - timedelta(days=60)).date().isoformat()
    reference, unit = f"B{number:010d}", chance.choice(plan.units)
    key = (
        closed_key(closed_at=ended, case_id=row_id)
        if closed
        else open_key(urgency=urgency, next_due_at=due, case_id=row_id)
    )
    status = Status.CLOSED if closed else chance.choice(OPEN_STATUSES)
    language = chance.choice(LANGUAGES)
    complaint = (
        row_id, reference, PLACE, "web", "affected", "anonymous", urgency.value, False,
        language, day, day, moment_text(ended), "1", "1", "1", row_id.encode(),
    )  # fmt: skip
    case = (
        row_id, row_id, reference, PLACE, plan.entity, unit, chance.choice(plan.agencies),
        "agency", status.value, urgency.value, language, chance.choice(plan.assignees),
        None, None, day, day, day, None, None, day if closed else None,
        "findings" if closed else None,
        None if closed else moment_text(due), key, "1", "1", 1,
    )  # fmt: skip
    two = chance.sample(plan.rules, 2)
    return complaint, case, [(row_id, rule, unit, key) for rule in two]


def moment_text(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _write_sqlite(
    install: Install, tables: Sequence[Into], batches: Iterable[Sequence[Sequence[Row]]]
) -> None:
    install.close()
    connection = sqlite3.connect(install.folder / "intake.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    names = ",".join(f"'{model.__tablename__}'" for model, _ in tables)
    indexes = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name IN ({names}) "  # noqa: S608
        "AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    connection.execute("BEGIN")
    for batch in batches:
        for into, made in zip(tables, batch, strict=True):
            marks = ",".join("?" * len(into[1]))
            connection.executemany(f"INSERT INTO {_into(into)} VALUES ({marks})", made)  # noqa: S608
    connection.execute("COMMIT")
    for _, sql in indexes:
        connection.execute(sql)
    # No ANALYZE: nothing runs one in an install, and plans must do without.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _write_postgres(
    install: Install, tables: Sequence[Into], batches: Iterable[Sequence[Sequence[Row]]]
) -> None:
    install.close()
    address = install.settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        # Foreign keys hold by construction; checking each would double the time.
        connection.execute("SET session_replication_role = 'replica'")
        connection.execute("SET maintenance_work_mem = '512MB'")
        names = [model.__tablename__ for model, _ in tables]
        indexes = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
            "AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
            [names],
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f'DROP INDEX "{name}"'.encode())
        for batch in batches:
            for into, made in zip(tables, batch, strict=True):
                command = f"COPY {_into(into)} FROM STDIN".encode()
                with connection.cursor().copy(command) as copy:
                    for row in made:
                        copy.write_row(row)
        for _, sql in indexes:
            connection.execute(str(sql).encode())
        connection.execute("VACUUM (ANALYZE)")


def _batches(plan: Plan) -> Iterator[tuple[list[Row], list[Row], list[Row]]]:
    made = rows(plan)
    while batch := list(islice(made, _BATCH)):
        complaints, cases, rules = zip(*batch, strict=True)
        yield list(complaints), list(cases), [rule for two in rules for rule in two]


def _columns(model: type[Base]) -> tuple[str, ...]:
    return tuple(column.name for column in model.__table__.columns)


def _into(into: Into) -> str:
    model, columns = into
    return f'"{model.__tablename__}" ({", ".join(columns)})'
