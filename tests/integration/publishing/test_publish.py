"""A quarter goes out whole or not at all, in order, and never twice."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.actions.publishing.attacking import run_attack
from intake.actions.publishing.candidate import Progress
from intake.actions.publishing.errors import (
    AttackFound,
    AttackUndecided,
    HistoryChanged,
)
from intake.audit.actor import SYSTEM, staff_actor
from intake.audit.models import AuditEntry
from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.publication.models import Release
from intake.publication.released import (
    ReleaseUnknown,
    checksum_faults,
    list_releases,
    load_release,
    release_bytes,
)
from tests.integration.publishing.office import PLACE, Q1, Q2, Q4, Office, few_tables

ONE = ("web", "en", "anonymous", "witness", "normal")
NO_COUNTS: Mapping[Measure, Counter[tuple[str, ...]]] = {
    Measure.COMPLAINTS_RECEIVED: Counter(),
    Measure.CASES_RECEIVED: Counter(),
}
NOTHING = {"release": 0, "release_file": 0, "released_cell": 0}


@pytest.fixture(autouse=True)
def _no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed pages have tests of their own and take seconds."""
    monkeypatch.setattr(
        "intake.actions.publishing.candidate.documents_for",
        lambda files, languages, **_: {f"documents/tables-{one}.xlsx": b"PK" for one in languages},
    )


def test_two_quarters_go_out_one_after_the_other(office: Office) -> None:
    office.close_made_up(Q1, Q2)
    first = office.publish(Q1, attack=run_attack)
    office.later(days=1)
    second = office.publish(Q2, attack=run_attack)
    with office.sessions() as session:
        lines = list_releases(session, PLACE)
        assert [(one.period, one.number, one.digest) for one in lines] == [
            ("2024Q1", 1, first),
            ("2024Q2", 2, second),
        ]
        release = load_release(session, PLACE, "2024Q2")
        assert release.head["previous"] == first
        assert load_release(session, PLACE, "2024Q2") is release
        total = release.cell(Cell("complaints_received", "2024Q2"))
        assert total == release.table("complaints-received")[0].count
        assert release_bytes(session, PLACE, "2024Q1")["SHA256SUMS"].count(b"\n") > 8
        with pytest.raises(ReleaseUnknown):
            load_release(session, PLACE, "2024Q3")
    assert checksum_faults(office.files(Q1), bytes.fromhex(first)) == ()
    assert "documents/tables-es.xlsx" in office.files(Q1)
    assert not list((office.data_dir / "staging").iterdir())


def test_the_record_names_who_published(office: Office) -> None:
    office.close_made_up(Q1)
    office.publisher().publish(PLACE, Q1, actor=staff_actor("a" * 32))
    with office.sessions() as session:
        entry = session.execute(
            select(AuditEntry.actor_id, AuditEntry.object_id).where(
                AuditEntry.kind == "release_published"
            )
        ).one()
        assert tuple(entry) == ("a" * 32, f"{PLACE} 2024Q1")
        assert session.scalar(select(Release.published_by)) == "a" * 32


def test_trying_out_writes_nothing(office: Office) -> None:
    office.close_made_up(Q1)
    told: list[str] = []
    publisher = office.publisher(progress=lambda what, done, of: told.append(what))
    found = publisher.try_out(PLACE, Q1)
    assert office.stored() == NOTHING
    assert found.shown + found.withheld == len(found.cells)
    assert found.withheld > 0
    assert sum(table.withheld for table in found.tables) >= found.withheld
    assert told


def test_nothing_goes_out_if_the_attack_finds_somebody(office: Office) -> None:
    def finds(_root: Path, _progress: Progress) -> None:
        raise AttackFound("one")

    office.close_made_up(Q1)
    with pytest.raises(AttackFound):
        office.publish(Q1, attack=finds)
    assert office.stored() == NOTHING
    assert not list((office.data_dir / "staging").iterdir())


