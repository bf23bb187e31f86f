"""`intake demo-advance DAYS`: move a demonstration's clock forward, to see deadlines come due."""

import argparse
import sys

from intake.app.demonstration.clock import advance
from intake.settings import Settings, demonstration


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo-advance", help="move forward by days", description=__doc__)
    parser.add_argument("days", type=int, help="how many days, 1 or more")
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Move the clock of a demonstration on; a real install has no such clock."""
    if not settings.demonstration:
        print(
            "demo-advance: this is not a demonstration; its clock is the calendar", file=sys.stderr
        )
        return 1
    if arguments.days < 1:
        print("demo-advance: enter 1 day or more", file=sys.stderr)
        return 2
    if demonstration.path(settings).exists() and demonstration.read(settings).to_come:
        print("demo-advance: it is still being set up; try again in a minute", file=sys.stderr)
        return 1
    ahead = advance(settings.data_dir, arguments.days)
    print(f"the demonstration is {ahead} days ahead of the calendar; staff must sign in again")
    return 0
