"""`intake staff`: invite, list, unlock, disable, and reset people. It opens no complaint."""

import argparse
import json
import sys
from collections.abc import Callable

from sqlalchemy.orm import Session

from intake.accounts.directory import Person, find_by_address, people_in
from intake.accounts.errors import (
    AccountError,
    AddressMalformed,
    AddressTaken,
    AdministratorHoldsUnit,
    NameMalformed,
    PersonUnknown,
    RoleNotOffered,
    StandInConflict,
)
from intake.accounts.profiles import MOST_NAME_CHARACTERS, Profile
from intake.accounts.roles import Role
from intake.actions.context import ActionContext
from intake.actions.people.disable import disable_person
from intake.actions.people.invite import invite_person
from intake.actions.people.reset import reset_person
from intake.actions.people.unlock import unlock_person
from intake.app.install import check_schema
from intake.app.services import build_services
from intake.bedrock.keys import UnitKey
from intake.settings import Settings
from intake.settings.audiences import Audience
from intake.texts.catalogue import available_languages
from intake.vault.server.files import Process

Command = Callable[[argparse.Namespace, Settings, Session, ActionContext], int]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its verbs."""
    parser = subparsers.add_parser("staff", help="manage people", description=__doc__)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="show everyone")
    listing.add_argument("--json", action="store_true", help="one JSON object per line")
    _inviting(verbs.add_parser("invite", help="create an account and print its link"))
    unlocking = verbs.add_parser("unlock", help="check codes again after ten wrong ones")
    unlocking.add_argument("address", help="the person's email address")
    disabling = verbs.add_parser("disable", help="end sessions and access right away")
    resetting = verbs.add_parser("reset", help="destroy the key and print a link to start over")
    for verb in (disabling, resetting):
        verb.add_argument("address", help="the person's email address")
        verb.add_argument("--yes", action="store_true", help="do not ask")
    runs = (
        (listing, list_people),
        (unlocking, unlock),
        (disabling, disable),
        (resetting, reset),
    )
    for verb, run in runs:
        verb.set_defaults(handler=handle, run=run)


def _inviting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", help="the person's email address")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument("--language", default="en", choices=available_languages())
    parser.add_argument(
        "--role",
        action="append",
        default=[],
        type=_role,
        metavar="UNIT=ROLE",
        help="a role in a unit, such as saguaro-city/oversight-board/intake=lead (repeatable)",
    )
    parser.add_argument(
        "--administrator",
        action="append",
        default=[],
        metavar="JURISDICTION",
        help="make the person an administrator of a jurisdiction (repeatable)",
    )
    parser.set_defaults(handler=handle, run=invite)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run one verb; returns 1 when it could not be done."""
    check_schema(settings)
    services = build_services(settings, needs=(Process.STAFF,))
    context = services.action_context(services.staff_keyring)
    run: Command = arguments.run
    with services.sessions() as session:
        try:
            return run(arguments, settings, session, context)
        except AccountError as fault:
            print(f"intake staff: {fault_line(fault)}", file=sys.stderr)
            return 1
        finally:
            session.close()
            services.sessions.kw["bind"].dispose()


def list_people(
    arguments: argparse.Namespace, _settings: Settings, session: Session, context: ActionContext
) -> int:
    """Print everybody: state, address, name, roles."""
    people = people_in(
        session,
        context.configuration.jurisdictions,
        keyring=context.keyring,
        install_id=context.install_id,
    )
    for person in people:
        roles = {unit: sorted(held) for unit, held in person.roles.items()}
        facts = {"state": person.state, "email": person.email, "name": person.name}
        print(json.dumps({**facts, "roles": roles}) if arguments.json else person_line(person))
    return 0


def invite(
    arguments: argparse.Namespace, settings: Settings, session: Session, context: ActionContext
) -> int:
    """Make an account and print its link; the same link goes out by email."""
    roles: dict[str, frozenset[Role]] = {}
    given = [(UnitKey.administration(slug), Role.ADMINISTRATOR) for slug in arguments.administrator]
    for unit, role in [*arguments.role, *given]:
        roles[unit] = roles.get(unit, frozenset()) | {role}
    invited = invite_person(
        session,
        context=context,
        by=None,
        profile=Profile(arguments.name, arguments.address),
        language=arguments.language,
        roles=roles,
    )
    print(link(settings, invited.token))
    return 0


def unlock(
    arguments: argparse.Namespace, _settings: Settings, session: Session, context: ActionContext
) -> int:
    """Let codes be tried again after too many wrong ones; nothing else changes."""
    staff_id = _find(session, context, arguments.address)
    unlock_person(session, context=context, by=None, staff_id=staff_id)
    print("unlocked")
    return 0


def disable(
    arguments: argparse.Namespace, _settings: Settings, session: Session, context: ActionContext
) -> int:
    """End a person's sessions and access."""
    staff_id = _find(session, context, arguments.address)
    if not _sure(arguments, "They're signed out right away and can't sign in again."):
        return 1
    units = disable_person(session, context=context, by=None, staff_id=staff_id)
    print(
        f"disabled; units that will get new keys at the next sign-in: {', '.join(units) or 'none'}"
    )
    return 0


def reset(
    arguments: argparse.Namespace, settings: Settings, session: Session, context: ActionContext
) -> int:
    """Destroy a person's key, grant nothing, and print the link to start again."""
    staff_id = _find(session, context, arguments.address)
    if not _sure(
        arguments, "Their key is destroyed. A member of each unit must give them access again."
    ):
        return 1
    print(link(settings, reset_person(session, context=context, by=None, staff_id=staff_id).token))
    return 0


def link(settings: Settings, token: str) -> str:
    """The address at which an invited person begins."""
    return f"{settings.address_of(Audience.STAFF).rstrip('/')}/staff/join/{token}"


def _role(text: str) -> tuple[str, Role]:
    unit, _, role = text.rpartition("=")
    if not unit or role not in set(Role):
        roles = ", ".join(sorted(Role))
        raise argparse.ArgumentTypeError(f"enter UNIT=ROLE, with one of these roles: {roles}")
    return unit, Role(role)


def _find(session: Session, context: ActionContext, address: str) -> str:
    staff = find_by_address(session, address, keyring=context.keyring)
    if staff is None:
        raise PersonUnknown
    return staff.id


def _sure(arguments: argparse.Namespace, meaning: str) -> bool:
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        print("intake staff: add --yes to run without a question", file=sys.stderr)
        return False
    return input(f"{meaning} Continue? Type yes: ").strip().casefold() == "yes"


_FAULTS: dict[type[AccountError], str] = {
    AddressMalformed: "enter an email address like name@example.com",
    AddressTaken: "someone already has an account with this address",
    AdministratorHoldsUnit: "an administrator can't work in a unit of the same jurisdiction",
    NameMalformed: f"enter a name of up to {MOST_NAME_CHARACTERS} characters on one line, in UTF-8",
    PersonUnknown: "nobody has an account with this address",
    RoleNotOffered: "enter at least one role, and only units and roles in the configuration",
}


def fault_line(fault: AccountError) -> str:
    """The sentence for a fault; the name of the error where there is none."""
    if isinstance(fault, StandInConflict):
        return f"nobody can work for an office and its stand-in; this person works for {fault.held}"
    return _FAULTS.get(type(fault), type(fault).__name__)


def person_line(person: Person) -> str:
    """One line for a list: state, address, name, roles by unit."""
    roles = "; ".join(f"{unit}: {', '.join(sorted(held))}" for unit, held in person.roles.items())
    return f"{person.state.value:<9} {_plain(person.email):<36} {_plain(person.name)} ({roles})"


def _plain(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
