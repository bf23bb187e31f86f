"""What is filled in for a row: missing, wrong, unknown, contradictory."""

from __future__ import annotations

from typing import Any

import pytest

from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind, NoFindingReason, Status
from intake.cases.workflow.form import check_form
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import FieldKind
from intake.cases.workflow.table import TABLE, Refusal, rows_for

E, C = EventKind, RefusalCode
FINDING = {"allegation": "a1", "disposition": "sustained", "standard_of_proof": "preponderance"}


def _finding(story: Any, *, written: set[str] | None = None, **changes: str) -> set[Any]:
    row = rows_for(Status.UNDER_INVESTIGATION, E.FINDING_SET)[0]
    details = {k: v for k, v in {**FINDING, **changes}.items() if v}
    problems = check_form(
        row,
        facts=story.facts(),
        reason=None,
        details=details,
        written={"reasons"} if written is None else written,
    )
    return {(problem.code, problem.field) for problem in problems}


def test_a_complete_finding(story: Any) -> None:
    assert _finding(story.investigated()) == set()


@pytest.mark.parametrize("left_out", [*FINDING])
def test_a_finding_without_one_of_its_parts(left_out: str, story: Any) -> None:
    problems = _finding(story.investigated(), **{left_out: ""})
    assert problems == {(C.FIELD_MISSING, left_out)}


def test_a_finding_without_written_reasons(story: Any) -> None:
    assert _finding(story.investigated(), written=set()) == {(C.FIELD_MISSING, "reasons")}


def test_everything_missing_is_told_at_once(story: Any) -> None:
    empty = dict.fromkeys(FINDING, "")
    assert len(_finding(story.investigated(), written=set(), **empty)) == 4


def test_within_policy_says_which_exception(story: Any) -> None:
    story.investigated()
    assert _finding(story, disposition="exonerated") == {(C.FIELD_MISSING, "exception_applied")}
    excused = {"disposition": "exonerated", "exception_applied": "required_by_law"}
    assert _finding(story, **excused) == set()
    assert _finding(story, exception_applied="required_by_law") == {
        (C.FIELD_WRONG, "exception_applied")
    }


def test_no_finding_says_why(story: Any) -> None:
    story.investigated()
    assert _finding(story, disposition="no_finding") == {(C.FIELD_MISSING, "no_finding_reason")}
    for reason in NoFindingReason:
        assert not _finding(story, disposition="no_finding", no_finding_reason=reason.value)
    assert _finding(story, no_finding_reason="withdrawn") == {(C.FIELD_WRONG, "no_finding_reason")}


def test_a_policy_failure_comes_with_a_recommendation(story: Any) -> None:
    story.investigated()
    failed = {"disposition": "policy_failure"}
    assert _finding(story, **failed) == {(C.FIELD_MISSING, "recommendation")}
    assert not _finding(story, written={"reasons", "recommendation"}, **failed)


@pytest.mark.parametrize(
    ("subject", "fits"), [("unknown", True), ("person", False), ("agency", False)]
)
def test_only_an_unknown_official_is_unidentified(subject: str, fits: bool, story: Any) -> None:
    problems = _finding(story.investigated(subject=subject), disposition="subject_unidentified")
    assert (problems == set()) is fits


def test_a_finding_on_an_allegation_that_is_not_there(story: Any) -> None:
    assert _finding(story.investigated(), allegation="a9") == {(C.FIELD_WRONG, "allegation")}


def test_a_finding_on_an_allegation_taken_back(story: Any) -> None:
    story.investigated().does(
        "ivy", E.ALLEGATION_WITHDRAWN, reason=ReasonCode.FRAMED_IN_ERROR, allegation="a1"
    )
    assert _finding(story) == {(C.FIELD_WRONG, "allegation")}


def test_a_field_that_the_row_does_not_have_is_refused(story: Any) -> None:
    assert _finding(story.investigated(), status="closed") == {(C.FIELD_WRONG, "status")}


def test_written_text_is_never_among_the_facts(story: Any) -> None:
    assert _finding(story.investigated(), reasons="they said") == {(C.FIELD_WRONG, "reasons")}


def test_an_allegation_is_framed_once_under_one_id(story: Any) -> None:
    story.reviewed().framed()
    twice = {"allegation": "a1", "rule": "R5", "subject": "person", "retaliation": "no"}
    assert story.refused("ivy", E.ALLEGATION_FRAMED, **twice) == (C.FIELD_WRONG,)
    assert story.refused("ivy", E.ALLEGATION_FRAMED, **{**twice, "rule": "R10"}) == (C.FIELD_WRONG,)


def test_retaliation_is_an_allegation_under_the_redress_rule(story: Any) -> None:
    story.reviewed()
    framed = {"allegation": "a1", "subject": "person", "retaliation": "yes"}
    assert story.refused("ivy", E.ALLEGATION_FRAMED, rule="R5", **framed) == (C.FIELD_WRONG,)
    story.does("ivy", E.ALLEGATION_FRAMED, rule="R8", **framed)
    assert story.state.allegations[0].retaliation


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "", " 3", "99999"])
def test_counts_are_plain_whole_numbers(value: str, story: Any) -> None:
    story.investigated()
    assert story.refused("sam", E.EXTENDED, reason=ReasonCode.COMPLEX_CASE, days=value)


def test_every_choice_has_choices_and_nothing_else_does() -> None:
    for row in TABLE:
        for field in row.fields:
            assert bool(field.choices) == (field.kind is FieldKind.CHOICE), (row.event, field.name)


def test_no_row_names_a_field_twice() -> None:
    for row in TABLE:
        names = [field.name for field in row.fields]
        assert len(set(names)) == len(names)
        assert "closing" not in names


def test_a_reason_is_needed_where_the_row_has_some(story: Any) -> None:
    story.investigated()
    row = rows_for(Status.UNDER_INVESTIGATION, E.SUSPENDED)[0]
    problems = check_form(row, facts=story.facts(), reason=None, details={}, written={"reasons"})
    assert problems == (Refusal(C.REASON_NEEDED, "reason"),)
