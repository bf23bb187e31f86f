"""What the check page shows: everything that was said, group by group, each with its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import g

from intake.bedrock.characters import is_blank
from intake.complaints.content import AnswerValue, Content, Identity
from intake.complaints.private_numbers import PrivateNumber, private_numbers
from intake.questions.questionnaire import CHOICES, Question, QuestionKind
from intake.rules.jurisdiction import Jurisdiction
from intake.texts import dates
from intake.web.foundation.forms.agencies import AGENCY, KIND
from intake.web.foundation.forms.days import parts_of
from intake.web.foundation.languages import gettext
from intake.web.foundation.services import services
from intake.web.resident.pages.person import MODES, ROLES, SAFE_CONTACT
from intake.web.resident.steps import Step

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """What one page holds; `long` marks the account itself."""

    step: Step
    title: str
    rows: tuple[Row, ...]
    long: str = ""


class Told(Protocol):
    """What somebody told, sent or not."""

    @property
    def narrative(self) -> str:
        """The account itself."""

    @property
    def content(self) -> Content:
        """The answers."""

    @property
    def identity(self) -> Identity | None:
        """Who tells it; None once that was erased."""


def groups(told: Told) -> tuple[Group, ...]:
    """All groups in the order of their pages, the empty ones too."""
    return (
        Group(Step.WHAT, gettext("What happened"), tuple(_what(told))),
        Group(Step.WORDS, gettext("In your own words"), (), told.narrative),
        Group(Step.WHERE, gettext("When, where, and who"), tuple(_where(told))),
        Group(Step.PEOPLE, gettext("People and proof"), tuple(_asked(told, "people"))),
        Group(Step.ABOUT, gettext("About you"), tuple(_about(told))),
        Group(Step.REACH, gettext("How to reach you"), tuple(_reach(told))),
    )


def numbers_found(told: Told) -> frozenset[PrivateNumber]:
    """The kinds of number in what was typed that nobody needs."""
    identity = told.identity or Identity()
    answers = [value for value in told.content.answers.values() if isinstance(value, str)]
    typed = (told.narrative, *answers, identity.contact, identity.safe_contact, identity.name)
    return private_numbers("\n".join(typed))


def _what(told: Told) -> Iterator[Row]:
    questionnaire = services().questionnaire
    known = [one for one in told.content.situations if questionnaire.situation(one)]
    if known:
        words = [questionnaire.situation_text(one, g.language) for one in known]
        yield gettext("You chose"), "\n".join(words)
    yield from _asked(told, "what_happened")


def _where(told: Told) -> Iterator[Row]:
    place: Jurisdiction = g.jurisdiction
    texts = services().questionnaire
    names = [
        place.agencies[one.agency_id].name.in_(g.language)
        if one.agency_id in place.agencies
        else one.name
        for one in told.content.agencies
    ]
    if any(names):
        yield texts.text(AGENCY, g.language).label, "\n".join(name for name in names if name)
    if told.content.place_id in place.facilities:
        facility = place.facilities[told.content.place_id]
        yield gettext("Place"), facility.name.in_(g.language)
    yield from _asked(told, "when_where_who", without=frozenset({AGENCY, KIND}))
    yield from _unknown(told, Step.WHERE)


def _about(told: Told) -> Iterator[Row]:
    identity = told.identity or Identity()
    place: Jurisdiction = g.jurisdiction
    if identity.mode:
        yield gettext("Giving your name"), str(MODES[identity.mode])
    if identity.role:
        yield gettext("How you are connected"), str(ROLES[identity.role])
    kept = [
        place.entities[one].name.in_(g.language)
        for one in identity.keep_from
        if one in place.entities
    ]
    away = [*kept, *identity.keep_from_names.splitlines()]
    if any(away):
        yield gettext("Must not see it"), "\n".join(away)


def _reach(told: Told) -> Iterator[Row]:
    identity = told.identity or Identity()
    safe = services().questionnaire.text(SAFE_CONTACT, g.language).label
    typed = (
        (gettext("Your name"), identity.name),
        (gettext("Name of the person it happened to"), identity.affected_name),
        (gettext("Phone, email, or mailing address"), identity.contact),
        (safe, identity.safe_contact),
        (gettext("We send updates to"), identity.update_email),
    )
    yield from ((label, value) for label, value in typed if not is_blank(value))
    yield from _asked(told, "contact", without=frozenset({SAFE_CONTACT}))


def _asked(told: Told, page: str, *, without: frozenset[str] = frozenset()) -> Iterator[Row]:
    questionnaire = services().questionnaire
    for question in questionnaire.page(page):
        value = told.content.answers.get(question.id)
        if value is not None and question.id not in without:
            yield questionnaire.text(question.id, g.language).label, _shown(question, value)
    if page == "people":
        yield from _unknown(told, Step.PEOPLE)


def _unknown(told: Told, step: Step) -> Iterator[Row]:
    if step.name in told.content.unknown:
        yield gettext("You said"), gettext("I don't know any of this")


def _shown(question: Question, value: AnswerValue) -> str:
    if question.kind is QuestionKind.DATETIME:
        return _day(str(value))
    if question.kind in CHOICES:
        options = services().questionnaire.text(question.id, g.language).options
        chosen = value if isinstance(value, tuple) else (str(value),)
        return "\n".join(options.get(option, option) for option in chosen)
    return str(value)


def _day(text: str) -> str:
    month, day, year = parts_of(text)
    if not day:
        return "/".join(part for part in (month, year) if part) or text
    return dates.long_date(date(int(year), int(month), int(day)), g.language)
