"""The WTForms field for each field that a row of the workflow table declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Form
from wtforms.fields import BooleanField
from wtforms.fields import Field as FormField
from wtforms.validators import StopValidation

from intake.cases.vocabulary import EventKind
from intake.cases.workflow.event import NO, YES
from intake.cases.workflow.row import Field, FieldKind
from intake.complaints.typed_text import LINE_LIMIT, MESSAGE_LIMIT, NARRATIVE_LIMIT
from intake.web.foundation.forms.base import TypedLine, TypedText
from intake.web.foundation.forms.choices import ListChoice, OneChoice
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext, lazy_gettext
from intake.web.staff.steps.words import CODES, ONE_LINE, OTHER_CHOICES, words_for

LIMIT_OF = {"letter": NARRATIVE_LIMIT}
FEW = 8
"""Up to so many choices are shown side by side; more become a list."""

Choices = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What a form offers to choose from beside closed vocabularies: (id, words) each.

    `most_days` is how long an extension may be, in days.
    """

    people: Choices = ()
    bodies: Choices = ()
    rules: Choices = ()
    allegations: Choices = ()
    units: Choices = ()
    most_days: int = 0


class DayLine(TypedLine):
    """A day, typed or picked, kept as typed until it is one."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is no day."""
        try:
            date.fromisoformat(self.data or "")
        except ValueError:
            if self.data:
                raise StopValidation(gettext("Enter a date like 2026-03-31.")) from None


class NumberLine(TypedLine):
    """A whole number, kept as typed until it is one."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is no whole number."""
        text = (self.data or "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 5):
            raise StopValidation(gettext("Enter a whole number, such as 7."))


def form_field(event: EventKind, field: Field, offers: Offers) -> FormField:
    """The unbound field of a form; raises KeyError for a kind that no form of this kind asks."""
    words = words_for(event, field.name)
    return _MAKERS[field.kind](field, words.label, words.hint, offers)


def _written(field: Field, label_: Any, hint: Any, _offers: Offers) -> FormField:
    if field.name in ONE_LINE:
        return TypedLine(label_, description=hint, limit=LINE_LIMIT)
    limit = LIMIT_OF.get(field.name, MESSAGE_LIMIT)
    return TypedText(label_, description=hint, limit=limit)


def _day(_field: Field, label_: Any, hint: Any, _offers: Offers) -> FormField:
    return DayLine(label_, description=hint)


def _count(field: Field, label_: Any, hint: Any, offers: Offers) -> FormField:
    if field.name == "days":
        label_ = lazy_gettext("Additional days (up to %(most)s)", most=offers.most_days)
    return NumberLine(label_, description=hint)


def _confirm(_field: Field, label_: Any, hint: Any, _offers: Offers) -> FormField:
    return BooleanField(label_, description=hint)


def _yes_no(_field: Field, label_: Any, hint: Any, _offers: Offers) -> FormField:
    choices = ((NO, lazy_gettext("No")), (YES, lazy_gettext("Yes")))
    return OneChoice(label_, choices=choices, description=hint)


def _choice(field: Field, label_: Any, hint: Any, _offers: Offers) -> FormField:
    return choice_of(label_, _code_words(field), hint)


def _offered(name: str) -> Callable[[Field, Any, Any, Offers], FormField]:
    def make(_field: Field, label_: Any, hint: Any, offers: Offers) -> FormField:
        return choice_of(label_, getattr(offers, name), hint)

    return make


def _reference(_field: Field, label_: Any, hint: Any, _offers: Offers) -> FormField:
    return TypedLine(label_, description=hint, limit=40)


def choice_of(label_: Any, choices: Choices, hint: Any = "") -> FormField:
    """Radios for a few choices, a list for many."""
    kind = OneChoice if len(choices) <= FEW else ListChoice
    return kind(label_, choices=choices, description=hint)


def _code_words(field: Field) -> Choices:
    if field.name in OTHER_CHOICES:
        words = OTHER_CHOICES[field.name]
        return tuple((code, words[code]) for code in field.choices)
    vocabulary = CODES[field.name]
    return tuple((code, label(vocabulary(code))) for code in field.choices)


_MAKERS: Mapping[FieldKind, Callable[[Field, Any, Any, Offers], FormField]] = {
    FieldKind.WRITTEN: _written,
    FieldKind.DAY: _day,
    FieldKind.COUNT: _count,
    FieldKind.MUST_CONFIRM: _confirm,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.BODY: _offered("bodies"),
    FieldKind.STAFF: _offered("people"),
    FieldKind.UNIT: _offered("units"),
    FieldKind.RULE: _offered("rules"),
    FieldKind.ALLEGATION: _offered("allegations"),
    FieldKind.CASE: _reference,
}
"""How each kind is asked; the ids of new allegations come from the action."""
