"""The units a person sees, each with its condition and with what waits for this person there."""

from dataclasses import dataclass

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.accounts.units.keys import usable
from intake.accounts.units.recovery import find_recovery
from intake.accounts.units.soundness import UnitCondition, unit_conditions
from intake.bedrock.keys import UnitKey
from intake.settings.recovery import line
from intake.web.foundation.database import session
from intake.web.foundation.services import services
from intake.web.staff.entry.session import staff_context
from intake.web.staff.team.names import entity_name, unit_name


@dataclass(frozen=True)
class UnitCard:
    """One unit as one person sees it.

    Attributes:
        is_mine: the person works in the unit; else they only administer its jurisdiction.
        holds: the person holds the unit's key.
        settings_line: what the administrator puts into recovery.toml, while it is not there.
    """

    unit: str
    name: str
    entity_name: str
    condition: UnitCondition
    is_mine: bool
    holds: bool
    may_make_keys: bool
    may_admit: bool
    entity_has_recovery: bool
    settings_line: str | None

    @property
    def place(self) -> str:
        """The slug of the jurisdiction, for addresses."""
        return UnitKey(self.unit).place

    @property
    def office(self) -> str:
        """The id of the entity, for addresses."""
        return UnitKey(self.unit).entity.id

    @property
    def room(self) -> str:
        """The id of the unit, for addresses."""
        return UnitKey(self.unit).id

    @property
    def waits_for_set_up(self) -> bool:
        """Whether this person should make the unit's keys."""
        return self.may_make_keys and self.condition.statements == 0

    @property
    def waits_for_me(self) -> bool:
        """Whether this person has something to do here, or waits to be let in."""
        shut_out = self.is_mine and self.condition.proven and not self.holds
        admits = self.holds and self.may_admit and self.condition.waiting > 0
        return self.waits_for_set_up or shut_out or admits


def unit_cards(member: Member) -> tuple[UnitCard, ...]:
    """The person's own units, and those of the jurisdictions they administer."""
    mine = set(member.units())
    everywhere = (unit.key for unit in services().configuration.units())
    seen = [u for u in everywhere if u in mine or member.administers(UnitKey(u).place)]
    return _cards(member, tuple(seen))


def unit_card(member: Member, unit: str) -> UnitCard | None:
    """One unit, if the person may see it."""
    may = unit in member.units() or member.administers(UnitKey(unit).place)
    known = any(unit == found.key for found in services().configuration.units())
    return _cards(member, (unit,))[0] if may and known else None


def waiting_for(member: Member) -> bool:
    """Whether one of the person's own units waits for them, or they for it."""
    return any(card.waits_for_me for card in _cards(member, member.units()))


def _cards(member: Member, units: tuple[str, ...]) -> tuple[UnitCard, ...]:
    context = staff_context()
    conditions = unit_conditions(
        session(), units, install_id=context.install_id, recovery=context.recovery
    )
    proven = usable(session(), units, install_id=context.install_id, recovery=context.recovery)
    return tuple(
        _card(
            member,
            condition,
            holds=condition.unit in proven and member.staff_id in proven[condition.unit].members,
        )
        for condition in conditions
    )


def _card(member: Member, condition: UnitCondition, *, holds: bool) -> UnitCard:
    unit, entity = condition.unit, UnitKey(condition.unit).entity
    recovery = find_recovery(session(), entity)
    missing = recovery is not None and not condition.fingerprint_set
    return UnitCard(
        unit=unit,
        name=unit_name(unit),
        entity_name=entity_name(entity),
        condition=condition,
        is_mine=unit in member.units(),
        holds=holds,
        may_make_keys=member.may(Permission.MAKE_UNIT_KEYS, unit),
        may_admit=member.may(Permission.ADMIT_MEMBER, unit),
        entity_has_recovery=recovery is not None,
        settings_line=line(entity, recovery.fingerprint) if recovery and missing else None,
    )
