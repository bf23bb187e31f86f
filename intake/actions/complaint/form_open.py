"""Whether a jurisdiction takes complaints: only if each has somewhere to go that can read it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from intake.accounts.units.keys import usable
from intake.actions.context import ActionContext
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction


class FormClosed(Exception):
    """Routing here can end at a unit without a proven key: the form does not open."""


def check_form_open(
    session: Session, *, context: ActionContext, jurisdiction: Jurisdiction
) -> None:
    """Raise FormClosed unless every unit that routing can end at has a proven key."""
    wanted = units_within_reach(jurisdiction, context.configuration)
    found = usable(session, wanted, install_id=context.install_id, recovery=context.recovery)
    if wanted - found.keys():
        raise FormClosed(jurisdiction.slug)


def units_within_reach(jurisdiction: Jurisdiction, configuration: Configuration) -> frozenset[str]:
    """The units of the routing table, and the front units of all who may stand in for them."""
    direct = {route.unit_key for route in jurisdiction.routes} | {jurisdiction.front_door}
    entities = {configuration.unit(unit).entity_key for unit in direct}
    fronts = {
        configuration.entity(key).front_unit
        for entity in entities
        for key in _stand_ins(entity, configuration)
    }
    outside = configuration.entity(jurisdiction.outside_default).front_unit
    return frozenset(direct | fronts | {outside})


def _stand_ins(entity_key: str, configuration: Configuration) -> Iterator[str]:
    seen = {entity_key}
    following = configuration.entity(entity_key).stand_in
    while following is not None and following not in seen:
        yield following
        seen.add(following)
        following = configuration.entity(following).stand_in
