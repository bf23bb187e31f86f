"""The queue with a thousand cases and with a million: time, statements and plans of each filter."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from statistics import median, mode
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bench import filling
from bench.client import Client, free_port, served
from bench.filing import low_tenth
from bench.installs import (
    PLACE,
    Install,
    Postgres,
    forget_older,
    make_install,
    open_install,
    version_of,
)
from intake.accounts.models import Membership
from intake.accounts.roles import Role
from intake.cases.queue import (
    PAGE_SIZE,
    UNASSIGNED,
    QueueFilter,
    Shown,
    page_statement,
    queue_counts,
    queue_page,
)
from intake.cases.vocabulary import Status
from intake.db.transaction import transaction
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode

SMALL = 1_000
ROUNDS = 30
ENTITY = f"{PLACE}/oversight-board"
UNIT = f"{ENTITY}/investigations"
ROLE = Role.SUPERVISOR
NEXT = re.compile(r'href="(/staff/cases\?[^"]*after=[^"]*)"')
_INDEX = re.compile(r"\b(?:ix|pk|uq)_\w+|sqlite_autoindex_\w+")
_SCAN = re.compile(r"SCAN (?!subquery|\(|[a-z]*pieces|anon)\w+$|Seq Scan on \w+", re.MULTILINE)

Ask = Callable[[Install, Session, datetime], object]


def cases_wanted() -> int:
    """How many cases the large install holds."""
    return int(os.environ.get("BENCH_CASES", "1000000"))


@dataclass(frozen=True)
class Pair:
    """The same install with few cases and with many."""

    small: Install
    large: Install

    def __iter__(self) -> Iterator[Install]:
        yield self.small
        yield self.large


def prepare(kind: str, postgres: Postgres, say: Callable[[str], None]) -> Pair:
    """Open both installs; what an earlier run filled is used again while the schema is the same."""
    found = []
    for cases in (SMALL, cases_wanted()):
        name = f"queue-{cases}-{version_of(filling)}"
        try:
            install = open_install(kind, name, postgres, port=free_port())
        except FileNotFoundError:
            since = time.monotonic()
            install = _filled(kind, name, postgres, cases)
            say(f"{kind}: {cases} cases filled in {time.monotonic() - since:.0f} s")
        found.append(install)
    return Pair(*found)


def pages(pair: Pair) -> dict[str, Any]:
    """The queue's page over HTTP with each filter, small and large in turns."""
    with ExitStack() as stack:
        ports = [stack.enter_context(served(install)) for install in pair]
        clients = [Client(port) for port in ports]
        for client, install in zip(clients, pair, strict=True):
            client.cookies["t"] = install.signed_in(UNIT, ROLE)
        return {
            name: _compare_pages(clients, [_address(query) for _ in pair])
            for name, query in _queries(pair).items()
        } | {"second page": _compare_pages(clients, [_second(client) for client in clients])}


def statements(pair: Pair) -> dict[str, Any]:
    """The statements behind the page alone, small and large in turns, with the plan of each."""
    units = tuple(u.key for u in pair.large.services.configuration.entity(ENTITY).units.values())

    def page_of(name: str) -> Ask:
        return lambda install, session, at: queue_page(
            session, wanted=filters(units, _looker(install))[name], at=at
        )

    wanted = filters(units, _looker(pair.large))
    found = {
        name: _compare_calls(pair, page_of(name)) | _plan(pair.large, wanted[name])
        for name in wanted
    }
    found["counts"] = _compare_calls(
        pair,
        lambda install, session, at: queue_counts(
            session, units=units, at=at, person_id=_looker(install)
        ),
    )
    return found


def filters(units: tuple[str, ...], person: str) -> Mapping[str, QueueFilter]:
    """Every filter of the queue, over all units of an entity, and two filters at once."""
    wanted: dict[str, dict[str, Any]] = {
        "open": {},
        "closed": {"shown": Shown.CLOSED},
        "overdue": {"shown": Shown.OVERDUE},
        "status": {"status": Status.UNDER_INVESTIGATION},
        "urgency": {"urgency": Urgency.HIGH},
        "rule": {"rule": RuleCode.R5},
        "agency": {"agency": "holding-center"},
        "language": {"language": "es"},
        "nobody's": {"assignee": UNASSIGNED},
        "one person's": {"assignee": person},
        "overdue, by rule": {"shown": Shown.OVERDUE, "rule": RuleCode.R5},
        "status and language": {"status": Status.UNDER_INVESTIGATION, "language": "es"},
    }
    return {name: QueueFilter(units=units, **values) for name, values in wanted.items()}


