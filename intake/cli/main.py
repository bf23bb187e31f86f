"""The command line: one table of commands, each in a module of its own that is loaded when asked.

A module offers `register(subparsers)`, which sets `handler`, a function of the arguments and the
settings that returns the exit code: 0 done, 1 not everything was right, 2 could not begin.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from intake.bedrock.problems import Invalid
from intake.settings import Settings, load_settings

Handler = Callable[[argparse.Namespace, Settings], int]


@dataclass(frozen=True)
class Command:
    """One command: the module that holds it and what it does, in a line."""

    module: str
    summary: str


COMMANDS: Mapping[str, Command] = {
    "run": Command("run", "run web and worker together; the first start makes a demonstration"),
    "serve": Command("serve", "serve the pages (gunicorn)"),
    "worker": Command("worker", "send notices, watch deadlines, erase what is due"),
    "init": Command("init", "create or complete an install: keys, database, settings"),
    "check-config": Command(
        "check_config", "check rules, questions, and texts; list every mistake"
    ),
    "doctor": Command("doctor", "show what is wrong with this install and how to fix it"),
    "staff": Command("staff", "invite, list, disable, and reset staff accounts"),
    "units": Command("units", "accept a unit's keys after a restore"),
    "keys": Command("keys", "show, rotate, and split the server's own keys"),
    "db-roles": Command("db_roles", "write the SQL of one database role per kind of process"),
    "import": Command("import_file", "import complaints that were taken elsewhere"),
    "report": Command("report", "write a report that a law requires, from published releases"),
    "publish": Command("publish", "publish a closed quarter's numbers, or do a trial run"),
    "backup": Command("backup", "write an encrypted copy of everything"),
    "restore": Command("restore", "restore a backup into an empty place"),
    "demo-advance": Command("demo_advance", "move a demonstration's clock forward by days"),
}
CANNOT_BEGIN = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    # Whatever a command makes is for its owner alone: databases, copies, mails, logs.
    os.umask(0o077)
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = make_parser(words[:1]).parse_args(words)
    handler: Handler = arguments.handler
    return carry_out(lambda: handler(arguments, load_settings(os.environ)))


def carry_out(work: Callable[[], int]) -> int:
    """Do something and return its exit code; say in words why it could not begin."""
    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if not isinstance(error, _startup_errors()):
            raise
        tell(error)
        return CANNOT_BEGIN


def make_parser(chosen: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Make the parser; only the commands in `chosen` are loaded, the others are but named."""
    parser = argparse.ArgumentParser(
        prog="intake",
        description="Take complaints, seal them, route them, and answer them on time.",
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        if name in chosen:
            importlib.import_module(f"intake.cli.{command.module}").register(subparsers)
        else:
            subparsers.add_parser(name, help=command.summary)
    return parser


def _startup_errors() -> tuple[type[Exception], ...]:
    # Loaded when something went wrong, so that `intake --help` does not wait for the whole house.
    from intake.app.demonstration import DemonstrationLost
    from intake.app.install import KeysMissing, SchemaOutdated
    from intake.app.services import InstallMissing
    from intake.vault.errors import KeyringRefused

    return (
        DemonstrationLost,
        InstallMissing,
        Invalid,
        KeyringRefused,
        KeysMissing,
        SchemaOutdated,
    )


def tell(error: Exception) -> None:
    """Say on standard error why a command could not begin, one line for each problem."""
    if not isinstance(error, Invalid):
        print(f"intake: {error or type(error).__doc__}", file=sys.stderr)
        return
    print(f"intake can't start. Problems to fix: {len(error.problems)}", file=sys.stderr)
    for problem in error.problems:
        print(f"  {problem}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
