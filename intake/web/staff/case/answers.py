"""What the complainant answered, in the reader's words, grouped as the questions are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from intake.complaints.content import Content, NamedAgency
from intake.questions.questionnaire import AnswerValue, QuestionKind, Questionnaire, answer_words
from intake.rules.codes import RuleCode
from intake.rules.jurisdiction import Jurisdiction
from intake.texts.languages import SOURCE_LANGUAGE
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import in_request_language, moment


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question with its answer; several values are several lines."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerGroup:
    """The answers on one rule, or the common ones."""

    title: str
    answers: tuple[Answer, ...]


def answer_groups(
    content: Content, *, questionnaire: Questionnaire, jurisdiction: Jurisdiction
) -> tuple[AnswerGroup, ...]:
    """Everything that was answered: the common questions first, then rule by rule."""
    told = AnswerGroup(
        title=gettext("What was reported"),
        answers=(
            *_told(content, questionnaire, jurisdiction),
            *_of("common", content, questionnaire, jurisdiction),
        ),
    )
    rules = [
        AnswerGroup(
            title=f"{code.value}: {label(code)}",
            answers=tuple(_of(code.value, content, questionnaire, jurisdiction)),
        )
        for code in RuleCode
    ]
    return tuple(group for group in (told, *rules) if group.answers)


def _told(
    content: Content, questionnaire: Questionnaire, jurisdiction: Jurisdiction
) -> Iterator[Answer]:
    language = _language(questionnaire)
    situations = tuple(
        _situation(situation, questionnaire, language) for situation in content.situations
    )
    if situations:
        yield Answer(question=gettext("Situation"), values=situations)
    for agency in content.agencies:
        yield Answer(
            question=gettext("Agency of the official"),
            values=tuple(_agency(agency, jurisdiction)),
        )
    place = jurisdiction.facilities.get(content.place_id)
    values = (place.name.in_(in_request_language()) if place else "", content.place)
    if any(values):
        yield Answer(question=gettext("Place"), values=tuple(filter(None, values)))


def _situation(situation: str, questionnaire: Questionnaire, language: str) -> str:
    try:
        return questionnaire.situation_text(situation, language)
    except LookupError:
        return situation  # an option of an earlier questionnaire


def _agency(agency: NamedAgency, jurisdiction: Jurisdiction) -> Iterator[str]:
    known = jurisdiction.agencies.get(agency.agency_id)
    yield known.name.in_(in_request_language()) if known else agency.name or agency.agency_id
    if agency.kind:
        yield gettext("Type of agency: %(kind)s", kind=agency.kind)
    if agency.official:
        yield gettext("Official: %(who)s", who=agency.official)


def _of(
    prefix: str, content: Content, questionnaire: Questionnaire, jurisdiction: Jurisdiction
) -> Iterator[Answer]:
    order = {question_id: number for number, question_id in enumerate(questionnaire.questions)}
    ids = [key for key in content.answers if key.partition(".")[0] == prefix]
    for question_id in sorted(ids, key=lambda key: (order.get(key, len(order)), key)):
        value = content.answers[question_id]
        yield _answer(question_id, value, questionnaire, jurisdiction.timezone)


def _answer(
    question_id: str, value: AnswerValue, questionnaire: Questionnaire, zone: ZoneInfo
) -> Answer:
    language = _language(questionnaire)
    try:
        question = questionnaire.question(question_id)
        words = questionnaire.text(question_id, language).label
        values = answer_words(question_id, value, questionnaire=questionnaire, language=language)
    except LookupError:
        # Asked by an earlier questionnaire: shown as it was kept.
        shown = value if isinstance(value, tuple) else (str(value),)
        return Answer(question=question_id, values=tuple(str(part) for part in shown))
    if question.kind is QuestionKind.DATETIME:
        values = tuple(_moment(text, zone) for text in values)
    return Answer(question=words, values=values)


def _moment(text: str, zone: ZoneInfo) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment(at if at.tzinfo else at.replace(tzinfo=zone), zone)


def _language(questionnaire: Questionnaire) -> str:
    language = in_request_language()
    return language if language in questionnaire.languages else SOURCE_LANGUAGE
