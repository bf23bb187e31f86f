"""Complaints told elsewhere, as records, mapped to flat answers; every fault named at once.

The record is the import format: incident, agencies, affected, evidence, and `answers` by rule
code. Fields whose sender did not know the rule may stand in `answers` without a code.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intake.bedrock.problems import Problem
from intake.questions import moments
from intake.questions.circumstances import circumstances
from intake.questions.errors import RecordInvalid
from intake.questions.options import match_option, match_options
from intake.questions.questionnaire import AnswerValue, Question, QuestionKind, Questionnaire
from intake.questions.uncoded import spread
from intake.rules.codes import RuleCode

_NUMBER_WORDS = "a number, such as 3 or 2.5."


def answers_from_record(
    record: Mapping[str, Any], *, questionnaire: Questionnaire, at: datetime
) -> Mapping[str, AnswerValue]:
    """The flat answers of `record`, times relative to now resolved against `at` (aware).

    Options are turned into their ids; words of one's own are kept behind "other: ". Raises
    RecordInvalid naming every unknown field and option; values are never quoted in it.
    """
    problems: list[Problem] = []
    answers = circumstances(record, questionnaire=questionnaire, at=at, problems=problems)
    told = record.get("answers") or {}
    if not isinstance(told, Mapping):
        problems.append(Problem("answers", "must be an object.", "an object by rule code."))
        told = {}
    reader = _Reader(at, problems)
    for field, question, value in _fields(told, questionnaire, problems):
        answer = reader.answer(field, question, value)
        if answer is not None:
            answers[question.id] = answer
    if problems:
        raise RecordInvalid(sorted(problems))
    return answers


def _fields(
    told: Mapping[str, Any], questionnaire: Questionnaire, problems: list[Problem]
) -> list[tuple[str, Question, Any]]:
    found: list[tuple[str, Question, Any]] = []
    uncoded: dict[str, Any] = {}
    for code, fields in told.items():
        if code not in set(RuleCode):
            uncoded[code] = fields
        elif not isinstance(fields, Mapping):
            problems.append(Problem(f"answers.{code}", "must be an object.", "answers by field."))
        else:
            found.extend(_of_rule(code, fields, questionnaire, problems))
    found.extend(spread(uncoded, questionnaire=questionnaire, problems=problems))
    return found


def _of_rule(
    code: str,
    fields: Mapping[str, Any],
    questionnaire: Questionnaire,
    problems: list[Problem],
) -> list[tuple[str, Question, Any]]:
    known = {question.name: question for question in questionnaire.of_rule(RuleCode(code))}
    for field in fields:
        if field not in known:
            right = f"one of {', '.join(known)}."
            problems.append(Problem(f"answers.{code}.{field}", "is not a field.", right))
    return [
        (f"answers.{code}.{field}", known[field], value)
        for field, value in fields.items()
        if field in known
    ]


class _Reader:
    """Turns one value after another into an answer, appending faults to `problems`."""

    def __init__(self, at: datetime, problems: list[Problem]) -> None:
        self._at = at
        self._problems = problems

    def answer(self, field: str, question: Question, value: Any) -> AnswerValue | None:
        """The answer of `question`, None where nothing was told or nothing can be read."""
        if value is None or value == "" or value == []:
            return None
        if question.kind is QuestionKind.NUMBER:
            return self._number(field, value)
        texts = _texts(value)
        if texts is None:
            self._add(field, "must be text or a list of texts.", "text, or a list of options.")
            return None
        if question.kind is QuestionKind.MANY:
            return self._many(field, question, texts)
        if len(texts) > 1 and question.kind is not QuestionKind.TEXT:
            self._add(field, "has more than one value.", "one value.")
            return None
        if question.kind is QuestionKind.DATETIME:
            return self._moment(field, texts[0])
        if question.kind is QuestionKind.TEXT:
            return " / ".join(texts)
        return self._one(field, question, texts[0])

    def _one(self, field: str, question: Question, text: str) -> str | None:
        answer = match_option(text, question=question)
        if answer is None:
            self._add(field, "is not an option.", _options(question))
        return answer

    def _many(self, field: str, question: Question, texts: list[str]) -> tuple[str, ...] | None:
        found, understood = match_options(texts, question=question)
        if not understood:
            self._add(field, "names an unknown option.", _options(question))
        return tuple(found) or None

    def _moment(self, field: str, text: str) -> str | None:
        resolved = moments.resolve(text, at=self._at)
        if moments.is_relative(resolved):
            self._add(field, "is not a time in the past.", "now-3h, now-2d, or an ISO time.")
            return None
        return resolved

    def _number(self, field: str, value: Any) -> float | int | None:
        number = moments.number(value)
        if number is None:
            self._add(field, "is not a number.", _NUMBER_WORDS)
        return number

    def _add(self, field: str, wrong: str, right: str) -> None:
        self._problems.append(Problem(field, wrong, right))


def _texts(value: Any) -> list[str] | None:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, int | float):
        return [str(value)]
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        return None
    return [item for item in values if item.strip()] or None


def _options(question: Question) -> str:
    own = ' or "other: " and words' if "other" in question.options else ""
    return f"one of {', '.join(question.options)}{own}."
