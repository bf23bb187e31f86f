"""`intake doctor`: show what is wrong with this install and how to fix it."""

import argparse
import json

from sqlalchemy.orm import Session

from intake.actions.services import Services
from intake.app.diagnosis import configuration, people, releases, running
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
            findings = diagnose(session, services)
    finally:
        services.sessions.kw["bind"].dispose()
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