def _queries(pair: Pair) -> Mapping[str, Mapping[str, str]]:
    return {
        "open": {},
        "closed": {"shown": "closed"},
        "overdue": {"shown": "overdue"},
        "status": {"status": Status.UNDER_INVESTIGATION.value},
        "urgency": {"urgency": Urgency.HIGH.value},
        "rule": {"rule": RuleCode.R5.value},
        "agency": {"agency": "holding-center"},
        "language": {"language": "es"},
        "nobody's": {"assignee": UNASSIGNED},
        "mine": {"assignee": "mine"},
        "one unit": {"unit": UNIT},
    }


def _address(query: Mapping[str, str]) -> str:
    joined = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/staff/cases?{joined}" if joined else "/staff/cases"


def _second(client: Client) -> str:
    found = NEXT.findall(client.get("/staff/cases").body.decode())
    return str(found[-1]).replace("&amp;", "&")


def _compare_pages(clients: list[Client], addresses: list[str]) -> dict[str, Any]:
    times: tuple[list[float], list[float]] = ([], [])
    asked: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS + 2):
        for which, (client, address) in enumerate(zip(clients, addresses, strict=True)):
            reply = client.get(address)
            if reply.status != 200:
                raise RuntimeError(f"{reply.status} for {address}")
            if round_ >= 2:
                times[which].append(reply.told("Ms"))
                asked[which].append(reply.told("Sql"))
    small, large = times
    return {
        "ratio": median(large) / median(small),
        "ratio_undisturbed": low_tenth(large) / low_tenth(small),
        "small_ms": median(small),
        "large_ms": median(large),
        # Once a minute one request more notes that the person is still there.
        "statements": sorted({mode(asked[0]), mode(asked[1])}),
    }


def _looker(install: Install) -> str:
    return install.people[(UNIT, ROLE)].staff_id


def _compare_calls(pair: Pair, ask: Ask) -> dict[str, Any]:
    times: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS + 2):
        for which, install in enumerate(pair):
            at = install.services.clock()
            with install.services.sessions() as session:
                session.connection()
                began = time.perf_counter()
                ask(install, session, at)
                if round_ >= 2:
                    times[which].append((time.perf_counter() - began) * 1000)
    small, large = times
    return {
        "ratio_undisturbed": low_tenth(large) / low_tenth(small),
        "small_ms": low_tenth(small),
        "large_ms": low_tenth(large),
    }


def _plan(install: Install, wanted: QueueFilter) -> dict[str, Any]:
    engine: Engine = install.services.sessions.kw["bind"]
    at = install.services.clock()
    statement = page_statement(wanted, at=at, after=None, size=PAGE_SIZE)
    text = str(statement.compile(engine, compile_kwargs={"literal_binds": True}))
    word = "EXPLAIN QUERY PLAN" if install.kind == "sqlite" else "EXPLAIN (COSTS OFF)"
    with engine.connect() as connection:
        lines = [str(row[-1]) for row in connection.exec_driver_sql(f"{word} {text}")]
    plan = "\n".join(lines)
    return {
        "indexes": sorted(set(_INDEX.findall(plan))),
        "scans": sorted(set(_SCAN.findall(plan))),
        "plan": lines,
    }


def _filled(kind: str, name: str, postgres: Postgres, cases: int) -> Install:
    forget_older(kind, f"queue-{cases}-", postgres)
    install = make_install(kind, name, postgres, port=free_port())
    people = install.folder / "people.json"
    hidden = people.rename(people.with_suffix(".unfinished"))
    staff = sorted(person.staff_id for (unit, _), person in install.people.items() if unit == UNIT)
    filling.fill(install, cases=cases, entity=ENTITY, assignees=staff)
    _join_all_units(install)
    hidden.rename(people)
    return install


def _join_all_units(install: Install) -> None:
    """Let the person who looks see the cases of every unit of the entity."""
    person = _looker(install)
    units = install.services.configuration.entity(ENTITY).units.values()
    with install.services.sessions() as session, transaction(session):
        for unit in units:
            if unit.key != UNIT:
                session.add(Membership(staff_id=person, unit=unit.key, role=ROLE.value))
