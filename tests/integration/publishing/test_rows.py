"""The table of rows goes out with one release, after all tables of its year, and once."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from intake.actions.publishing.attacking import run_attack
from intake.actions.publishing.candidate import Progress
from intake.actions.publishing.errors import AttackFound
from intake.actions.publishing.planning import plan_release
from intake.cli import publish as command
from intake.db.transaction import transaction
from intake.numbers.facts.rows import ROWS, SEPARATOR
from intake.numbers.measures import Dimension, Measure
from intake.numbers.models import CountFact
from intake.numbers.quarters import Quarter
from intake.protection.protect import Protected, protect
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.row_table import RowTable
from intake.publication.released import release_bytes
from intake.rules import Configuration
from intake.rules.measures import Level
from intake.rules.reports import RowField, RowLevel, TableEntry
from tests.integration.publishing.office import PLACE, Office
from tests.unit.protection.rows.ended import QUARTERS, Ended, make_ended

FIELDS = (RowField.AGENCY, RowField.ENDING, RowField.ENDED)
TABLES = (
    ("complaints-received", Measure.COMPLAINTS_RECEIVED, (), Level.QUARTER),
    ("cases-received", Measure.CASES_RECEIVED, (), Level.QUARTER),
    ("ended-by-agency", Measure.CASES_ENDED, (Dimension.AGENCY,), Level.QUARTER),
    ("ended-by-ending", Measure.CASES_ENDED, (Dimension.ENDING,), Level.QUARTER),
    ("cohort", Measure.CASES_OF_YEAR, (Dimension.STANDING,), Level.YEAR),
)
LATER = tuple(Quarter(2026, number) for number in range(1, 5))


@pytest.fixture(autouse=True)
def _no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed pages have tests of their own and take seconds."""
    monkeypatch.setattr(
        "intake.actions.publishing.candidate.documents_for",
        lambda files, languages, **_: {},
    )


def with_rows(configuration: Configuration, *, enabled: bool = True) -> Configuration:
    """The configuration with tables of cases that ended, from 2025 on, and with rows."""
    place = configuration.jurisdiction(PLACE)
    assert place.reports is not None
    title = place.reports.catalogue.tables[0].title
    reports = replace(
        place.reports,
        first_period="2025Q1",
        valid_from="2025Q1",
        row_level=RowLevel(enabled=enabled, k=10, fields=FIELDS),
        catalogue=replace(
            place.reports.catalogue,
            tables=tuple(TableEntry(id, "D", *rest, title) for id, *rest in TABLES),
        ),
    )
    places = {**configuration.jurisdictions, PLACE: replace(place, reports=reports)}
    return replace(configuration, jurisdictions=places)


def closed_year(office: Office, ended: Ended) -> None:
    """Close the quarters of the year and those of the next, with the facts of rows."""
    for quarter in (*(Quarter(2025, number) for number in range(1, 5)), *LATER):
        office.close(
            quarter,
            {
                measure: Counter(ended.cube.get((measure.value, quarter.name), {}))
                for measure in (
                    Measure.COMPLAINTS_RECEIVED,
                    Measure.CASES_RECEIVED,
                    Measure.CASES_ENDED,
                )
            },
        )
    with office.sessions() as session, transaction(session):
        session.execute(
            insert(CountFact),
            [
                {
                    "jurisdiction": PLACE,
                    "quarter": quarter,
                    "measure": ROWS,
                    "key": SEPARATOR.join(key),
                    "number": number,
                }
                for quarter, counted in ended.facts.items()
                for key, number in counted.items()
            ],
        )


