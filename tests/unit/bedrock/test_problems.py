"""A problem says in one wording where something is wrong, and what would be right."""

from __future__ import annotations

import pytest

from intake.bedrock.problems import Invalid, Problem


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            Problem("policy.toml", "The key is missing.", "a text", key="name"),
            "policy.toml: name: The key is missing. Expected: a text",
        ),
        (Problem("line 3", "it is empty.", "a day."), "line 3: it is empty. Expected: a day."),
        (Problem("", "must be an object.", "JSON."), "must be an object. Expected: JSON."),
    ],
)
def test_there_is_one_wording(problem: Problem, said: str) -> None:
    assert str(problem) == said


def test_problems_are_listed_by_place_and_key() -> None:
    found = [
        Problem("b", "w", "r"),
        Problem("a", "v", "r", key="y"),
        Problem("a", "w", "r", key="x"),
        Problem("a", "w", "r"),
    ]
    assert [one.where for one in sorted(found)] == ["a", "a: x", "a: y", "b"]


def test_what_is_invalid_holds_each_problem_once_and_in_order() -> None:
    first, second = Problem("b", "w", "r"), Problem("a", "w", "r")
    refused = Invalid(one for one in (first, second, first))
    assert refused.problems == (first, second)
    assert str(refused) == "b: w Expected: r\na: w Expected: r"
