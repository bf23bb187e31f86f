"""Look-alikes fold out of the queue by facts alone, at the same cost; nothing happens to them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from intake.cases.likeness import alike, likeness_of
from intake.cases.models import Case
from intake.cases.queue import PAGE_SIZE, QueueFilter, page_statement
from intake.cases.vocabulary import Status
from tests.fixtures.databases import KINDS
from tests.integration.cases.many_cases import AT, UNITS, Facts, draw_facts, insert_facts
from tests.integration.cases.test_queue import paged

KEYS = ("a" * 10, "b" * 10)


def opened(number: int) -> list[Facts]:
    drawn = draw_facts(Random(5), number)  # noqa: S311 - rows to repeat, no secret
    return [replace(one, status=Status.RECEIVED) for one in drawn]


def mark(session: Session, facts: list[Facts], key: str) -> None:
    ids = [one.id for one in facts]
    session.execute(update(Case).where(Case.id.in_(ids)).values(likeness=key))
    session.commit()


def test_folded_cases_are_left_out_and_no_others(session: Session) -> None:
    facts = opened(60)
    insert_facts(session, facts)
    mark(session, facts[:20], KEYS[0])
    mark(session, facts[20:30], KEYS[1])
    wanted = QueueFilter(units=UNITS)
    everything = paged(session, wanted, 7)
    folded = paged(session, replace(wanted, folded=KEYS[:1]), 7)
    left_out = {one.id for one in facts[:20]}
    assert folded == [one for one in everything if one not in left_out]
    assert len(paged(session, replace(wanted, folded=KEYS), 50)) == 30


def test_a_group_is_told_by_its_first_case(session: Session) -> None:
    facts = opened(12)
    insert_facts(session, facts)
    mark(session, facts[:5], KEYS[0])
    session.execute(update(Case).where(Case.id == facts[11].id).values(likeness=KEYS[1]))
    session.commit()
    groups = alike(session, units=UNITS, keys=KEYS)
    first = min(facts[:5], key=lambda one: one.order)
    assert groups[KEYS[0]].number == 5
    assert groups[KEYS[0]].reference == f"2026-{first.id[:6].upper()}"
    assert groups[KEYS[0]].urgency is first.urgency
    assert groups[KEYS[1]].number == 1
    assert alike(session, units=("saguaro-city/inspector-general/review",), keys=KEYS) == {}
    assert alike(session, units=UNITS, keys=()) == {}


def test_what_is_closed_belongs_to_no_group(session: Session) -> None:
    facts = [replace(one, status=Status.CLOSED) for one in opened(4)]
    insert_facts(session, facts)
    mark(session, facts, KEYS[0])
    assert alike(session, units=UNITS, keys=KEYS) == {}


@pytest.mark.parametrize("template", KINDS[:1], indirect=True)
def test_leaving_out_looks_at_no_case(session: Session) -> None:
    """Thousands that are folded cost no more than their places in the index.

    PostgreSQL decides by what it counted.
    """
    wanted = QueueFilter(units=UNITS[:1], folded=KEYS)
    statement = page_statement(wanted, at=AT, after=None, size=PAGE_SIZE)
    bind = session.get_bind()
    told = str(statement.compile(bind, compile_kwargs={"literal_binds": True}))
    plan = " ".join(str(row[-1]) for row in session.execute(text(f"EXPLAIN QUERY PLAN {told}")))
    assert "USING COVERING INDEX ix_case_unit_queue_key_likeness" in plan


def test_the_key_is_of_facts_and_of_the_hour() -> None:
    facts = ("saguaro-city", "police", "R1")
    key = likeness_of(facts, at=AT)
    assert likeness_of(facts, at=AT.replace(minute=59)) == key
    assert likeness_of(facts, at=AT.replace(hour=17)) != key
    assert likeness_of(("saguaro-city", "library", "R1"), at=AT) != key
    assert likeness_of(("saguaro-citypolice", "", "R1"), at=AT) != key
    assert len(key) == 10
