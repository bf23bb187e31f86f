"""`intake db-roles`: write the SQL of PostgreSQL roles, one for each kind of process.

Run it as the owner of the tables, who must be allowed to make roles, and again after each update:
`intake db-roles | psql DATABASE`. It sets no passwords; `\\password intake_resident` does.
"""

import argparse
import re
import sys
from pathlib import Path

from intake.actions.upkeep.erase import EMPTIED
from intake.app.database_roles.rights import declared_rights
from intake.app.database_roles.statements import PREFIX, grants
from intake.settings import Settings

NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("db-roles", help="write SQL of roles", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="file to write (default: print it)")
    parser.add_argument(
        "--prefix",
        default=PREFIX,
        type=_name,
        help="what the names of the roles begin with (default: intake)",
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Print the statements or write them; 1 where the file cannot be written."""
    statements = grants(declared_rights(), prefix=arguments.prefix, emptied=EMPTIED)
    text = "\n".join(("BEGIN;", *statements, "COMMIT;", ""))
    if arguments.file is None:
        sys.stdout.write(text)
        return 0
    try:
        arguments.file.write_text(text, "utf-8")
    except OSError as error:
        print(f"db-roles: {arguments.file}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise argparse.ArgumentTypeError("lower-case letters, digits, and _, at most 40")
    return text
