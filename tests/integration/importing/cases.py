"""Sets of records with what is expected of each, brought in by the command line.

`documented` are cases that courts and newspapers told of, with agencies of the example
jurisdictions in the place of the records' own (tests/data/documented/agencies.csv); `own` is an
invented set.
"""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.cases.models import Case
from tests.integration.importing.ready import Ready, Record, as_lines

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data" / "documented"
DOCUMENTED = DATA / "documented.jsonl"
QUESTION_FLIPS = ROOT / "tests" / "data" / "questions" / "documented_flips.csv"

Routed = tuple[str, str, str]
"""Agency, unit's key, and the rule that fired."""


@dataclass(frozen=True)
class CaseSet:
    """Records by id, and for each its jurisdiction and the cases that come of it."""

    name: str
    records: Mapping[str, Record]
    homes: Mapping[str, str]
    routed: Mapping[str, list[Routed]]
    flips: tuple[Flip, ...]


@dataclass(frozen=True)
class Flip:
    """One thing changed in one record; what is not named stays as it was."""

    record: str
    field: str
    value: Any
    urgency: str
    gained: frozenset[str]
    lost: frozenset[str]
    routed: list[Routed] | None

    @property
    def id(self) -> str:
        """The id under which the changed record is brought in."""
        return f"{self.record}/{self.field}={json.dumps(self.value)}"[:190]


def case_set(name: str) -> CaseSet:
    """The set of that name."""
    if name == "documented":
        records = _with_configured_agencies(_read(DOCUMENTED))
        both = (*_flips(QUESTION_FLIPS), *_flips(DATA / "documented_flips.csv"))
        flips = tuple({flip.id: flip for flip in both}.values())
    else:
        records, flips = _read(DATA / "own.jsonl"), tuple(_flips(DATA / "own_flips.csv"))
    homes: dict[str, str] = {}
    routed: dict[str, list[Routed]] = {}
    for row in _rows(DATA / "expected_cases.csv"):
        if row["record"] in records:
            homes[row["record"]] = row["jurisdiction"]
            routed.setdefault(row["record"], []).append(_routed(row))
    return CaseSet(name, records, homes, routed, flips)


def flipped(record: Record, flip: Flip) -> Record:
    """The record with one thing changed, under an id of its own."""
    changed = copy.deepcopy(record)
    *path, last = flip.field.split(".")
    inner: Any = changed
    for name in path:
        inner = inner[int(name)] if isinstance(inner, list) else inner.setdefault(name, {})
    if isinstance(inner, list):
        inner[int(last)] = flip.value
    else:
        assert inner.get(last) != flip.value, "a flip that changes nothing"
        inner[last] = flip.value
    return {**changed, "id": flip.id}


def bring_in(
    ready: Ready,
    records: Iterable[tuple[str, Record]],
    *,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
) -> dict[str, dict[str, Any]]:
    """Bring records in, each to the jurisdiction named with it; what was said, by id.

    What is expected of a record is left out, and its id is another than in the file.
    """
    by_home: dict[str, list[Record]] = {}
    for home, record in records:
        told = {name: value for name, value in record.items() if name != "expected"}
        by_home.setdefault(home, []).append({**told, "id": f"renamed {record['id']}"})
    said: dict[str, dict[str, Any]] = {}
    for home, some in by_home.items():
        path = folder / f"{home}.jsonl"
        path.write_bytes(as_lines(*some))
        capsys.readouterr()
        assert ready.run("import", str(path), "--jurisdiction", home, "--json") == 0
        for line in capsys.readouterr().out.splitlines():
            one = json.loads(line)
            said[one["id"].removeprefix("renamed ")] = one
    return said


def routed_in(stored: Session, reference: str) -> list[Routed]:
    """The cases behind a reference, as stored."""
    rows = stored.execute(
        select(Case.agency, Case.unit, Case.route_rule).where(Case.reference == reference)
    )
    return sorted((agency, unit, rule) for agency, unit, rule in rows)


def without_codes(record: Record) -> Record:
    """The record with the answers of all rules in one heap, as if nobody knew the rules."""
    heap: dict[str, list[Any]] = {}
    for fields in record["answers"].values():
        for field, value in fields.items():
            held = heap.setdefault(field, [])
            held += [
                one for one in (value if isinstance(value, list) else [value]) if one not in held
            ]
    answers = {field: some[0] if len(some) == 1 else some for field, some in heap.items()}
    return {**record, "answers": answers, "id": f"{record['id']} uncoded"}


def _read(path: Path) -> dict[str, Record]:
    lines = path.read_text("utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _with_configured_agencies(records: dict[str, Record]) -> dict[str, Record]:
    renamed = {
        (row["record"], row["named"]): row["configured"] for row in _rows(DATA / "agencies.csv")
    }
    for record_id, record in records.items():
        for agency in record["agencies"]:
            agency["name"] = renamed[(record_id, agency["name"])] or agency["name"]
        wishes = record.get("keep_from") or []
        if wishes:
            record["keep_from"] = [renamed.get((record_id, wish)) or wish for wish in wishes]
    return records


def _routed(row: Mapping[str, str]) -> Routed:
    return row["agency"], f"{row['jurisdiction']}/{row['entity']}/{row['unit']}", row["fired"]


def _flips(path: Path) -> Iterator[Flip]:
    for row in _rows(path):
        routed = [
            (agency, unit, fired)
            for agency, unit, fired in (
                one.strip().split(" > ") for one in row.get("routed", "").split(";") if one.strip()
            )
        ]
        yield Flip(
            row["case"],
            row["field"],
            _value(row["value"]),
            row["urgency"],
            frozenset(filter(None, row["gained"].split(";"))),
            frozenset(filter(None, row["lost"].split(";"))),
            sorted(routed) or None,
        )


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
