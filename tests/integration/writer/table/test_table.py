"""The table of outcomes: what comes of each thing that a writer can do to a table or a column.

`make test` tries every twelfth change, `make prove` all of them. A table or a column without a line
is red.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.app.metadata import METADATA
from tests.fixtures.databases import Database
from tests.integration.conflict.scene import Scene
from tests.integration.writer.table.outcome import PROMISED, UNSEEN, Outcome, outcome_of
from tests.integration.writer.table.rows import changes, without_rules
from tests.integration.writer.table.standing import TwoComplaints, make_two

ROOT = Path(__file__).parents[4]
OUTCOMES: dict[str, str] = json.loads(
    (ROOT / "tests" / "data" / "writer" / "outcomes.json").read_text("utf-8")
)
ELSEWHERE = {
    "count_fact": "tests/integration/worker/test_quarters.py",
    "imported_record": "tests/integration/importing",
    "job_run": "tests/integration/worker",
    "quarter_total": "tests/integration/worker/test_quarters.py",
    "release": "tests/integration/publishing/test_refusals.py",
    "release_file": "tests/web/public/data/test_files.py",
    "release_request": "tests/integration/publishing",
    "release_trial": "tests/integration/publishing",
    "released_cell": "tests/integration/publishing/test_doctor.py",
    "token_bucket": "tests/unit/accounts/test_attempts.py",
}
"""Tables that hold nothing of a complaint, and where they are tested."""
PHRASES = {
    Outcome.SHUT_OUT: "anyone can be shut out",
    Outcome.WITHHELD: "can delete, withhold and delay",
    Outcome.ROLLED_BACK: "put everything back to an older whole state",
    Outcome.MADE_UP: "can be altered, added and taken away",
    Outcome.PLAIN_FACT: "can be altered, added and taken away",
    Outcome.IDLE: "Ids and digests that nothing depends on",
}
"""The words of docs/threat-model.md that each outcome without a promise stands under."""
STEP = 12


def test_every_column_has_a_line() -> None:
    lines = {name.partition(": ")[0] for name in OUTCOMES}
    told = {(line.partition("[")[0].partition(".")[0], line.rpartition(".")[2]) for line in lines}
    missing = [
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if table.name not in ELSEWHERE and (table.name, column.name) not in told
    ]
    assert missing == []
    assert all((ROOT / path).exists() for path in ELSEWHERE.values())


def test_what_is_not_promised_is_written_down() -> None:
    written = " ".join((ROOT / "docs" / "threat-model.md").read_text("utf-8").split())
    used = {Outcome(value) for value in OUTCOMES.values()}
    assert set(PHRASES) == set(Outcome) - PROMISED
    assert used <= PROMISED | set(PHRASES)
    for phrase in PHRASES.values():
        assert phrase in written


@pytest.fixture
def two(scene: Scene, database: Database) -> Iterator[TwoComplaints]:
    """Two complaints, and a writer whom no rule of the schema stops."""
    writer = without_rules(database.url)
    yield make_two(scene, writer)
    writer.dispose()


def test_unharmed_everybody_goes_on(two: TwoComplaints) -> None:
    for watcher in two.watchers().values():
        watcher()
    assert not two.alarms()


def test_a_part_of_the_table(two: TwoComplaints) -> None:
    assert wrong_in(two, step=STEP) == {}


@pytest.mark.prove
def test_the_whole_table(two: TwoComplaints) -> None:
    names = {change.name for change in changes(two.now, two.before, two.owned)}
    assert names == set(OUTCOMES)
    assert wrong_in(two, step=1) == {}


def wrong_in(two: TwoComplaints, *, step: int) -> dict[str, tuple[str, Outcome | None]]:
    """Each change that came out otherwise than the table says."""
    wrong = {}
    for number, change in enumerate(changes(two.now, two.before, two.owned)):
        if number % step:
            continue
        said, seen = Outcome(OUTCOMES[change.name]), outcome_of(two, change)
        if seen != said and not (seen is None and said in UNSEEN):
            wrong[change.name] = (said.value, seen)
    return wrong
