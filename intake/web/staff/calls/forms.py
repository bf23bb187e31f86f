"""The clerk's forms: the employer first, then one long page with everything in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from intake.actions.calls.take_call import CHANNELS
from intake.complaints.content import Content, NamedAgency
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.questions.questionnaire import SITUATIONS, Question, Questionnaire, QuestionText
from intake.rules.jurisdiction import Jurisdiction
from intake.texts.languages import own_name
from intake.web.foundation.forms.agencies import (
    AGENCY,
    KIND,
    agency_answers,
    named_agencies,
)
from intake.web.foundation.forms.base import Required, StaffForm
from intake.web.foundation.forms.choices import OneChoice
from intake.web.foundation.forms.questions import (
    Fields,
    answers_in,
    check_days,
    field_name,
    fields_of,
    form_data,
)
from intake.web.foundation.labels import label
from intake.web.foundation.languages import lazy_gettext
from intake.web.foundation.rendering import in_request_language
from intake.web.foundation.services import services
from intake.web.staff.calls.fields import (
    SAFE_CONTACT,
    account_fields,
    agency_fields,
    person_fields,
    place_fields,
)

OTHER_LANGUAGE = "other"
WHAT, WHERE, PEOPLE, CONTACT = "what_happened", "when_where_who", "people", "contact"
_ASKED_ELSEWHERE = frozenset({SITUATIONS, AGENCY, KIND, SAFE_CONTACT})
_TYPED = ("name", "contact", "safe_contact", "affected_name", "update_email")


def start_form(place: Jurisdiction, units: Iterable[tuple[str, str]]) -> Any:
    """The form before a call: which unit takes it, by which door, about whom, in what language."""
    offices = tuple(units)
    fields: Fields = {
        "unit": OneChoice(
            lazy_gettext("Your unit"),
            [Required(lazy_gettext("Choose the unit you are taking this complaint for."))],
            choices=offices,
            default=offices[0][0] if len(offices) == 1 else None,
        ),
        "channel": OneChoice(
            lazy_gettext("How is the complaint coming in?"),
            [Required(lazy_gettext("Choose how the complaint is coming in."))],
            choices=[(channel.value, label(channel)) for channel in CHANNELS],
            default=Channel.PHONE.value,
        ),
        "language": OneChoice(
            lazy_gettext("What language is the person using?"),
            choices=[*_languages(place), (OTHER_LANGUAGE, lazy_gettext("Another language"))],
            default=place.languages[0],
        ),
        **agency_fields(place),
    }
    return _made("StartForm", fields)()


def call_form(place: Jurisdiction, unsent: Unsent) -> Any:
    """The long form; filled with what was kept, or with what was posted."""
    return _made("CallForm", _fields(place))(data=_data(unsent, services().questionnaire))


def call_fields(**_address: str) -> frozenset[str]:
    """The names of the long form's fields, which are the same everywhere."""
    return frozenset(_fields(_any_place()))


def start_fields(**_address: str) -> frozenset[str]:
    """The names of the first form's fields."""
    return frozenset({"unit", "channel", "language", *agency_fields(_any_place())})


def agencies_in(form: Any, place: Jurisdiction) -> tuple[NamedAgency, ...]:
    """The employers that a form names."""
    return named_agencies(
        form["agencies"].data or (),
        form["other_agency"].data or "",
        form["other_kind"].data or "",
        place=place,
    )


def first_content(form: Any, place: Jurisdiction) -> Content:
    """What is known when a call begins."""
    return Content(
        agencies=agencies_in(form, place),
        language=form["language"].data or place.languages[0],
        questionnaire_version=services().questionnaire.version,
    )


