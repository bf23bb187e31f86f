"""Questions of the questionnaire as form fields, and answers as what such a form holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Form
from wtforms.fields import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

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
from intake.web.forms import TypedLine, TypedText
from intake.web.languages import gettext, lazy_gettext
from intake.web.resident.days import DayUnreadable, parts_of, read_day

DAY_PARTS = ("month", "day", "year")
_LINES = frozenset({"common.contact_language", "common.how_many"})
Fields = dict[str, Any]


class ManyField(SelectMultipleField):
    """Several options as checkboxes; a value that is none of them counts for nothing."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def known(self) -> tuple[str, ...]:
        """The chosen values that are options, in the order of the options."""
        return tuple(str(value) for value, *_ in self.iter_choices() if value in (self.data or ()))


class OneField(RadioField):
    """One option or none; a value that is no option counts for nothing."""

    def known(self) -> str:
        """The chosen value, or nothing."""
        return next((str(value) for value, *_ in self.iter_choices() if value == self.data), "")


def field_name(question_id: str) -> str:
    """The name of a question's field: its id without the dot."""
    return question_id.replace(".", "_")


def one_of(label: Any, choices: list[tuple[str, Any]], description: Any = "") -> Any:
    """A field for one option; nothing chosen is fine."""
    return OneField(
        label, choices=as_choices(choices), description=description, validate_choice=False
    )


def many_of(label: Any, choices: list[tuple[str, Any]], description: Any = "") -> Any:
    """A field for any number of options."""
    return ManyField(
        label, choices=as_choices(choices), description=description, validate_choice=False
    )


def as_choices(options: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Options, each a value and its words, as the fields take them."""
    return [SelectChoice(value=value, label=words) for value, words in options]


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
                    "There is no such day. Write the month, day and year as numbers, "
                    "or leave empty what you do not know: the year alone is enough."
                ),
            ]
    return sound


def _field(question: Question, text: QuestionText) -> Any:
    if question.kind in CHOICES:
        make = many_of if question.multiple else one_of
        options = [(option, text.options[option]) for option in question.options]
        return make(text.label, options, text.hint)
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
    field = form[field_name(question.id)]
    if isinstance(field, ManyField | OneField):
        known = field.known()
        return "" if known == question.default else known
    text = str(field.data or "")
    if question.kind is QuestionKind.NUMBER:
        counted = number(text)
        return text if counted is None or counted != counted // 1 else int(counted)
    return text if text.strip() else ""


def _shown(value: AnswerValue) -> object:
    return list(value) if isinstance(value, tuple) else str(value)
