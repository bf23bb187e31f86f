"""What the check page shows: everything that was said, group by group, each with its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import g

from intake.complaints.content import AnswerValue
from intake.complaints.private_numbers import PrivateNumber, private_numbers
from intake.complaints.unsent import Unsent
from intake.questions.questionnaire import CHOICES, Question, QuestionKind
from intake.rules.jurisdiction import Jurisdiction
from intake.texts import dates
from intake.web.languages import gettext
from intake.web.resident.days import parts_of
from intake.web.resident.pages.circumstances import AGENCY, KIND
from intake.web.resident.pages.person import MODES, ROLES, SAFE_CONTACT
from intake.web.resident.steps import Step
from intake.web.services import services

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """What one page holds; `long` marks the account itself."""

    step: Step
    title: str
    rows: tuple[Row, ...]
    long: str = ""


def groups(unsent: Unsent) -> tuple[Group, ...]:
    """All groups in the order of their pages, the empty ones too."""
    return (
        Group(Step.WHAT, gettext("What happened"), tuple(_what(unsent))),
        Group(Step.WORDS, gettext("In your own words"), (), unsent.narrative),
        Group(Step.WHERE, gettext("When, where and who"), tuple(_where(unsent))),
        Group(Step.PEOPLE, gettext("People and proof"), tuple(_asked(unsent, "people"))),
        Group(Step.ABOUT, gettext("About you"), tuple(_about(unsent))),
        Group(Step.REACH, gettext("How to reach you"), tuple(_reach(unsent))),
    )


def numbers_found(unsent: Unsent) -> frozenset[PrivateNumber]:
    """The kinds of number in what was typed that nobody needs."""
    identity = unsent.identity
    answers = [value for value in unsent.content.answers.values() if isinstance(value, str)]
    typed = (unsent.narrative, *answers, identity.contact, identity.safe_contact, identity.name)
    return private_numbers("\n".join(typed))


def _what(unsent: Unsent) -> Iterator[Row]:
    questionnaire = services().questionnaire
    known = [one for one in unsent.content.situations if questionnaire.situation(one)]
    if known:
        words = [questionnaire.situation_text(one, g.language) for one in known]
        yield gettext("You chose"), "\n".join(words)
    yield from _asked(unsent, "what_happened")


def _where(unsent: Unsent) -> Iterator[Row]:
    place: Jurisdiction = g.jurisdiction
    texts = services().questionnaire
    names = [
        place.agencies[one.agency_id].name.in_(g.language)
        if one.agency_id in place.agencies
        else one.name
        for one in unsent.content.agencies
    ]
    if any(names):
        yield texts.text(AGENCY, g.language).label, "\n".join(name for name in names if name)
    if unsent.content.place_id in place.facilities:
        facility = place.facilities[unsent.content.place_id]
        yield gettext("Place"), facility.name.in_(g.language)
    yield from _asked(unsent, "when_where_who", without=frozenset({AGENCY, KIND}))
    yield from _unknown(unsent, Step.WHERE)


def _about(unsent: Unsent) -> Iterator[Row]:
    identity = unsent.identity
    place: Jurisdiction = g.jurisdiction
    if identity.mode:
        yield gettext("How you tell us"), str(MODES[identity.mode])
    if identity.role:
        yield gettext("What you have to do with it"), str(ROLES[identity.role])
    kept = [
        place.entities[one].name.in_(g.language)
        for one in identity.keep_from
        if one in place.entities
    ]
    away = [*kept, *identity.keep_from_names.splitlines()]
    if any(away):
        yield gettext("Must not see it"), "\n".join(away)


def _reach(unsent: Unsent) -> Iterator[Row]:
    identity = unsent.identity
    safe = services().questionnaire.text(SAFE_CONTACT, g.language).label
    typed = (
        (gettext("Your name"), identity.name),
        (gettext("Name of the person it happened to"), identity.affected_name),
        (gettext("Telephone, e-mail or address"), identity.contact),
        (safe, identity.safe_contact),
        (gettext("Short notes go to"), identity.update_email),
    )
    yield from ((label, value) for label, value in typed if value.strip())
    yield from _asked(unsent, "contact", without=frozenset({SAFE_CONTACT}))


def _asked(unsent: Unsent, page: str, *, without: frozenset[str] = frozenset()) -> Iterator[Row]:
    questionnaire = services().questionnaire
    for question in questionnaire.page(page):
        value = unsent.content.answers.get(question.id)
        if value is not None and question.id not in without:
            yield questionnaire.text(question.id, g.language).label, _shown(question, value)
    if page == "people":
        yield from _unknown(unsent, Step.PEOPLE)


def _unknown(unsent: Unsent, step: Step) -> Iterator[Row]:
    if step.name in unsent.content.unknown:
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
