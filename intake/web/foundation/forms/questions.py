"""Questions of the questionnaire as form fields, and answers as what such a form holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form

from intake.complaints.content import AnswerValue
from intake.complaints.typed_text import ANSWER_LIMIT
from intake.questions.moments import number
from intake.questions.questionnaire import (
    CHOICES,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionText,
)
from intake.web.foundation.forms.base import TypedLine, TypedText
from intake.web.foundation.forms.choices import ManyChoices, OneChoice
from intake.web.foundation.forms.days import DayUnreadable, parts_of, read_day
from intake.web.foundation.languages import gettext, lazy_gettext

DAY_PARTS = ("month", "day", "year")
_LINES = frozenset({"common.contact_language", "common.how_many"})
Fields = dict[str, Any]


def field_name(question_id: str) -> str:
    """The name of a question's field: its id without the dot."""
    return question_id.replace(".", "_")


def fields_of(questionnaire: Questionnaire, questions: Iterable[Question], language: str) -> Fields:
    """The fields of some questions, with their words in one language."""
    found: Fields = {}
    for question in questions:
        text = questionnaire.text(question.id, language)
        if question.kind is QuestionKind.DATETIME:
            found.update(_day_fields(question))
        else:
            found[field_name(question.id)] = _field(question, text)
    return found


def is_in(form: Form, question: Question) -> bool:
    """Whether a form asks this question."""
    day = question.kind is QuestionKind.DATETIME
    return (_day_names(question)[0] if day else field_name(question.id)) in form


def answers_in(form: Form, questions: Iterable[Question]) -> dict[str, AnswerValue]:
    """What a valid form answers; empty fields answer nothing."""
    found: dict[str, AnswerValue] = {}
    for question in questions:
        value = _answer(form, question)
        if value not in ("", ()):
            found[question.id] = value
    return found


def form_data(
    answers: Mapping[str, AnswerValue], questions: Iterable[Question]
) -> dict[str, object]:
    """What a form shows of answers that were given before."""
    data: dict[str, object] = {}
    for question in questions:
        value = answers.get(question.id, question.default)
        if question.kind is QuestionKind.DATETIME:
            parts = parts_of(str(value or ""))
            data.update(zip(_day_names(question), parts, strict=True))
        elif value is not None:
            data[field_name(question.id)] = _shown(value)
    return data


def check_days(form: Form, questions: Iterable[Question]) -> bool:
    """Whether the days of a form can be read; puts a message on those that cannot."""
    sound = True
    for question in questions:
        if question.kind is not QuestionKind.DATETIME:
            continue
        names = _day_names(question)
        try:
            read_day(*(form[name].data or "" for name in names))
        except DayUnreadable:
            sound = False
            form[names[0]].errors = [
                *form[names[0]].errors,
                gettext(
                    "Enter a real date. Use numbers for the month, day, and year. Leave blank "
                    "what you do not know. The year alone is enough."
                ),
            ]
    return sound


def _field(question: Question, text: QuestionText) -> Any:
    if question.kind in CHOICES:
        make = ManyChoices if question.multiple else OneChoice
        options = [(option, text.options[option]) for option in question.options]
        return make(text.label, choices=options, description=text.hint)
    if question.id in _LINES:
        return TypedLine(text.label, description=text.hint)
    return TypedText(text.label, limit=ANSWER_LIMIT, description=text.hint, render_kw={"rows": 3})


def _day_fields(question: Question) -> Fields:
    labels = (lazy_gettext("Month"), lazy_gettext("Day"), lazy_gettext("Year"))
    return {
        name: TypedLine(label, limit=20)
        for name, label in zip(_day_names(question), labels, strict=True)
    }


def _day_names(question: Question) -> tuple[str, ...]:
    return tuple(f"{field_name(question.id)}_{part}" for part in DAY_PARTS)


def _answer(form: Form, question: Question) -> AnswerValue:
    if question.kind is QuestionKind.DATETIME:
        return read_day(*(form[name].data or "" for name in _day_names(question)))
    data = form[field_name(question.id)].data
    if question.multiple:
        return tuple(data or ())
    text = str(data or "")
    if question.kind in CHOICES:
        return "" if text == question.default else text
    if question.kind is QuestionKind.NUMBER:
        counted = number(text)
        return int(counted) if counted is not None and counted == int(counted) else text
    return text if text.strip() else ""


def _shown(value: AnswerValue) -> object:
    return list(value) if isinstance(value, tuple) else str(value)
