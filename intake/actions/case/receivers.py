"""Where a case may go when it changes hands, and which entities must not get it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from intake.accounts.units.keys import ProvenUnit, usable
from intake.actions.complaint.weighing import agency_ids, unwanted_entities
from intake.actions.context import ActionContext
from intake.bedrock.keys import UnitKey
from intake.cases.former_offices import CONFLICTS
from intake.cases.models import Case
from intake.cases.vocabulary import Status
from intake.complaints.compartment import Compartment
from intake.complaints.models import Complaint
from intake.complaints.opened import open_complaint
from intake.routing import Hints, RoutingFacts
from intake.routing.exclusions import excluded_entities
from intake.rules import Configuration
from intake.rules.codes import UnitPart
from intake.rules.entities import Entity, Unit


def receiving_units(
    session: Session, *, context: ActionContext, case: Case
) -> dict[str, ProvenUnit]:
    """The units to which a case can be moved: those that decide, with a proven key.

    These are the units of the entities of the places concerned, and of the one outside them; those
    of its own entity only while it is new, since later it moves for a conflict alone.
    """
    wanted = [unit.key for unit in _candidates(context.configuration, case)]
    found = usable(session, wanted, install_id=context.install_id, recovery=context.recovery)
    return {key: found[key] for key in wanted if key in found}


def entities_kept_out(
    session: Session, *, context: ActionContext, case: Case, compartment: Compartment
) -> frozenset[str]:
    """The entities that must not get a case: named or unwanted in the complaint, in conflict with
    an employer anywhere in it, or left before for a conflict.

    What is opened for this stays in memory, is shown to nobody and kept nowhere. Raises as
    `open_complaint` does.
    """
    configuration = context.configuration
    complaint = session.get_one(Complaint, case.complaint_id)
    opened = open_complaint(session, complaint=complaint, compartment=compartment)
    home = configuration.jurisdiction(complaint.jurisdiction)
    unwanted = unwanted_entities(
        narrative=opened.narrative,
        content=opened.content,
        identity=opened.identity,
        home=home,
        configuration=configuration,
    )
    facts = RoutingFacts(agency_ids=agency_ids(opened.content, home, configuration))
    excluded = excluded_entities(
        facts,
        hints=Hints(excluded_entities=unwanted),
        jurisdiction=home,
        configuration=configuration,
    )
    # From the records, which nobody can cut unseen, and not from the rows of events.
    left = {
        UnitKey(unit).entity
        for unit, reason in compartment.proven_chain.left
        if reason in {one.value for one in CONFLICTS}
    }
    return excluded | left


def _candidates(configuration: Configuration, case: Case) -> Iterable[Unit]:
    seen = {case.unit}
    for entity in _entities(configuration, case):
        if entity.key == case.entity and case.status != Status.RECEIVED:
            continue
        for unit in entity.units.values():
            if unit.part is UnitPart.DECIDES and unit.key not in seen:
                seen.add(unit.key)
                yield unit


def _entities(configuration: Configuration, case: Case) -> Iterable[Entity]:
    place = configuration.jurisdiction(case.jurisdiction)
    holder = configuration.entity(case.entity)
    yield holder
    yield from place.entities.values()
    yield from configuration.jurisdiction(holder.jurisdiction).entities.values()
    yield configuration.entity(place.outside_default)
