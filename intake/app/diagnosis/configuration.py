"""Findings about the configuration: what it forgot, and what in it has grown old."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.services import Services
from intake.app.diagnosis.finding import Finding
from intake.cases.models import Case
from intake.cases.queue_key import CLOSED_FROM
from intake.rules import warnings
from intake.settings.recovery import FILE_NAME, fingerprints


def homeless_cases(session: Session, services: Services) -> Iterator[Finding]:
    """Open cases of a unit that the configuration does not know any more."""
    known = {unit.key for unit in services.configuration.units()}
    held = session.scalars(select(Case.unit).where(Case.queue_key < CLOSED_FROM).distinct())
    for unit in sorted(set(held) - known):
        yield Finding(
            place=f"unit {unit}",
            wrong="has open cases, but is not in the configuration",
            mend="put the unit back in the configuration until its cases are closed",
        )


def fingerprints_of_nobody(services: Services) -> Iterator[Finding]:
    """Recovery fingerprints for an entity that is not there: most likely a slip in its name."""
    known = {unit.entity_key for unit in services.configuration.units()}
    for key in sorted(set(fingerprints(services.settings)) - known):
        yield Finding(
            place=FILE_NAME,
            wrong=f"names {key}, which is not in the configuration",
            mend="compare the line with the one on the key setup page",
            grave=False,
        )


def stale(services: Services) -> Iterator[Finding]:
    """What wants a look in the configuration: numbers not called for long, holidays that end."""
    settings = services.settings
    for problem in warnings(settings.config_dir, today=services.clock().date()):
        yield Finding(
            place=problem.where,
            wrong=problem.wrong,
            mend=problem.right,
            grave=False,
        )
