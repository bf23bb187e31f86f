"""Findings about units, their keys and members, and administrators."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from intake.accounts.units.soundness import (
    UnitCondition,
    jurisdictions_without_administrator,
    unit_conditions,
)
from intake.actions.services import Services
from intake.app.diagnosis.finding import Finding


def units(session: Session, services: Services) -> Iterator[Finding]:
    """What is amiss with the keys and members of each unit."""
    keys = [unit.key for unit in services.configuration.units()]
    conditions = unit_conditions(
        session,
        keys,
        install_id=services.install_id,
        recovery=services.anchors,
    )
    for condition in conditions:
        yield from _unit(condition)


def _unit(unit: UnitCondition) -> Iterator[Finding]:
    name = f"unit {unit.unit}"
    if not unit.statements:
        yield Finding(
            place=name,
            wrong="has no key; its cases go to its stand-in, or the form stays closed",
            mend="invite a lead, who signs in and opens the Units page",
        )
    elif not unit.fingerprint_set:
        yield Finding(
            place=name,
            wrong="its office's recovery fingerprint is not in recovery.toml",
            mend="add the line that the key setup page shows",
        )
    elif unit.unseen:
        yield Finding(
            place=name,
            wrong="its statements do not lead on from the newest that this host saw: rows are gone",
            mend="find out why; after a restore or new recovery key, run intake units accept",
        )
    elif not unit.proven:
        yield Finding(
            place=name,
            wrong="its newest statement does not follow from the recovery key: a row was changed",
            mend="find out who had access to the database; restore from a backup",
        )
    if unit.swapped:
        yield Finding(
            place=name,
            wrong=f"the key of {unit.swapped} member(s) is not the one in the unit's statement",
            mend="find out who had access to the database; reset those accounts",
        )
    yield from _members(unit, name)


def _members(unit: UnitCondition, name: str) -> Iterator[Finding]:
    if unit.proven and not unit.is_open:
        yield Finding(
            place=name,
            wrong="nobody holds the key, or only one person does and there is no recovery key",
            mend="give a second member access, or recover the unit with the printed key",
        )
    elif unit.proven and unit.holding == 1:
        yield Finding(
            place=name,
            wrong="only one member holds the key",
            mend="give a second member access",
            grave=False,
        )
    if unit.waiting:
        yield Finding(
            place=name,
            wrong=f"people waiting for access: {unit.waiting}",
            mend="have a member compare six words with them on the Units page",
            grave=False,
        )
    if unit.needs_renewal:
        yield Finding(
            place=name,
            wrong="someone left; the next member to sign in makes a new key",
            mend="ask a member to sign in today",
            grave=False,
        )


def administrators(session: Session, services: Services) -> Iterator[Finding]:
    """Jurisdictions that nobody administers."""
    for slug in jurisdictions_without_administrator(session, services.configuration.jurisdictions):
        yield Finding(
            place=f"jurisdiction {slug}",
            wrong="it has no administrator, so alarms reach nobody",
            mend=f"run intake staff invite --help, then invite an administrator of {slug}",
        )
