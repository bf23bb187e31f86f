"""The workflow decides every state, event and role as the reviewed table says, and no other way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from tests.unit.cases.workflow.circumstances import GUARDS, RECIPES, circumstances
from tests.unit.cases.workflow.expected_table import (
    ACTORS,
    HEADER,
    STATES,
    WORKFLOW,
    EventKind,
    Line,
    ReasonCode,
    Row,
    answer,
    identity,
    possible_events,
    read,
    told,
)

LINES = tuple(read())
NOT_POSSIBLE, NOT_ALLOWED, NO_REASON = "not_possible_now", "not_allowed", "reason_needed"


@cache
def lines_for(state: str, event: EventKind) -> list[Line]:
    return [line for line in LINES if (line.state, line.event) == (state, event)]


def with_reasons(line: Line) -> tuple[ReasonCode | None, ...]:
    return line.reasons or (None,)


def differences(state: str, event: EventKind) -> Iterator[tuple[object, ...]]:
    """Where the workflow decides otherwise than the lines for one event in one state."""
    for line in lines_for(state, event):
        facts = line.facts()
        for actor, reason in product(ACTORS, with_reasons(line)):
            told_now = told(answer(state, event, actor, facts=facts, reason=reason))
            expected = line.outcome if actor in line.actors else NOT_ALLOWED
            if told_now != expected:
                yield actor, reason, line.outcome, expected, told_now


@pytest.mark.parametrize("state", STATES)
def test_each_line_is_decided_as_it_says_for_everybody(state: str) -> None:
    found = {event.value: [*differences(state, event)] for event in EventKind}
    assert {event: wrong for event, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("state", STATES)
def test_what_no_line_names_is_possible_for_nobody(state: str) -> None:
    """Whatever is known of the case: once nothing is in the way, and once everything is."""
    words = [guard.words for guard in GUARDS.values()]
    absent = [event for event in EventKind if not lines_for(state, event)]
    assert absent
    for holding in (words, []):
        facts = circumstances(STATES[state], holding=holding)
        for event, actor in product(absent, ACTORS):
            assert told(answer(state, event, actor, facts=facts)) == NOT_POSSIBLE, (event, actor)


@pytest.mark.parametrize("state", STATES)
def test_each_condition_of_a_line_is_needed(state: str) -> None:
    for line in (line for line in LINES if line.state == state):
        for words, expected in line.conditions.items():
            facts = line.facts(without=words)
            for actor, reason in product(line.actors, with_reasons(line)):
                told_now = told(answer(state, line.event, actor, facts=facts, reason=reason))
                assert told_now == expected, (line.event, actor, words)


def test_each_line_names_the_conditions_and_reasons_of_its_row_and_no_row_is_left() -> None:
    met: set[Row] = set()
    for line in LINES:
        row = answer(
            line.state, line.event, line.actors[0], facts=line.facts(), reason=with_reasons(line)[0]
        )
        assert isinstance(row, Row), line
        assert [guard.words for guard in row.guards] == list(line.conditions), line
        assert row.reasons == line.reasons, line
        met.add(row)
    assert met == set(WORKFLOW)
    assert sum(len(row.sources) for row in WORKFLOW) == len(LINES)


def test_a_reason_of_another_event_is_refused() -> None:
    for line in (line for line in LINES if line.reasons):
        known = {code for one in lines_for(line.state, line.event) for code in one.reasons}
        facts, actor = line.facts(), line.actors[0]
        for reason in set(ReasonCode) - known:
            told_now = told(answer(line.state, line.event, actor, facts=facts, reason=reason))
            assert told_now == NO_REASON, (line, reason)


def test_each_line_is_a_button_for_those_it_names_and_for_nobody_else() -> None:
    for line in LINES:
        facts = line.facts()
        for actor in ACTORS:
            who, held = identity(actor)
            shown = possible_events(facts=facts, permissions=held, actor=who)
            outcomes = {told(row) for row in shown if row.event is line.event}
            assert (line.outcome in outcomes) == (actor in line.actors), (line, actor)


def test_every_event_and_everybody_but_the_administrator_is_named() -> None:
    assert {line.event for line in LINES} == set(EventKind)
    assert {actor for line in LINES for actor in line.actors} == set(ACTORS) - {"administrator"}


@pytest.mark.parametrize("name", GUARDS)
def test_a_recipe_makes_its_condition_hold_and_fail(name: str) -> None:
    guard, (who, _) = GUARDS[name], identity("lead")
    for state in STATES.values():
        assert guard.holds(circumstances(state, holding=[guard.words]), who)
        assert not guard.holds(circumstances(state, failing=[guard.words]), who)


def test_on_the_facts_of_a_line_every_condition_holds_but_the_one_left_out() -> None:
    for line in LINES:
        who, _ = identity(line.actors[0])
        for without in (None, *line.conditions):
            facts = line.facts(without=without)
            failed = [
                guard.words
                for guard in GUARDS.values()
                if guard.words in line.conditions and not guard.holds(facts, who)
            ]
            assert failed == ([without] if without else []), line


def test_every_condition_has_a_recipe_and_words_of_its_own() -> None:
    assert set(RECIPES) == set(GUARDS)
    assert max(Counter(guard.words for guard in GUARDS.values()).values()) == 1
    with pytest.raises(KeyError):
        circumstances(None, holding=["a condition nobody wrote a recipe for"])


def test_a_table_with_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(",".join(HEADER[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="header"):
        list(read(path))
