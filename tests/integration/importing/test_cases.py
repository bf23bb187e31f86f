"""Sets of cases brought in whole: urgency, routing and suggestions, and what one answer changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from intake.cases.models import Case
from intake.complaints.models import Complaint
from intake.settings import Settings
from tests.integration.filing.world import configuration
from tests.integration.importing.cases import (
    DOCUMENTED,
    CaseSet,
    Flip,
    bring_in,
    case_set,
    flipped,
    routed_in,
    without_codes,
)
from tests.integration.importing.ready import Ready, as_lines, make_ready, sessions_of

# What "suggest every rule that has any answer" reaches on the documented cases.
BASELINE_PRECISION = 0.92
SETS = ("documented", "own")


@pytest.mark.parametrize("name", SETS)
def test_urgency_routing_and_suggestions(
    name: str, ready: Ready, stored: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = case_set(name)
    told = [(cases.homes[id_], record) for id_, record in cases.records.items()]
    said = bring_in(ready, told, capsys=capsys, folder=tmp_path)
    assert len(said) == len(cases.records) >= 20
    assert {id_: one["urgency"] for id_, one in said.items()} == {
        id_: record["expected"]["urgency"] for id_, record in cases.records.items()
    }
    for id_, one in said.items():
        assert one["error"] is None
        routed = routed_in(stored, one["reference"])
        assert routed == sorted(cases.routed[id_]), id_
        assert len(routed) == cases.records[id_]["expected"]["cases"], id_
        named = Counter(case["unit"] for case in one["cases"])
        assert named == Counter(unit for _, unit, _ in routed), id_
        assert all(case["unit"].startswith(f"{case['entity']}/") for case in one["cases"])
    measure(cases, said, f"{name} cases as told", capsys)


@pytest.mark.parametrize("name", SETS)
def test_suggestions_without_rule_codes(
    name: str, ready: Ready, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = case_set(name)
    told = [(cases.homes[id_], without_codes(record)) for id_, record in cases.records.items()]
    said = bring_in(ready, told, capsys=capsys, folder=tmp_path)
    bare = {id_.removesuffix(" uncoded"): one for id_, one in said.items()}
    assert set(bare) == set(cases.records)
    measure(cases, bare, f"{name} cases, rule codes stripped", capsys)


@pytest.mark.parametrize("name", SETS)
def test_one_thing_flipped(
    name: str,
    settings: Settings,
    random: Callable[[int], bytes],
    at: datetime,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What one thing changes is decided before any database: SQLite alone will do."""
    ready = make_ready(settings, random=random, at=at)
    with sessions_of(ready) as stored:
        check_flips(case_set(name), ready, stored, tmp_path, capsys)
        engine = stored.get_bind()
    engine.dispose()  # type: ignore[union-attr]


def check_flips(
    cases: CaseSet,
    ready: Ready,
    stored: Session,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert {flip.record for flip in cases.flips} == set(cases.records)
    told = [(cases.homes[id_], record) for id_, record in cases.records.items()]
    told += [
        (cases.homes[flip.record], flipped(cases.records[flip.record], flip))
        for flip in cases.flips
    ]
    said = bring_in(ready, told, capsys=capsys, folder=tmp_path)
    assert len(said) == len(told)
    changed = {flip.record for flip in cases.flips if check_flip(cases, flip, said, stored)}
    assert changed == set(cases.records)


def check_flip(
    cases: CaseSet, flip: Flip, said: Mapping[str, Mapping[str, Any]], stored: Session
) -> bool:
    """Check the outcome of a flip as stated; whether it is another than before."""
    before, after = said[flip.record], said[flip.id]
    routed = routed_in(stored, after["reference"])
    adopted = set(configuration().jurisdiction(cases.homes[flip.record]).policy.rules)
    rules = set(before["suggested_rules"])
    assert flip.lost <= rules | (set(flip.lost) - adopted), flip.id
    assert after["urgency"] == (flip.urgency or before["urgency"]), flip.id
    assert set(after["suggested_rules"]) == (rules | flip.gained & adopted) - flip.lost, flip.id
    if flip.routed is not None:
        assert routed == flip.routed, flip.id
    return (
        after["urgency"] != before["urgency"]
        or set(after["suggested_rules"]) != rules
        or routed != routed_in(stored, before["reference"])
    )


def test_a_file_of_agencies_that_nobody_lists(
    ready: Ready, stored: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of it goes to the front door, unguessed."""
    assert ready.run("import", str(DOCUMENTED), "--jurisdiction", "saguaro-city") == 0
    assert "20 records, 20 new complaints, 0 refused" in capsys.readouterr().err
    assert stored.query(Complaint).count() == 20
    units = {unit for (unit,) in stored.query(Case.unit).distinct()}
    assert units == {"saguaro-city/oversight-board/intake"}
    rules = Counter(rule for (rule,) in stored.query(Case.route_rule))
    assert rules == {"not_confirmed": 20, "no_local_official": 1}


def measure(
    cases: CaseSet,
    said: Mapping[str, Mapping[str, Any]],
    title: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Print and check how well the suggestions meet what an experienced officer would frame."""
    hits = suggested = expected = 0
    for id_, record in cases.records.items():
        found, wanted = set(said[id_]["suggested_rules"]), record["expected"]
        assert not found & set(wanted["rules_not"]), id_
        hits += len(found & set(wanted["rules"]))
        suggested += len(found)
        expected += len(wanted["rules"])
    precision, recall = hits / suggested, hits / expected
    with capsys.disabled():
        print(f"\nimport, {title}: precision {precision:.3f}, recall {recall:.3f}")
    assert recall >= 0.9
    assert precision > BASELINE_PRECISION


def test_a_table_line_for_a_record_that_is_not_there_is_a_mistake() -> None:
    own = case_set("own")
    assert set(own.routed) == set(own.records)
    assert as_lines(*own.records.values()).count(b"\n") == len(own.records)
