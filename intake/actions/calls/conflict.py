"""Whether a clerk's own office may hear a complaint, and whom to call where it may not."""

from __future__ import annotations

from intake.actions.complaint.weighing import agency_ids, unwanted_entities
from intake.complaints.content import Content
from intake.complaints.unsent import Unsent
from intake.routing import Hints, NobodyLeft, RoutingFacts, route
from intake.routing.exclusions import excluded_entities
from intake.rules import Configuration
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction


def offices_instead(
    content: Content, *, entity: str, place: Jurisdiction, configuration: Configuration
) -> tuple[Entity, ...] | None:
    """None if an entity may hear a complaint about these employers; else the entities that may.

    Empty where nobody is left who may.
    """
    return _instead(content, frozenset(), entity, place, configuration)


def offices_instead_of(
    unsent: Unsent, *, entity: str, configuration: Configuration
) -> tuple[Entity, ...] | None:
    """As `offices_instead`, from everything that was told so far: names and wishes too."""
    place = configuration.jurisdiction(unsent.jurisdiction)
    unwanted = unwanted_entities(
        narrative=unsent.narrative,
        content=unsent.content,
        identity=unsent.identity,
        home=place,
        configuration=configuration,
    )
    return _instead(unsent.content, unwanted, entity, place, configuration)


def _instead(
    content: Content,
    unwanted: frozenset[str],
    entity: str,
    place: Jurisdiction,
    configuration: Configuration,
) -> tuple[Entity, ...] | None:
    facts = RoutingFacts(agency_ids=agency_ids(content, place, configuration))
    hints = Hints(excluded_entities=unwanted)
    excluded = excluded_entities(
        facts, hints=hints, jurisdiction=place, configuration=configuration
    )
    if entity not in excluded:
        return None
    try:
        decision = route(facts, hints=hints, jurisdiction=place, configuration=configuration)
    except NobodyLeft:
        return ()
    keys = dict.fromkeys(case.entity_key for case in decision.cases)
    return tuple(configuration.entity(key) for key in keys)
