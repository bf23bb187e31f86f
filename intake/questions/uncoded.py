"""Fields that came without a rule code, spread over the rules that ask them.

A field that one rule alone asks belongs to it. A field that several ask goes to those of them
whose own fields are there too, or to all where none is; of options, each takes those it knows.
"""

from collections.abc import Mapping
from typing import Any

from intake.bedrock.problems import Problem
from intake.questions.options import match_options
from intake.questions.questionnaire import CHOICES, Question, QuestionKind, Questionnaire


def spread(
    fields: Mapping[str, Any], *, questionnaire: Questionnaire, problems: list[Problem]
) -> list[tuple[str, Question, Any]]:
    """The questions that `fields` answer, each with its value; unknown fields are faults."""
    asked = _by_name(questionnaire)
    for field in fields:
        if field not in asked:
            right = "a rule code, or a field that a rule asks."
            problems.append(Problem(f"answers.{field}", "is not a rule or a field.", right))
    known = {field: value for field, value in fields.items() if field in asked}
    rules = {asked[field][0].rule for field in known if len(asked[field]) == 1}
    found: list[tuple[str, Question, Any]] = []
    for field, value in known.items():
        own = [question for question in asked[field] if question.rule in rules]
        shared = len(asked[field]) > 1
        for question in own or asked[field]:
            fitting = _fitting(question, value) if shared else value
            if fitting not in (None, []):
                found.append((f"answers.{field}", question, fitting))
    return found


def _by_name(questionnaire: Questionnaire) -> dict[str, list[Question]]:
    asked: dict[str, list[Question]] = {}
    for question in questionnaire.questions.values():
        if question.rule is not None:
            asked.setdefault(question.name, []).append(question)
    return asked


def _fitting(question: Question, value: Any) -> Any:
    """What of `value` this question takes: the options that it knows, or the first of several."""
    texts = value if isinstance(value, list) else [value]
    if question.kind is QuestionKind.TEXT:
        return texts
    if question.kind in CHOICES:
        texts = [text for text in texts if isinstance(text, str) and _knows(question, text)]
    if question.kind is QuestionKind.MANY:
        return texts
    return texts[0] if texts else None


def _knows(question: Question, text: str) -> bool:
    return match_options([text], question=question)[1]
