"""The keys of the invented offices: a recovery key, keys for each unit, and everybody let in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from intake.accounts.roles import Permission, Role
from intake.accounts.units.keys import proven_unit
from intake.accounts.units.members import fingerprint, people_of
from intake.accounts.units.recovery import find_recovery
from intake.accounts.units.versions import newest_version
from intake.actions.context import ActionContext
from intake.actions.keys.set_up import (
    confirm_recovery_key,
    make_recovery_key,
    pending_recovery,
    set_up_unit,
)
from intake.actions.keys.share import admit_member
from intake.app.demonstration.people import Cast, Person
from intake.rules.entities import Entity
from intake.settings import recovery
from intake.settings.model import Settings


@dataclass
class Paper:
    """The recovery keys that offices print, by entity; `keep` is told of each that is made."""

    printed: dict[str, str] = field(default_factory=dict)
    keep: Callable[[str, str], None] = lambda entity, printed: None

    def put(self, entity: str, groups: tuple[str, ...]) -> None:
        """Print a key, in the place of an older one that was never confirmed."""
        self.printed[entity] = " ".join(groups)
        self.keep(entity, self.printed[entity])


def open_entity(
    session: Session,
    *,
    context: ActionContext,
    settings: Settings,
    entity: Entity,
    cast: Cast,
    paper: Paper | None = None,
) -> None:
    """Make an entity's recovery key and its units' keys, unless they are there.

    The demonstration puts the recovery fingerprint in place itself; in a real install that takes
    a second pair of hands.
    """
    paper = paper or Paper()
    leads = tuple(_leads_of(entity, cast))
    if find_recovery(session, entity.key) is None:
        _make_recovery(session, context, settings, entity.key, leads[0], paper)
    for lead in leads:
        if newest_version(session, lead.account.unit) is None:
            set_up_unit(
                session,
                context=context,
                member=lead.member,
                unit=lead.account.unit,
                typed=paper.printed[entity.key],
            )


def admit_all(session: Session, *, context: ActionContext, cast: Cast) -> None:
    """Let each lead let in who of their unit waits for it."""
    for (unit, role), lead in cast.items():
        if role is not Role.LEAD:
            continue
        proven = proven_unit(
            session, unit, install_id=context.install_id, recovery=context.recovery
        )
        for newcomer in people_of(session, unit, proven).waiting:
            admit_member(
                session,
                context=context,
                member=lead.member,
                unit=unit,
                newcomer_id=newcomer.id,
                compared=fingerprint(newcomer),
            )


def _leads_of(entity: Entity, cast: Cast) -> Iterator[Person]:
    units = {unit.key for unit in entity.units.values()}
    for (unit, _), person in cast.items():
        if unit in units and person.member.may(Permission.MAKE_UNIT_KEYS, unit):
            yield person


def _make_recovery(
    session: Session,
    context: ActionContext,
    settings: Settings,
    entity: str,
    lead: Person,
    paper: Paper,
) -> None:
    make_recovery_key(session, context=context, member=lead.member, visit=lead.visit, entity=entity)
    waiting = pending_recovery(lead.visit)
    if waiting is None:
        raise RuntimeError("the recovery key was not kept")
    groups = waiting.key.printed()
    # Both before it counts: a start that is ended here makes another key in its place.
    paper.put(entity, groups)
    recovery.write(settings, entity, waiting.key.public.fingerprint)
    confirm_recovery_key(
        session,
        context=context,
        member=lead.member,
        visit=lead.visit,
        typed={number: groups[number - 1] for number in waiting.groups},
    )
