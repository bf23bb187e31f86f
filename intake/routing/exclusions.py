"""Which entities must not read a complaint at all, on account of any part of it."""

from intake.bedrock.keys import AgencyKey
from intake.routing.decision import Hints, RoutingFacts
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction


def excluded_entities(
    facts: RoutingFacts,
    *,
    hints: Hints,
    jurisdiction: Jurisdiction,
    configuration: Configuration,
) -> frozenset[str]:
    """The keys of the entities that a wish or a name excludes, and of those that an employer
    named anywhere in the complaint does: an entity cannot judge its own staff or its parent.
    """
    named = {AgencyKey.within(jurisdiction.slug, agency_id) for agency_id in facts.agency_ids}
    conflicted = {
        entity.key
        for place in configuration.jurisdictions.values()
        for entity in place.entities.values()
        if any(
            AgencyKey.of(place.slug, agency_id) in named for agency_id in entity.conflicted_agencies
        )
    }
    return hints.excluded_entities | conflicted
