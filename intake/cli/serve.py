"""`intake serve`: the pages behind gunicorn, on this machine alone unless TLS is in front.

With `--audience` a process serves one audience and no other: it has no address of the others,
holds none of their keys, and can run on a host and under a database role of its own.
"""

import argparse

from intake.app import logs
from intake.app.factory import AUDIENCES, create_app, services_for
from intake.app.install import check_schema
from intake.app.server import serve
from intake.settings import Settings
from intake.settings.audiences import Audience


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help="serve the pages", description=__doc__)
    parser.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        help="serve the pages of one audience alone (default: all)",
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve until told to stop."""
    check_schema(settings)
    # Before any process is started, so that a mistake is told in words and not by a worker that
    # dies, and so that all of them share it in memory; connections each makes of its own.
    audiences = (Audience(arguments.audience),) if arguments.audience else AUDIENCES
    services = services_for(settings, audiences)
    app = create_app(settings, services=services, audiences=audiences)
    services.sessions.kw["bind"].dispose()
    logs.configure(settings)
    serve(lambda: app, settings)
    return 0
