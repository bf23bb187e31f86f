"""`intake doctor`: show what is wrong with this install and how to fix it.

Under the database role of one kind of process it looks at what that process needs and may see: the
role's rights, and this host.
"""

import argparse
import json

from sqlalchemy.orm import Session

from intake.actions.services import Services
from intake.app.database_roles.rights import Role
from intake.app.database_roles.standing import role_in_use
from intake.app.diagnosis import configuration, people, releases, rights, running
from intake.app.diagnosis.finding import Finding
from intake.app.install import check_schema
from intake.app.services import build_services
from intake.settings import Settings


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("doctor", help="show what is wrong", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON Lines")
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print every finding; 1 where one of them stops or endangers complaints."""
    check_schema(settings)
    services = build_services(settings)
    try:
        with services.sessions() as session:
            found = _found(session, services)
    finally:
        services.sessions.kw["bind"].dispose()
    findings = sorted(found, key=lambda finding: not finding.grave)
    for finding in findings:
        print(_as_json(finding) if arguments.json else _as_text(finding))
    if not findings and not arguments.json:
        print("no problems found")
    return 1 if any(finding.grave for finding in findings) else 0


def _as_text(finding: Finding) -> str:
    mark = "!!" if finding.grave else " -"
    return f"{mark} {finding.place}: {finding.wrong}\n   {finding.mend}"


def _as_json(finding: Finding) -> str:
    return json.dumps(
        {
            "place": finding.place,
            "wrong": finding.wrong,
            "mend": finding.mend,
            "grave": finding.grave,
        }
    )


def _found(session: Session, services: Services) -> tuple[Finding, ...]:
    role = role_in_use(session)
    return diagnose(session, services) if role is None else of_process(session, services, role)


def of_process(session: Session, services: Services, role: Role) -> tuple[Finding, ...]:
    """What can be found under the role of one kind of process."""
    return (
        *rights.rights(session, role),
        *running.disk(services.settings.data_dir),
        *configuration.fingerprints_of_nobody(services),
        *configuration.stale(services),
    )


def diagnose(session: Session, services: Services) -> tuple[Finding, ...]:
    """Every finding, seen as the owner of the tables."""
    return (
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
    )
