"""Whatever JSON stands in a record, it is read or refused by name: never a traceback."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.actions.importing.lines import (
    LINE_LIMIT,
    LineUnreadable,
    numbered_lines,
    read_line,
)
from intake.actions.importing.record import ReadRecord, read_record
from intake.actions.importing.shape import FIELDS, WITHIN
from intake.complaints.content import Content
from intake.questions.errors import RecordInvalid
from tests.integration.filing.world import questionnaire

AT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
SOUND: dict[str, Any] = {
    "id": "a",
    "source": "s",
    "place_type": "city",
    "year": 2026,
    "language": "es",
    "channel": "phone",
    "complainant_role": "family",
    "identity_mode": "anonymous",
    "wants_email_updates": False,
    "narrative": "x",
    "narrative_en": "y",
    "agencies": [{"name": "A", "kind": "police", "official_described": "tall"}],
    "incident": {"from": "now-3h", "to": "2026-03-01", "ongoing": True, "place": "P"},
    "answers": {"R1": {"paper_shown": "none", "extra_hours": 3, "facility": "F"}},
    "evidence": [{"filename": "f", "kind": "photo", "describes": "d"}],
    "affected": {"count": 2, "under_18": False},
    "consent": "yes",
    "contact_wish": "mornings",
    "keep_from": ["X"],
    "received_on": "2026-03-01",
}
WRONG: list[Any] = [
    True, 0, -1, 1.5, 10**30, "zebra", "a\0b", "\ud800", "x" * 50_001, "now-", "now+9d",
    "9999-99-99", "0001-01-01", [], ["zebra"], [None], [[]], [{}], [{"zebra": 1}], {},
    {"zebra": "x"},
    {"name": {}}, {"R1": []}, {"R1": {"paper_shown": {"a": 1}}}, [{"name": ["x"]}] * 30,
]  # fmt: skip


def read(record: Any) -> ReadRecord:
    return read_record(
        record, questionnaire=questionnaire(), at=AT, today=AT.date(), narrative_limit=50_000
    )


def check_words(error: RecordInvalid) -> None:
    assert error.problems
    assert all(problem.wrong and problem.right for problem in error.problems)
    assert "zebra" not in " ".join(f"{one.wrong} {one.right}" for one in error.problems)


def read_or_refused(record: Any) -> ReadRecord | None:
    try:
        found = read(record)
    except RecordInvalid as error:
        check_words(error)
        return None
    # What was read can be sealed and read back.
    assert Content.from_json(found.content.to_json()) == found.content
    found.content.to_json().encode("utf-8")
    found.identity.to_json().encode("utf-8")
    found.narrative.encode("utf-8")
    return found


def test_a_sound_record_is_read() -> None:
    found = read(SOUND)
    assert found.received_day == date(2026, 3, 1)
    assert found.content.answers["R1.paper_shown"] == ("none",)
    assert found.content.agencies[0].name == "A"
    assert set(SOUND) | {"expected"} == set(FIELDS)


@pytest.mark.parametrize("field", SOUND)
def test_every_wrong_kind_in_every_field(field: str) -> None:
    refused = 0
    for wrong in WRONG:
        refused += read_or_refused({**SOUND, field: wrong}) is None
    assert refused > 0


@pytest.mark.parametrize("field", [(table, name) for table in WITHIN for name in WITHIN[table]])
def test_every_wrong_kind_within(field: tuple[str, str]) -> None:
    table, name = field
    for wrong in WRONG:
        record = copy.deepcopy(SOUND)
        inner = record[table]
        (inner[0] if isinstance(inner, list) else inner)[name] = wrong
        read_or_refused(record)


def test_every_wrong_kind_in_every_answer() -> None:
    asked = [one for one in questionnaire().questions.values() if one.rule is not None]
    for wrong in WRONG:
        coded: dict[str, dict[str, Any]] = {}
        for question in asked:
            coded.setdefault(str(question.rule), {})[question.name] = wrong
        read_or_refused({**SOUND, "answers": coded})
        read_or_refused({**SOUND, "answers": {question.name: wrong for question in asked}})


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(record=st.dictionaries(st.sampled_from(sorted(FIELDS)), ANY_JSON, max_size=4))
def test_any_values_in_any_fields(record: dict[str, Any]) -> None:
    read_or_refused({**SOUND, **record})


@settings(max_examples=150, deadline=None)
@given(value=ANY_JSON)
def test_any_value_for_a_record(value: Any) -> None:
    read_or_refused(value)


@settings(max_examples=150, deadline=None)
@given(line=st.binary(max_size=60) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_for_a_line(line: bytes) -> None:
    try:
        value = read_line(line)
    except LineUnreadable:
        return
    assert read_line(json.dumps(value).encode()) == value


def test_a_file_is_read_a_line_at_a_time() -> None:
    file = BytesIO(b'{"a": 1}\n' + b"x" * 1_000_000 + b"\n{}")
    lines = numbered_lines(file)
    assert next(lines)[:2] == (1, b'{"a": 1}\n')
    assert file.tell() == 9
    assert [number for number, *_ in lines] == [2, 3]


def test_of_an_endless_line_only_so_much_is_kept_that_it_is_known_to_be_too_long() -> None:
    file = BytesIO(b"x" * (3 * LINE_LIMIT) + b"\n{}\n")
    (first, second) = numbered_lines(file)
    assert (first[0], len(first[1]), first[2]) == (1, LINE_LIMIT + 1, 3 * LINE_LIMIT + 1)
    with pytest.raises(LineUnreadable, match="longer than"):
        read_line(first[1])
    assert second[:2] == (2, b"{}\n")


def test_null_and_empty_text_are_absent_fields() -> None:
    bare = read({"id": "a", "narrative": "x"})
    assert read({**dict.fromkeys(FIELDS), "id": "a", "narrative": "x"}) == bare
    assert read({**dict.fromkeys(FIELDS, ""), "id": "a", "narrative": "x"}) == bare


@pytest.mark.parametrize(
    ("place", "more"),
    [
        ("id", {"id": "a\nb"}),
        ("agencies.name", {"agencies": [{"name": "A\u2028B"}]}),
        ("keep_from", {"keep_from": ["X\nY"]}),
    ],
)
def test_a_text_that_belongs_on_one_line_is_refused_on_two(
    place: str, more: dict[str, Any]
) -> None:
    with pytest.raises(RecordInvalid, match=f"{place}: has more than one line"):
        read({**SOUND, **more})


def test_text_of_which_nothing_is_seen_is_absent() -> None:
    unseen = "\u200b\u3164"
    sparse = {**SOUND, "narrative": unseen, "keep_from": [unseen, "X"], "answers": {}}
    sparse["agencies"] = [{"name": unseen, "kind": "police"}]
    found = read(sparse)
    assert (found.narrative, found.identity.keep_from_names) == ("", "X")
    assert [one.name for one in found.content.agencies] == [""]
    with pytest.raises(RecordInvalid, match="id: is missing"):
        read({**SOUND, "id": unseen})


def test_what_is_expected_of_a_record_is_passed_over() -> None:
    assert read({**SOUND, "expected": {"urgency": "\ud800"}}) == read(SOUND)


def test_federal_agents_are_no_employer() -> None:
    found = read({**SOUND, "agencies": [{"name": "ICE", "kind": "other"}]})
    assert found.content.agencies == ()
    assert found.content.answers["common.agency_kind"] == ("none",)


def test_the_name_of_a_file_of_evidence_survives() -> None:
    shown = [
        {"filename": "护照首页.jpg", "kind": "photo", "describes": "first page"},
        {"filename": "b.pdf", "kind": "pdf"},
        {"filename": None, "kind": "audio", "describes": "a voice"},
    ]
    answer = read({**SOUND, "evidence": shown}).content.answers["common.evidence"]
    assert answer == "first page [护照首页.jpg] / b.pdf / a voice"
