"""`intake worker`: send notices, record missed deadlines, send reminders, erase what is due, close
quarters, and publish what was requested.
"""

import argparse
import signal
from threading import Event

from intake.app import logs
from intake.app.install import check_schema
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.settings import Settings
from intake.vault.server.files import Process, load_keyring


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("worker", help="send notices and reminders", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do one round and stop")
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Work until SIGTERM or SIGINT; a round under way is finished first."""
    check_schema(settings)
    logs.configure(settings)
    services = build_services(settings, needs=())
    keyring = load_keyring(keyring_folder(settings), Process.WORKER)
    worker = Worker(services=services, keyring=keyring)
    if arguments.once:
        worker.round()
        worker.child.wait()
        return 0
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop)
    return 0