def test_rows_go_out_once_after_their_year(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned_with: list[list[str]] = []

    def spy(
        counts: Counts, earlier: EarlierReleases, *, seed: bytes, progress: Progress
    ) -> Protected:
        reckoned_with.append([*earlier.rows])
        return protect(counts, earlier, seed=seed, progress=progress)

    monkeypatch.setattr("intake.actions.publishing.candidate.protect", spy)
    ended = make_ended(cases=260)
    office.configuration = with_rows(office.configuration)
    closed_year(office, ended)
    files = {}
    for number, quarter in enumerate((*map(named, QUARTERS), *LATER)):
        # The attack looks at the rows, and at the year's cohort, which comes a year later.
        office.publish(quarter, **({"attack": run_attack} if number in (4, 7) else {}))
        office.later(days=1)
        with office.sessions() as session:
            files[quarter.name] = release_bytes(session, PLACE, quarter.name)
    assert [name for name, one in files.items() if "data/rows.csv" in one] == ["2026Q1"]
    assert reckoned_with == [[]] * 5 + [["2026Q1"]] * 3
    with office.sessions() as session:
        files_now = release_bytes(session, PLACE, "2026Q1")
    content, told = files_now["data/rows.csv"], json.loads(files_now["data/rows.json"])
    header, *rows = csv.reader(StringIO(content.decode()))
    assert header == [field.value for field in FIELDS]
    assert len(rows) + told["withheld"] == 260
    assert len(rows) > 150
    assert all(size >= 10 for size in Counter(map(tuple, rows)).values())
    assert not any(row[0] == "library" for row in rows)
    head = json.loads(files["2026Q1"]["release.json"])
    assert any(f"{len(rows)} of the cases" in note["text"]["en"] for note in head["notes"])


def test_rows_that_the_attack_finds_at_fault_stay_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the program thinks of its rows: the release goes out, and they do not."""
    for check in ("passes_audit", "BesideTables"):
        monkeypatch.setattr(
            f"intake.protection.rows.making.{check}", lambda *_, **__: lambda values: True
        )
    office.configuration = with_rows(office.configuration)
    closed_year(office, make_ended(cases=260))
    for quarter in map(named, QUARTERS):
        office.publish(quarter)
        office.later(days=1)
    tried: list[bool] = []

    def attack(root: Path, progress: Progress) -> None:
        tried.append((root / "2026Q1/data/rows.csv").exists())
        run_attack(root, progress)

    monkeypatch.setattr(
        command, "make_publisher", lambda *_, **changes: office.publisher(attack=attack, **changes)
    )
    run, asked = office.ready.run, ("publish", "--jurisdiction", PLACE, "--period", "2026Q1")
    assert run(*asked, "--dry-run") == 0
    assert "single rows of 2025: none" in capsys.readouterr().out
    assert run(*asked, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows_due"], told["rows"]) == ([2025], None)
    assert tried == [True, False] * 2
    with office.sessions() as session:
        files = release_bytes(session, PLACE, "2026Q1")
    assert not {"data/rows.csv", "data/rows.json"} & files.keys()
    assert "rows" not in files["dictionary.json"].decode()


def test_where_the_first_years_rows_are_at_fault_a_later_years_are_tried(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(*_: object, year: int, **__: object) -> RowTable:
        return RowTable(year, FIELDS, 10, (("police", "findings", str(year)),) * 10, 0)

    due: dict[int, dict[str, object]] = {2024: {}, 2025: {}}
    monkeypatch.setattr("intake.actions.publishing.planning._row_facts", lambda *_: due)
    monkeypatch.setattr("intake.actions.publishing.candidate.make_rows", made)
    office.configuration = with_rows(office.configuration)
    closed_year(office, make_ended(cases=120))
    tried: list[int | None] = []

    def attack(root: Path, _progress: Progress) -> None:
        rows = root / "2025Q1/data/rows.json"
        tried.append(json.loads(rows.read_bytes())["year"] if rows.exists() else None)
        if tried[-1] in refused:
            raise AttackFound("somebody")

    refused: set[int | None] = {2024, 2025, None}
    with pytest.raises(AttackFound):
        office.publish(named("2025Q1"), attack=attack)
    assert tried == [2024, 2025, None]
    refused = {2024}
    office.publish(named("2025Q1"), attack=attack)
    assert tried[3:] == [2024, 2025]
    with office.sessions() as session:
        rows = release_bytes(session, PLACE, "2025Q1")["data/rows.json"]
    assert json.loads(rows)["year"] == 2025


def test_a_year_keeps_the_values_that_it_was_published_with(office: Office) -> None:
    """An agency that is added later was counted in no quarter before."""
    office.configuration = with_rows(office.configuration, enabled=False)
    closed_year(office, make_ended(cases=120))
    for quarter in map(named, QUARTERS):
        office.publish(quarter)
        office.later(days=1)
    with office.sessions() as session:
        plan = plan_release(session, context=office.context(), jurisdiction=PLACE, quarter=LATER[0])
    today = plan.catalogue.values("agency")
    assert plan.catalogue.past[2025]["agency"] == today
    before = replace(plan.catalogue, past={2025: {"agency": today[:-1]}})
    assert before.values_in("agency", 2025) == today[:-1]
    assert before.values_in("agency", 2026) == today


def test_without_the_switch_there_are_none(office: Office) -> None:
    office.configuration = with_rows(office.configuration, enabled=False)
    closed_year(office, make_ended(cases=120))
    for quarter in (*map(named, QUARTERS), LATER[0]):
        office.publish(quarter)
        office.later(days=1)
    with office.sessions() as session:
        assert session.scalar(select(CountFact.key).where(CountFact.measure == ROWS)) is not None
        assert "data/rows.csv" not in release_bytes(session, PLACE, LATER[0].name)


def named(name: str) -> Quarter:
    """The quarter of a name."""
    return Quarter.parse(name)