def test_the_attack_sees_every_release_and_finds_what_was_not_protected(office: Office) -> None:
    office.close_made_up(Q1, Q2)
    office.publish(Q1)

    def spoiled(root: Path, progress: Progress) -> None:
        assert {one.name for one in root.iterdir()} == {"2024Q1", "2024Q2"}
        assert not list(root.rglob("documents"))
        path = root / "2024Q2/data/complaints-by-channel.csv"
        path.write_text(path.read_text().replace(",withheld", "1,withheld"))
        run_attack(root, progress)

    with pytest.raises(AttackFound, match="faults"):
        office.publish(Q2, attack=spoiled)
    assert office.stored()["release"] == 1


def test_an_attack_that_breaks_has_not_cleared_anybody(office: Office) -> None:
    def broken(root: Path, progress: Progress) -> None:
        (root / "2024Q1/catalogue.json").write_text("{")
        run_attack(root, progress)

    office.close_made_up(Q1)
    with pytest.raises(AttackUndecided, match=r"catalogue\.json"):
        office.publish(Q1, attack=broken)
    assert office.stored() == NOTHING


def test_a_second_publisher_meanwhile_wins_or_loses_whole(office: Office) -> None:
    office.close_made_up(Q1)

    def overtaken(_root: Path, _progress: Progress) -> None:
        office.publish(Q1)

    with pytest.raises(HistoryChanged):
        office.publish(Q1, attack=overtaken)
    assert office.stored()["release"] == 1


def test_two_publishers_at_once_make_one_release(office: Office) -> None:
    office.close_made_up(Q1)
    barrier = threading.Barrier(2)
    outcomes: list[str] = []

    def run() -> None:
        try:
            office.publish(Q1, attack=lambda _root, _progress: barrier.wait(60))
            outcomes.append("published")
        except HistoryChanged:
            outcomes.append("changed")

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["changed", "published"]
    assert office.stored()["release"] == 1


def test_a_publisher_killed_before_the_commit_leaves_nothing(office: Office) -> None:
    office.close_made_up(Q1)
    child = os.fork()
    if child == 0:  # pragma: no cover
        office.sessions.kw["bind"].dispose(close=False)
        office.publisher(passed=_die_after("attacked")).publish(PLACE, Q1, actor=SYSTEM)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert office.stored() == NOTHING
    office.publish(Q1)
    assert office.stored()["release"] == 1


def test_what_a_killed_publisher_left_is_removed_by_the_next(office: Office) -> None:
    office.close_made_up(Q1)
    child = os.fork()
    if child == 0:  # pragma: no cover
        office.sessions.kw["bind"].dispose(close=False)
        office.publisher(passed=_die_after("staged")).publish(PLACE, Q1, actor=SYSTEM)
        os._exit(0)
    os.waitpid(child, 0)
    assert len(list((office.data_dir / "staging").iterdir())) == 2
    office.publish(Q1)
    assert not list((office.data_dir / "staging").iterdir())


def test_an_empty_quarter_and_one_complaint_are_releases(office: Office) -> None:
    office.configuration = few_tables(office.configuration, totals_at_least=10)
    office.close_empty(Q1)
    office.publish(Q1, attack=run_attack)
    assert json.loads(office.files(Q1)["release.json"])["complaints"] == 0
    case = {Measure.CASES_RECEIVED: Counter([("police",)])}
    office.close(Q2, {**NO_COUNTS, **case, Measure.COMPLAINTS_RECEIVED: Counter([ONE])})
    office.publish(Q2, attack=run_attack)
    rows = office.files(Q2)["data/complaints-by-channel.csv"].decode()
    assert ",1,shown" not in rows
    assert "total,,withheld" in rows


def test_the_fourth_quarter_brings_the_year(office: Office) -> None:
    quarters = (Q1, Q2, Quarter(2024, 3), Q4)
    for quarter in quarters:
        office.close_made_up(quarter)
        office.publish(quarter, attack=run_attack if quarter == Q4 else lambda *_: None)
    head = json.loads(office.files(Q4)["release.json"])
    assert head["tables"]["cases-by-agency-yearly"] == ["2024"]
    with office.sessions() as session:
        total = sum(
            load_release(session, PLACE, one.name).cells[Cell("cases_received", one.name)] or 0
            for one in quarters
        )
        year = load_release(session, PLACE, "2024Q4").cell(Cell("cases_received", "2024"))
    assert year == total


def _die_after(step: str):  # type: ignore[no-untyped-def]
    def passed(done: str) -> None:
        if done == step:
            os._exit(9)

    return passed
