"""What the form of a step offers to choose from: people, bodies, rules, allegations."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.directory import people_in_unit
from intake.actions.case.receivers import receiving_units
from intake.actions.case.record_event import OUTSIDE, receiving_bodies
from intake.actions.case.sight import CaseSight
from intake.actions.context import ActionContext
from intake.cases.workflow.form import longest_extension
from intake.cases.workflow.row import FieldKind
from intake.rules.codes import RuleCode
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import in_request_language
from intake.web.staff.steps.fields import Choices, Offers
from intake.web.staff.steps.possible import Step
from intake.web.staff.team.names import entity_name, unit_name


def offers_for(step: Step, sight: CaseSight, *, session: Session, context: ActionContext) -> Offers:
    """The choices that the fields of this step need, and no others."""
    kinds = {field.kind for field in step.fields}
    return Offers(
        people=_people(sight, session, context) if FieldKind.STAFF in kinds else (),
        bodies=_bodies(sight, context) if FieldKind.BODY in kinds else (),
        rules=_rules(sight, context) if FieldKind.RULE in kinds else (),
        allegations=allegation_choices(sight) if FieldKind.ALLEGATION in kinds else (),
        units=_units(sight, session, context) if FieldKind.UNIT in kinds else (),
        most_days=longest_extension(sight.facts),
    )


def allegation_choices(sight: CaseSight) -> Choices:
    """The allegations that stand, numbered as on the case's page."""
    return tuple(
        (allegation.id, allegation_words(sight, allegation.id))
        for allegation in sight.facts.state.allegations
        if not allegation.withdrawn
    )


def allegation_words(sight: CaseSight, allegation_id: str) -> str:
    """One allegation in a line: "2. Don't ask: a named official"."""
    for number, allegation in enumerate(sight.facts.state.allegations, start=1):
        if allegation.id == allegation_id:
            return f"{number}. {label(RuleCode(allegation.rule))}: {label(allegation.subject)}"
    return gettext("An allegation")


def _people(sight: CaseSight, session: Session, context: ActionContext) -> Choices:
    people = people_in_unit(
        session, sight.case.unit, keyring=context.keyring, install_id=context.install_id
    )
    return tuple((person.staff_id, person.name) for person in people)


def _bodies(sight: CaseSight, context: ActionContext) -> Choices:
    keys = receiving_bodies(context.configuration, sight.case.entity)
    return tuple((key, body_name(key)) for key in keys)


def _units(sight: CaseSight, session: Session, context: ActionContext) -> Choices:
    units = receiving_units(session, context=context, case=sight.case)
    return tuple((unit, unit_name(unit)) for unit in units)


def body_name(key: str) -> str:
    """A receiving body's name."""
    if key == OUTSIDE:
        return gettext("Another office (name it in the reasons)")
    return entity_name(key)


def _rules(sight: CaseSight, context: ActionContext) -> Choices:
    rules = context.configuration.jurisdiction(sight.case.jurisdiction).policy.rules
    language = in_request_language()
    return tuple(
        (code.value, f"{code.value}: {rule.name.in_(language)}") for code, rule in rules.items()
    )
