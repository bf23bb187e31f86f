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
    # Before any process is started, so that a mistake is told in words and not by a worker that
    # dies, and so that all of them share it in memory; connections each makes of its own.
    services = build_services(settings)
    app = create_app(settings, services=services)
    services.sessions.kw["bind"].dispose()
    logs.configure(settings)
    serve(lambda: app, settings)
    return 0
