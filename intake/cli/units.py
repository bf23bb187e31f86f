"""`intake units`: whether this host goes on from the units' statements that the database has.

A host remembers the newest signed statement of each unit that it saw. Where the database has an
older one, or another, nothing is sealed to the unit and nobody opens its cases: someone may have
deleted rows to bring back a member who left. After a restore, or with a new recovery key, that is
as it should be; then accept what the database has.
"""

import argparse
import sys
from collections.abc import Callable

from sqlalchemy.orm import Session

from intake.accounts.units.anchors import Seen, SeenUnits
from intake.accounts.units.keys import proven_unit, usable
from intake.actions.services import Services
from intake.app.install import check_schema
from intake.app.services import build_services
from intake.settings import Settings
from intake.settings.recovery import fingerprints
from intake.vault.errors import KeyUnproven

Run = Callable[[argparse.Namespace, Services, Session], int]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its verbs."""
    parser = subparsers.add_parser("units", help="list and accept", description=__doc__)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="show what the database has and what this host saw")
    listing.set_defaults(handler=handle, run=list_units)
    accepting = verbs.add_parser("accept", help="go on from what the database has")
    accepting.add_argument("unit", help="such as saguaro-city/oversight-board/intake")
    accepting.set_defaults(handler=handle, run=accept)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run one verb; 1 where it could not be done."""
    check_schema(settings)
    services = build_services(settings)
    run: Run = arguments.run
    with services.sessions() as session:
        try:
            return run(arguments, services, session)
        finally:
            session.close()
            services.sessions.kw["bind"].dispose()


def list_units(_arguments: argparse.Namespace, services: Services, session: Session) -> int:
    """Print each unit: the statement that the database proves, and the one that was seen."""
    known = fingerprints(services.settings)
    units = [unit.key for unit in services.configuration.units()]
    proven = usable(session, units, install_id=services.install_id, recovery=known)
    seen = SeenUnits.in_folder(services.settings.data_dir).all()
    for unit in units:
        here = proven[unit].proven.statement.version if unit in proven else "-"
        print(f"{unit}  database {here}  seen {seen[unit].version if unit in seen else '-'}")
    return 0


def accept(arguments: argparse.Namespace, services: Services, session: Session) -> int:
    """Take the newest statement that the recovery key proves as the newest one seen."""
    unit: str = arguments.unit
    try:
        found = proven_unit(
            session,
            unit,
            install_id=services.install_id,
            recovery=fingerprints(services.settings),
        )
    except KeyUnproven:
        print(
            f"intake units: {unit} has no statement that its recovery key proves", file=sys.stderr
        )
        return 1
    newest = Seen.of(found.proven.statement)
    SeenUnits.in_folder(services.settings.data_dir).accept(unit, newest)
    people = len(found.members)
    print(f"accepted: statement {newest.version} of {unit}, which names {people} member(s)")
    return 0
