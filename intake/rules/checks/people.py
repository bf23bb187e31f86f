"""Steps that need two people can be done, and nobody serves both an entity and its stand-in."""

from intake.accounts.roles import Permission, Role, permissions_of
from intake.rules.checks.references import file_of, known_entities
from intake.rules.codes import DecidedBy, Otherwise, TwoPersonStep
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reading import Findings

ENTITIES = "entities.toml"

_PERMISSION = {
    TwoPersonStep.APPROVE_FINDINGS: Permission.APPROVE_FINDINGS,
    TwoPersonStep.DECIDE_APPEAL: Permission.DECIDE_APPEAL,
    TwoPersonStep.CONFIRM_WITHDRAWAL: Permission.CONFIRM_WITHDRAWAL,
    TwoPersonStep.CLOSE_WITHOUT_FINDING: Permission.CLOSE,
}


def permission_of(step: TwoPersonStep, entity: Entity) -> Permission:
    """What the second person of a step must be allowed to do in this entity."""
    if step is TwoPersonStep.APPROVE_FINDINGS and entity.decided_by is DecidedBy.BOARD:
        return Permission.RECORD_BOARD_DECISION
    return _PERMISSION[step]


def check_people(place: Jurisdiction, configuration: Configuration, findings: Findings) -> None:
    """Note two-person steps that no one could fill, and on-call lists shared with a stand-in."""
    entities = known_entities(configuration)
    for entity in place.entities.values():
        stand_in = entities.get(entity.stand_in or "")
        for step in TwoPersonStep:
            _check_step(place, entity, stand_in, step, findings)
        _check_on_call(place, entity, stand_in, findings)


def _check_step(
    place: Jurisdiction,
    entity: Entity,
    stand_in: Entity | None,
    step: TwoPersonStep,
    findings: Findings,
) -> None:
    second = entity.second_person.get(step)
    if second is None:
        return  # the reader has named the missing line
    file, key = file_of(place, ENTITIES), f"entities[{entity.id}].second_person.{step}"
    needed = permission_of(step, entity)
    fit = [role for role in second.roles if needed in permissions_of([role])]
    for role in second.roles:
        if role not in fit:
            wrong = f"The role {role} can't do this step."
            findings.add(file, f"{key}.roles", wrong, _roles_right(needed))
    if second.otherwise is Otherwise.STAND_IN and stand_in is None:
        wrong = "There is no stand-in to be the second person."
        findings.add(file, f"{key}.otherwise", wrong, "nobody, or a stand_in for the entity")
    helpers = stand_in if second.otherwise is Otherwise.STAND_IN else None
    if not _is_filled(fit, entity) and not (
        helpers and _has(permission_of(step, helpers), helpers)
    ):
        wrong = (
            "No one could be the second person: neither the entity nor its stand-in has the role."
        )
        findings.add(file, key, wrong, f"a unit with one of these roles: {_roles_right(needed)}")


def _is_filled(roles: list[Role], entity: Entity) -> bool:
    return any(role in entity.roles() for role in roles)


def _has(needed: Permission, entity: Entity) -> bool:
    return needed in permissions_of(entity.roles())


def _roles_right(needed: Permission) -> str:
    return ", ".join(role for role in Role if needed in permissions_of([role]))


def _check_on_call(
    place: Jurisdiction, entity: Entity, stand_in: Entity | None, findings: Findings
) -> None:
    if stand_in is None:
        return
    own = {one.address.casefold() for one in entity.duty.on_call}
    for shared in sorted(own & {one.address.casefold() for one in stand_in.duty.on_call}):
        key = f"entities[{entity.id}].duty.on_call"
        wrong = f"{shared} is also on the on-call list of its stand-in {stand_in.id}."
        right = "people who serve only one of the two"
        findings.add(file_of(place, ENTITIES), key, wrong, right)
