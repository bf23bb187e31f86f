"""The filters above the queue: lists to choose from, sent by GET so that the address keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.fields import SelectChoice, SelectField

from intake.accounts.directory import names_of
from intake.accounts.memberships import active_people
from intake.actions.context import ActionContext
from intake.bedrock.keys import UnitKey
from intake.cases.queue import UNASSIGNED, Shown
from intake.cases.vocabulary import Status
from intake.questions.urgency import Urgency
from intake.rules.codes import AgencyAnswer, RuleCode
from intake.rules.jurisdiction import Jurisdiction
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext, lazy_gettext
from intake.web.foundation.rendering import in_request_language
from intake.web.staff.queue.address import MINE, QueueAddress
from intake.web.staff.queue.page import OTHER, language_words
from intake.web.staff.team.names import unit_name

Choices = Iterable[tuple[str, Any]]


class FilterForm(Form):
    """One list for each filter. It changes nothing, so it carries no token."""

    shown = SelectField(lazy_gettext("Apply filters"))
    urgency = SelectField(lazy_gettext("Urgency"))
    status = SelectField(lazy_gettext("Status"))
    rule = SelectField(lazy_gettext("Rule"))
    assignee = SelectField(lazy_gettext("Assigned to"))
    agency = SelectField(lazy_gettext("Agency"))
    language = SelectField(lazy_gettext("Language"))
    unit = SelectField(lazy_gettext("Unit"))


def filter_form(
    address: QueueAddress, *, units: tuple[str, ...], session: Session, context: ActionContext
) -> FilterForm:
    """The filters, set as the address says."""
    places = _places(units, context)
    form = FilterForm(MultiDict({"shown": address.shown.value, **address.values()}))
    form.shown.choices = [SelectChoice(code.value, label(code)) for code in Shown]
    _offer(form.urgency, _codes(Urgency))
    _offer(form.status, _codes(Status))
    _offer(form.rule, ((code.value, f"{code.value}: {label(code)}") for code in RuleCode))
    _offer(form.assignee, _people(units, session, context))
    _offer(form.agency, _agencies(places))
    _offer(form.language, _languages(places))
    _offer(form.unit, ((unit, unit_name(unit)) for unit in units))
    if len(units) < 2:
        del form.unit
    return form


def active_filters(form: FilterForm) -> tuple[tuple[str, str], ...]:
    """What limits the list, in words: the label of each filter, and what it is set to."""
    found = []
    for field in form:
        words = {choice.value: choice.label for choice in field.choices}
        unset = Shown.OPEN.value if field.short_name == "shown" else ""
        if field.data in words and field.data != unset:
            found.append((str(field.label.text), str(words[field.data])))
    return tuple(found)


def _offer(field: SelectField, choices: Choices) -> None:
    """Fill a list; its first line limits nothing."""
    everything = SelectChoice("", gettext("All"))
    field.choices = [everything, *(SelectChoice(value, words) for value, words in choices)]


def _codes(codes: type[StrEnum]) -> Choices:
    return ((code.value, label(code)) for code in codes)


def _places(units: Iterable[str], context: ActionContext) -> tuple[Jurisdiction, ...]:
    slugs = dict.fromkeys(UnitKey(unit).place for unit in units)
    return tuple(context.configuration.jurisdiction(slug) for slug in slugs)


def _people(units: Iterable[str], session: Session, context: ActionContext) -> Choices:
    ids = {person.id for unit in units for person in active_people(session, unit)}
    names = names_of(session, ids, keyring=context.keyring, install_id=context.install_id)
    yield MINE, gettext("Me")
    yield UNASSIGNED, gettext("Unassigned")
    yield from sorted(names.items(), key=lambda entry: (entry[1].casefold(), entry[0]))


def _agencies(places: Iterable[Jurisdiction]) -> Choices:
    for place in places:
        for agency in place.agencies.values():
            yield agency.id, agency.name.in_(in_request_language())
    yield from _codes(AgencyAnswer)


def _languages(places: Iterable[Jurisdiction]) -> Choices:
    tags = dict.fromkeys(tag for place in places for tag in place.languages)
    return ((tag, language_words(tag)) for tag in (*tags, OTHER))
