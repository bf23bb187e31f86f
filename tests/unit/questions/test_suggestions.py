"""Urgency and suggestions over whole sets of records, with and without their rule codes."""

from datetime import datetime
from pathlib import Path

import pytest

from intake.questions import Questionnaire
from tests.unit.questions.records import (
    DATA,
    DOCUMENTED,
    Flip,
    Record,
    assessed,
    flipped,
    read_flips,
    read_records,
    without_codes,
)

OWN = read_records(DATA / "cases.jsonl")
REAL = read_records(DOCUMENTED)
# What "suggest every rule that has any answer" reaches on the documented cases.
BASELINE_PRECISION = 0.92


def check_set(
    records: list[Record],
    questionnaire: Questionnaire,
    at: datetime,
    title: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hits = suggested = expected = 0
    for record in records:
        outcome = assessed(record, questionnaire, at)
        wanted = record["expected"]
        found = {str(rule) for rule in outcome.suggested}
        assert outcome.urgency == wanted["urgency"], record["id"]
        assert not found & set(wanted["rules_not"]), record["id"]
        hits += len(found & set(wanted["rules"]))
        suggested += len(found)
        expected += len(wanted["rules"])
    precision, recall = hits / suggested, hits / expected
    with capsys.disabled():
        print(f"\n{title}: {len(records)} cases, precision {precision:.3f}, recall {recall:.3f}")
    assert recall >= 0.9
    assert precision > BASELINE_PRECISION


def test_own_cases_are_many_and_of_every_kind():
    assert len(OWN) >= 30
    assert {record["expected"]["urgency"] for record in OWN.values()} == {
        "critical",
        "high",
        "normal",
        "low",
    }
    rules = {rule for record in OWN.values() for rule in record["expected"]["rules"]}
    excluded = {rule for record in OWN.values() for rule in record["expected"]["rules_not"]}
    assert len(rules) == 10
    assert excluded >= rules - {"R1373"}


@pytest.mark.parametrize("case", OWN)
def test_own_case(case: str, questionnaire: Questionnaire, at: datetime):
    outcome = assessed(OWN[case], questionnaire, at)
    wanted = OWN[case]["expected"]
    assert (outcome.urgency, {*outcome.suggested}) == (wanted["urgency"], {*wanted["rules"]})


def test_own_cases_without_their_rule_codes(
    questionnaire: Questionnaire, at: datetime, capsys: pytest.CaptureFixture[str]
):
    heaps = [without_codes(record) for record in OWN.values()]
    check_set(heaps, questionnaire, at, "own cases, rule codes stripped", capsys)


def test_documented_cases(
    questionnaire: Questionnaire, at: datetime, capsys: pytest.CaptureFixture[str]
):
    records = list(REAL.values())
    check_set(records, questionnaire, at, "documented cases", capsys)


def test_documented_cases_without_their_rule_codes(
    questionnaire: Questionnaire, at: datetime, capsys: pytest.CaptureFixture[str]
):
    heaps = [without_codes(record) for record in REAL.values()]
    check_set(heaps, questionnaire, at, "documented cases, rule codes stripped", capsys)


@pytest.mark.parametrize(
    "flip", read_flips("flips.csv"), ids=lambda flip: f"{flip.case}-{flip.field}"
)
def test_one_answer_flipped(flip: Flip, questionnaire: Questionnaire, at: datetime):
    check_flip(OWN[flip.case], flip, questionnaire, at)


@pytest.mark.parametrize(
    "flip", read_flips("documented_flips.csv"), ids=lambda flip: f"{flip.case}-{flip.field}"
)
def test_one_documented_answer_flipped(flip: Flip, questionnaire: Questionnaire, at: datetime):
    check_flip(REAL[flip.case], flip, questionnaire, at)


def test_every_case_is_flipped():
    assert {flip.case for flip in read_flips("flips.csv")} == set(OWN)


def test_every_documented_case_is_flipped():
    assert {flip.case for flip in read_flips("documented_flips.csv")} == set(REAL)


def check_flip(record: Record, flip: Flip, questionnaire: Questionnaire, at: datetime) -> None:
    before = assessed(record, questionnaire, at)
    after = assessed(flipped(record, flip), questionnaire, at)
    assert after.urgency == flip.urgency
    assert {*after.suggested} - {*before.suggested} == flip.gained
    assert {*before.suggested} - {*after.suggested} == flip.lost


def test_no_case_is_written_into_code_or_configuration():
    """Neither an id of a documented case nor six words in a row of its narrative."""
    root = Path(__file__).resolve().parents[3]
    told = [*(root / "intake").rglob("*.py"), *(root / "config").rglob("*.toml")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in told)
    written = _rows(text)
    for record in REAL.values():
        assert record["id"] not in text
        for narrative in (record["narrative"], record["narrative_en"] or ""):
            assert not _rows(narrative) & written, record["id"]


def _rows(text: str) -> set[str]:
    words = "".join(
        char if char.isalnum() or char in "-'" else " " for char in text.lower()
    ).split()
    return {" ".join(words[start : start + 6]) for start in range(len(words) - 5)}
