"""The queue on each database: every case once, in order, at the same number of statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from intake.cases.queue import (
    COUNT_CEILING,
    UNASSIGNED,
    QueueCounts,
    QueueFilter,
    Shown,
    queue_counts,
    queue_page,
)
from intake.cases.vocabulary import Status
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode
from tests.fixtures.databases import Database
from tests.integration.cases.many_cases import AT, PEOPLE, UNITS, Facts, draw_facts, insert_facts
from tests.integration.cases.staffed import Staffed

FILTERS = [
    QueueFilter(units=UNITS),
    QueueFilter(units=UNITS[:1]),
    QueueFilter(units=UNITS, shown=Shown.CLOSED),
    QueueFilter(units=UNITS, shown=Shown.OVERDUE),
    QueueFilter(units=UNITS, urgency=Urgency.HIGH),
    QueueFilter(units=UNITS, status=Status.UNDER_INVESTIGATION),
    QueueFilter(units=UNITS, rule=RuleCode.R5),
    QueueFilter(units=UNITS, rule=RuleCode.R1, shown=Shown.OVERDUE),
    QueueFilter(units=UNITS, agency="library", language="es"),
    QueueFilter(units=UNITS, assignee=UNASSIGNED),
    QueueFilter(units=UNITS, assignee=PEOPLE[0], shown=Shown.CLOSED),
    QueueFilter(units=("saguaro-city/inspector-general/review",)),
]


def paged(session: Session, wanted: QueueFilter, size: int) -> list[str]:
    """The ids of all pages, in the order in which a reader sees them."""
    seen: list[str] = []
    after = None
    while True:
        page = queue_page(session, wanted=wanted, at=AT, after=after, size=size)
        assert len(page.cases) <= size
        seen += [case.id for case in page.cases]
        after = page.next_position
        if after is None:
            return seen


@pytest.mark.parametrize("number", [0, 1, 150])
def test_paging_visits_each_case_once_in_order(session: Session, number: int) -> None:
    facts = draw_facts(Random(number), number)  # noqa: S311 - rows to repeat, no secret
    insert_facts(session, facts)
    for wanted in FILTERS:
        expected = [c.id for c in sorted(facts, key=lambda c: c.order) if c.fits(wanted)]
        for size in (1, 7, 50) if number < 50 else (7, 50):
            assert paged(session, wanted, size) == expected, (wanted, size)


def test_counts_are_what_the_lists_show(session: Session) -> None:
    facts = draw_facts(Random(7), 300)  # noqa: S311
    insert_facts(session, facts)
    counts = queue_counts(session, units=UNITS, at=AT, person_id=PEOPLE[1])

    def number(wanted: QueueFilter) -> int:
        return sum(case.fits(wanted) for case in facts)

    assert counts == QueueCounts(
        open=number(QueueFilter(units=UNITS)),
        critical=number(QueueFilter(units=UNITS, urgency=Urgency.CRITICAL)),
        high=number(QueueFilter(units=UNITS, urgency=Urgency.HIGH)),
        overdue=number(QueueFilter(units=UNITS, shown=Shown.OVERDUE)),
        unassigned=number(QueueFilter(units=UNITS, assignee=UNASSIGNED)),
        mine=number(QueueFilter(units=UNITS, assignee=PEOPLE[1])),
    )
    assert counts.open > 200 > counts.mine > 0


def test_a_count_reads_no_further_than_its_ceiling(session: Session) -> None:
    one = draw_facts(Random(1), 1)[0]  # noqa: S311
    facts = [_open(one, number) for number in range(COUNT_CEILING + 40)]
    insert_facts(session, facts)
    counts = queue_counts(session, units=UNITS, at=AT, person_id=PEOPLE[0])
    assert counts.open == COUNT_CEILING + 1


def test_the_page_takes_as_many_statements_for_one_case_as_for_a_thousand(
    app: Flask, staffed: Staffed, database: Database
) -> None:
    staffed.file()
    ivy = staffed.browser(app, "Ivy")
    ivy.get("/staff/cases")  # what is read once a process
    with counted(database.engine) as one:
        assert ivy.get("/staff/cases").status_code == 200
    insert_facts(staffed.office.session, draw_facts(Random(3), 1000))  # noqa: S311
    with counted(database.engine) as many:
        page = ivy.get("/staff/cases")
    assert page.text.count('<th scope="row">') == 50
    assert len(many) == len(one)
    assert len(many) < 20


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that the body runs."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _open(like: Facts, number: int) -> Facts:
    return replace(like, id=f"{number:032x}", status=Status.RECEIVED, unit=UNITS[number % 2])