def asked_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions of all groups that are asked as the questionnaire has them."""
    pages = (WHAT, WHERE, PEOPLE, CONTACT)
    asked = (question for page in pages for question in questionnaire.page(page))
    return tuple(question for question in asked if question.id not in _ASKED_ELSEWHERE)


def question_groups() -> Mapping[str, tuple[Question, ...]]:
    """The same questions by group."""
    questionnaire = services().questionnaire
    asked = asked_questions(questionnaire)
    return {
        group: tuple(one for one in questionnaire.page(group) if one in asked)
        for group in (WHERE, PEOPLE, CONTACT)
    }


def question_texts() -> Mapping[str, QuestionText]:
    """The words of these questions in the clerk's language, by id."""
    questionnaire, language = services().questionnaire, in_request_language()
    asked = asked_questions(questionnaire)
    return {one.id: questionnaire.text(one.id, language) for one in asked}


def is_sound(form: Any) -> bool:
    """Whether a posted form can be kept; puts messages where it cannot."""
    fields_sound = form.validate()
    return bool(check_days(form, asked_questions(services().questionnaire)) and fields_sound)


def with_form(unsent: Unsent, form: Any, *, place: Jurisdiction) -> Unsent:
    """The call with everything that the page says; pure but for the form."""
    questions = asked_questions(services().questionnaire)
    agencies = agencies_in(form, place)
    ids = frozenset(question.id for question in questions) | {AGENCY, KIND}
    answered = replace(
        unsent, content=unsent.content.with_answers(ids, answers_in(form, questions))
    )
    content = answered.content.with_answers(
        frozenset({AGENCY, KIND}), agency_answers(answered, agencies, place=place)
    )
    content = replace(
        content,
        situations=tuple(form[field_name(SITUATIONS)].data or ()),
        agencies=agencies,
        place_id=form["place_id"].data or "",
        place=str(content.answers.get("common.place", "")),
        questionnaire_version=services().questionnaire.version,
    )
    return _with_person(replace(unsent, narrative=form["words"].data or "", content=content), form)


def _fields(place: Jurisdiction) -> Fields:
    questionnaire, language = services().questionnaire, in_request_language()
    return {
        **fields_of(questionnaire, asked_questions(questionnaire), language),
        **fields_of(questionnaire, (questionnaire.question(SITUATIONS),), language),
        **agency_fields(place),
        **place_fields(place),
        **account_fields(),
        **person_fields(place),
    }


def _any_place() -> Jurisdiction:
    return next(iter(services().configuration.jurisdictions.values()))


def _made(name: str, fields: Fields) -> type[StaffForm]:
    return type(name, (StaffForm,), fields)


def _languages(place: Jurisdiction) -> list[tuple[str, Any]]:
    return [(tag, own_name(tag)) for tag in place.languages]


def _data(unsent: Unsent, questionnaire: Questionnaire) -> dict[str, Any]:
    content, identity = unsent.content, unsent.identity
    typed = next((one for one in content.agencies if not one.agency_id), NamedAgency())
    return {
        **form_data(content.answers, asked_questions(questionnaire)),
        field_name(SITUATIONS): list(content.situations),
        "words": unsent.narrative,
        "agencies": [one.agency_id for one in content.agencies if one.agency_id],
        "other_agency": typed.name,
        "other_kind": typed.kind,
        "place_id": content.place_id,
        "mode": identity.mode.value if identity.mode else None,
        "role": identity.role.value if identity.role else None,
        "keep_from": list(identity.keep_from),
        "keep_from_names": identity.keep_from_names,
        **{name: getattr(identity, name) for name in _TYPED},
    }


def _with_person(unsent: Unsent, form: Any) -> Unsent:
    mode, role = form["mode"].data, form["role"].data
    identity = replace(
        unsent.identity,
        mode=IdentityMode(mode) if mode else None,
        role=ComplainantRole(role) if role else None,
        keep_from=tuple(form["keep_from"].data or ()),
        keep_from_names=form["keep_from_names"].data or "",
        **{name: form[name].data or "" for name in _TYPED},
    )
    identity = replace(identity, update_email=identity.update_email.strip())
    return replace(unsent, identity=identity)
