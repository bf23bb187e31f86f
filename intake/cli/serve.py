"""`intake serve`: the pages behind gunicorn, on this machine alone unless TLS is in front."""

import argparse

from intake.app import logs
from intake.app.factory import create_app
from intake.app.install import check_schema
from intake.app.server import serve
from intake.app.services import build_services
from intake.settings import Settings


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve the pages", description=__doc__)
    parser.set_defaults(handler=handle)


def handle(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until told to stop."""
    check_schema(settings)
    # Once before any process is started, so that a mistake is told in words and not by a worker
    # that dies; each process then makes an application, and connections, of its own.
    build_services(settings)
    logs.configure(settings)
    serve(lambda: create_app(settings), settings)
    return 0
