"""Records of the test data, changed in one field, and what the assessment makes of them."""

import copy
import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from intake.questions import Assessment, Questionnaire, answers_from_record, assess

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data" / "questions"
DOCUMENTED = ROOT / "tests" / "data" / "documented" / "documented.jsonl"

Record = dict[str, Any]


@dataclass(frozen=True)
class Flip:
    """One answer changed in one record, and the outcome that it must have."""

    case: str
    field: str
    value: Any
    urgency: str
    gained: frozenset[str]
    lost: frozenset[str]


def read_records(path: Path) -> dict[str, Record]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def read_flips(name: str) -> list[Flip]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            Flip(
                row["case"],
                row["field"],
                _value(row["value"]),
                row["urgency"],
                frozenset(filter(None, row["gained"].split(";"))),
                frozenset(filter(None, row["lost"].split(";"))),
            )
            for row in csv.DictReader(file)
        ]


def flipped(record: Record, flip: Flip) -> Record:
    changed = copy.deepcopy(record)
    *path, last = flip.field.split(".")
    table = changed
    for name in path:
        table = table.setdefault(name, {})
    assert table.get(last) != flip.value, "a flip that changes nothing"
    table[last] = flip.value
    return changed


def without_codes(record: Record) -> Record:
    """The record with the answers of all rules in one heap, as if nobody knew the rules."""
    heap: dict[str, list[Any]] = {}
    for field, value in _fields(record["answers"]):
        values = value if isinstance(value, list) else [value]
        heap.setdefault(field, []).extend(one for one in values if one not in heap.get(field, []))
    answers = {field: one[0] if len(one) == 1 else one for field, one in heap.items()}
    return {**record, "answers": answers}


def assessed(record: Record, questionnaire: Questionnaire, at: datetime) -> Assessment:
    told = {name: value for name, value in record.items() if name != "expected"}
    answers = answers_from_record(told, questionnaire=questionnaire, at=at)
    return assess(answers, questionnaire=questionnaire, narrative_situations=(), at=at)


def _fields(answers: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for fields in answers.values():
        yield from fields.items()


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
