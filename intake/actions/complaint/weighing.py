"""Weigh an unsent complaint: how urgent it is, which rules it may be about, who gets it.

Names and places typed are looked at here, in memory, and go no further: what is kept is the
decision and the rule that fired.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.accounts.units.keys import ProvenUnit, usable
from intake.actions.context import ActionContext
from intake.complaints.content import Content, Identity
from intake.complaints.unsent import Unsent
from intake.questions.assessment import Assessment, assess
from intake.routing import (
    Decision,
    Hints,
    RoutingFacts,
    fallback,
    hints_from_names,
    match_agency_anywhere,
    match_place,
    route,
)
from intake.rules.codes import AgencyAnswer, RuleCode
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction

FEDERAL_AGENTS = "common.federal_agents"
FEDERAL_ALONE = "alone"
AGENCY_KIND = "common.agency_kind"
NO_AGENCY = ("none",)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What filing decides from.

    Attributes:
        rules: the suggested rules that the jurisdiction adopted.
        units: the proven key of every unit that the decision names.
    """

    assessment: Assessment
    rules: tuple[RuleCode, ...]
    decision: Decision
    units: Mapping[str, ProvenUnit]


def weigh(session: Session, *, context: ActionContext, unsent: Unsent) -> Weighed:
    """Assess and route a complaint.

    A unit without a proven key is never sealed to: the configured stand-in gets the case then, and
    the decision carries an alarm. Raises NobodyLeft where no entity may or can receive it.
    """
    jurisdiction = context.configuration.jurisdiction(unsent.jurisdiction)
    assessment = assess(
        unsent.content.answers,
        questionnaire=context.questionnaire,
        narrative_situations=unsent.content.situations,
        at=context.at,
        timezone=jurisdiction.timezone,
    )
    rules = tuple(rule for rule in assessment.suggested if rule in jurisdiction.policy.rules)
    decision, units = _decide(session, context, unsent, frozenset(rules))
    return Weighed(assessment=assessment, rules=rules, decision=decision, units=units)


def _decide(
    session: Session, context: ActionContext, unsent: Unsent, rules: frozenset[RuleCode]
) -> tuple[Decision, Mapping[str, ProvenUnit]]:
    jurisdiction = context.configuration.jurisdiction(unsent.jurisdiction)
    configuration = context.configuration
    facts = RoutingFacts(
        agency_ids=agency_ids(unsent.content, jurisdiction, configuration), rules=rules
    )
    hints = Hints(
        place_id=unsent.content.place_id or match_place(unsent.content.place, jurisdiction),
        excluded_entities=excluded_entities(unsent, jurisdiction, configuration),
    )
    decision = route(facts, hints=hints, jurisdiction=jurisdiction, configuration=configuration)
    unusable: frozenset[str] = frozenset()
    while True:
        wanted = {case.unit_key for case in decision.cases}
        units = usable(session, wanted, install_id=context.install_id, recovery=context.recovery)
        missing = wanted - units.keys()
        if not missing:
            return decision, units
        unusable |= missing
        decision = fallback(
            decision,
            unusable_units=unusable,
            facts=facts,
            hints=hints,
            jurisdiction=jurisdiction,
            configuration=configuration,
        )


def agency_ids(
    content: Content, home: Jurisdiction, configuration: Configuration
) -> tuple[str, ...]:
    """The employers as routing knows them; "none" where it was said that no local one is meant."""
    named = tuple(
        agency.agency_id
        or match_agency_anywhere(agency.name, agency.kind, home=home, configuration=configuration)
        for agency in content.agencies
    )
    said_none = (
        content.answers.get(FEDERAL_AGENTS) == FEDERAL_ALONE
        or content.answers.get(AGENCY_KIND) == NO_AGENCY
    )
    if not named and said_none:
        return (AgencyAnswer.NONE.value,)
    return named


def excluded_entities(
    unsent: Unsent, home: Jurisdiction, configuration: Configuration
) -> frozenset[str]:
    """The entities that must not see it: unwanted by the complainant, or led by someone named."""
    return unwanted_entities(
        narrative=unsent.narrative,
        content=unsent.content,
        identity=unsent.identity,
        home=home,
        configuration=configuration,
    )


def unwanted_entities(
    *,
    narrative: str,
    content: Content,
    identity: Identity | None,
    home: Jurisdiction,
    configuration: Configuration,
) -> frozenset[str]:
    """As `excluded_entities`, from what was said and typed.

    Every word is searched, the narrative too: a name that turns up anywhere costs a stand-in's
    time at most, a name overlooked costs the complainant.
    """
    answers = [value for value in content.answers.values() if isinstance(value, str)]
    named = [text for agency in content.agencies for text in (agency.official, agency.name)]
    wishes = (*identity.keep_from, *identity.keep_from_names.splitlines()) if identity else ()
    return hints_from_names(
        (narrative, *answers, *named),
        keep_from=wishes,
        jurisdiction=home,
        configuration=configuration,
    )
