"""All findings about an install, the grave ones first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.actions.services import Services
from intake.app.diagnosis import configuration, people, releases, running
from intake.app.diagnosis.finding import Finding


def diagnose(session: Session, services: Services) -> tuple[Finding, ...]:
    """Every finding, those that stop or endanger complaints first."""
    found = [
        *people.units(session, services),
        *people.administrators(session, services),
        *releases.releases(session, services),
        *running.outbox(session, services.clock()),
        *running.disk(services.settings.data_dir),
        *running.backup(session, services),
        *running.printing(),
        *configuration.homeless_cases(session, services),
        *configuration.fingerprints_of_nobody(services),
        *configuration.stale(services),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.grave))
