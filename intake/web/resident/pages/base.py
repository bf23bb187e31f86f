"""What every page that asks something has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import g
from werkzeug.datastructures import MultiDict
from wtforms.fields import BooleanField

from intake.complaints.content import Content
from intake.complaints.unsent import Unsent
from intake.questions.questionnaire import Question, QuestionText
from intake.web.foundation.forms.base import ResidentForm
from intake.web.foundation.forms.questions import (
    Fields,
    answers_in,
    check_days,
    fields_of,
    form_data,
    is_in,
)
from intake.web.foundation.languages import lazy_gettext
from intake.web.foundation.services import services
from intake.web.resident.steps import Step

UNKNOWN = "unknown"


class Page:
    """One group of questions.

    Attributes:
        asks: the page of the questionnaire whose questions it shows; empty for none.
        own: ids of those questions that it asks in a way of its own, or not at all.
        may_be_unknown: whether "I don't know any of this" can be ticked.
    """

    step: Step
    template: str
    asks: str = ""
    own: frozenset[str] = frozenset()
    may_be_unknown: bool = False

    def questions(self, unsent: Unsent | None) -> tuple[Question, ...]:
        """The questions that it shows as the questionnaire has them."""
        if not self.asks:
            return ()
        asked = services().questionnaire.page(self.asks)
        return tuple(question for question in asked if question.id not in self.own)

    def texts(self) -> Mapping[str, QuestionText]:
        """The words of all its questions in the reader's language, by id."""
        questionnaire = services().questionnaire
        asked = questionnaire.page(self.asks) if self.asks else ()
        return {question.id: questionnaire.text(question.id, g.language) for question in asked}

    def more_context(self) -> Mapping[str, object]:
        """What its template needs beside form and texts."""
        return {}

    def more_fields(self, unsent: Unsent | None) -> Fields:
        """Fields beside those of the questionnaire."""
        return {}

    def more_data(self, unsent: Unsent) -> dict[str, object]:
        """What those fields show."""
        return {}

    def more_change(self, form: Any, unsent: Unsent) -> Unsent:
        """Put what those fields hold into the complaint."""
        return unsent

    def field_names(self) -> frozenset[str]:
        """Every name that a field of this page may have, whoever fills it in."""
        questionnaire = services().questionnaire
        asked = questionnaire.page(self.asks) if self.asks else ()
        shown = (question for question in asked if question.id not in self.own)
        named = fields_of(questionnaire, shown, g.language)
        return frozenset({*named, *self.more_fields(None), UNKNOWN})

    def form(self, unsent: Unsent | None, posted: MultiDict[str, str] | None = None) -> Any:
        """The form, empty, as saved, or as posted."""
        fields: Fields = {
            **fields_of(services().questionnaire, self.questions(unsent), g.language),
            **self.more_fields(unsent),
        }
        if self.may_be_unknown:
            fields[UNKNOWN] = BooleanField(lazy_gettext("I don't know any of this"))
        made: type[ResidentForm] = type("PageForm", (ResidentForm,), fields)
        return made(posted, data=self._data(unsent) if unsent else None)

    def check(self, form: Any, unsent: Unsent | None) -> bool:
        """Whether a posted form can be kept."""
        fields_sound = form.validate()
        days_sound = check_days(form, self.questions(unsent))
        return bool(fields_sound and days_sound)

    def change(self, form: Any, unsent: Unsent) -> Unsent:
        """The complaint with what this page says; pure."""
        asked = tuple(one for one in self.questions(unsent) if is_in(form, one))
        ids = frozenset(question.id for question in asked)
        content = unsent.content.with_answers(ids, answers_in(form, asked))
        content = replace(
            content,
            language=g.language,
            questionnaire_version=services().questionnaire.version,
        )
        if self.may_be_unknown:
            content = self._marked(content, bool(form[UNKNOWN].data))
        changed = replace(unsent, content=content, language=g.language)
        return self.more_change(form, changed)

    def _data(self, unsent: Unsent) -> dict[str, object]:
        return {
            **form_data(unsent.content.answers, self.questions(unsent)),
            **self.more_data(unsent),
            UNKNOWN: self.step.name in unsent.content.unknown,
        }

    def _marked(self, content: Content, is_unknown: bool) -> Content:
        others = tuple(page for page in content.unknown if page != self.step.name)
        return replace(content, unknown=(*others, self.step.name) if is_unknown else others)
