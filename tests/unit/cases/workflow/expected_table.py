"""The table of expected decisions: how `tests/data/workflow_expected.csv` is read and written.

Each line says for some states and one event who may do it, with which coded reason, on which
conditions, and where the case goes. Behind each condition stands in parentheses what is answered
where it alone does not hold. A cell with several entries, parted by semicolons, stands for each of
them. Who is not named in a line is refused as "not_allowed"; what no line names is
"not_possible_now" for everybody.

After a wished change of the workflow, write the table anew, read the difference line by line (that
is the review), and commit it together with the change:

    python -m tests.unit.cases.workflow.expected_table
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intake.accounts.roles import Permission, Role, permissions_of
from intake.cases.facts import CaseFacts
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import OPEN, TERMINAL, EventKind, Status
from intake.cases.workflow.event import COMPLAINANT, SYSTEM, Actor, ActorKind
from intake.cases.workflow.row import Row
from intake.cases.workflow.table import TABLE as WORKFLOW
from intake.cases.workflow.table import Refusal, decide
from intake.cases.workflow.table import possible_events as possible_events
from tests.unit.cases.workflow.circumstances import SOMEBODY, circumstances

TABLE = Path(__file__).parents[4] / "tests/data/workflow_expected.csv"
HEADER = ("State", "Event", "Reason", "Who may", "Provided that (else)", "Leads to")
NO_CASE, STAYS, AS_BEFORE = "no case yet", "stays", "before"
STATES: Mapping[str, Status | None] = {NO_CASE: None, **{one.value: one for one in Status}}
GROUPS: Mapping[str, tuple[Status, ...]] = {
    "any": tuple(Status),
    "any open": tuple(status for status in Status if status in OPEN),
    "any ended": tuple(status for status in Status if status in TERMINAL),
}
ACTORS = ("complainant", *(role.value for role in Role), "system")


@dataclass(frozen=True, slots=True)
class Line:
    """One line for one state: who may, on which conditions (each with its answer), and what then.

    No `reasons` means that no code is asked for.
    """

    state: str
    event: EventKind
    reasons: tuple[ReasonCode, ...]
    actors: tuple[str, ...]
    conditions: Mapping[str, str]
    outcome: str

    def facts(self, *, without: str | None = None) -> CaseFacts:
        """The facts on which this line rests, save for one condition."""
        return circumstances(
            STATES[self.state],
            holding=[words for words in self.conditions if words != without],
            failing=[without] if without else [],
        )


def answer(
    state: str,
    event: EventKind,
    actor: str,
    *,
    facts: CaseFacts,
    reason: ReasonCode | None = None,
) -> Row | Refusal:
    """What the workflow decides for an actor of the table, staff having this one role."""
    kind, held = identity(actor)
    return decide(STATES[state], event, facts=facts, permissions=held, actor=kind, reason=reason)


def identity(actor: str) -> tuple[Actor, frozenset[Permission]]:
    """Who acts, and what he or she is allowed."""
    if actor in (known := {"complainant": COMPLAINANT, "system": SYSTEM}):
        return known[actor], frozenset()
    return Actor(ActorKind.STAFF, SOMEBODY), permissions_of([Role(actor)])


def told(answered: Row | Refusal) -> str:
    """An answer in the words of the table."""
    if isinstance(answered, Refusal):
        return answered.code.value
    if answered.to is Status.CLOSED:
        return f"closed as {answered.closing or AS_BEFORE}"
    return answered.to.value if answered.to else STAYS


def read(path: Path = TABLE) -> Iterator[Line]:
    """The table with one line for every state."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        if tuple(next(lines)) != HEADER:
            raise ValueError(f"the header of {path.name} is another one")
        for states, event, reasons, actors, conditions, outcome in lines:
            for state in GROUPS.get(states, _entries(states)):
                yield Line(
                    state=str(state),
                    event=EventKind(event),
                    reasons=tuple(map(ReasonCode, _entries(reasons))),
                    actors=_entries(actors),
                    conditions=dict(map(_condition, _entries(conditions))),
                    outcome=outcome,
                )


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()


def _condition(entry: str) -> tuple[str, str]:
    words, _, otherwise = entry.removesuffix(")").rpartition(" (")
    return words, otherwise


def write(path: Path = TABLE) -> None:
    """Write the table anew from what the workflow decides now; the difference wants a review."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADER)
        for row in WORKFLOW:
            lines.writerows(_folded(_cells(line) for line in _lines(row)))


def _lines(row: Row) -> Iterator[Line]:
    words = [guard.words for guard in row.guards]
    reason = next(iter(row.reasons), None)
    for state in (name for name, status in STATES.items() if status in row.sources):
        facts = circumstances(STATES[state], holding=words)
        answers = {
            actor: answer(state, row.event, actor, facts=facts, reason=reason) for actor in ACTORS
        }
        actors = tuple(actor for actor, answered in answers.items() if answered is row)
        bare = Line(state, row.event, row.reasons, actors, dict.fromkeys(words, ""), told(row))
        otherwise = {
            one: told(
                answer(state, row.event, actors[0], facts=bare.facts(without=one), reason=reason)
            )
            for one in words
        }
        yield Line(state, row.event, row.reasons, actors, otherwise, told(row))


def _cells(line: Line) -> tuple[str, ...]:
    conditions = (f"{words} ({otherwise})" for words, otherwise in line.conditions.items())
    lists = (line.reasons, line.actors, conditions)
    return line.state, line.event, *("; ".join(entries) for entries in lists), line.outcome


def _folded(lines: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Lines that differ by their state alone, as one."""
    states: dict[tuple[str, ...], list[str]] = {}
    for state, *rest in lines:
        states.setdefault(tuple(rest), []).append(state)
    for cells, names in states.items():
        groups = [words for words, group in GROUPS.items() if [*group] == names]
        yield groups[0] if groups else "; ".join(names), *cells


if __name__ == "__main__":
    write()
