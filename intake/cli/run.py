"""`intake run`: web and worker together, for a first look and for a small office on one machine.

On a first start in an empty place it makes a demonstration with invented cases; an install that
takes real complaints is made by `intake init --production` before.
"""

import argparse
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from intake.app.install import prepare
from intake.cli.demonstration import set_up
from intake.cli.supervisor import Supervisor
from intake.settings import Settings, data_dir, load_settings, settings_file
from intake.settings.loading import FILE_NAME

PARTS = {name: (sys.executable, "-m", "intake.cli.main", name) for name in ("serve", "worker")}
SETTINGS_OF_A_DEMONSTRATION = """\
# Written by the first `intake run` in this folder. A demonstration takes no real complaints.
demonstration = true
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("run", help="serve web and worker", description=__doc__)
    parser.set_defaults(handler=handle)


def handle(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Prepare the install and run until stopped; see `Supervisor.run` for the exit code."""
    if is_untouched(settings):
        settings = make_demonstration(settings)
    prepare(settings, random=secrets.token_bytes, at=datetime.now(UTC))
    if settings.demonstration:
        set_up(settings)
    supervisor = Supervisor(
        PARTS,
        address=f"http://127.0.0.1:{settings.port}",
        grace_seconds=settings.server.stop_seconds + 5,
    )
    return supervisor.run()


def is_untouched(settings: Settings) -> bool:
    """Say whether nobody has settled anything: no settings file, no variable, nothing stored."""
    folder = settings.data_dir
    return (
        settings_file(os.environ) is None
        and "INTAKE_DEMONSTRATION" not in os.environ
        and "INTAKE_DATABASE_URL" not in os.environ
        and not (folder.is_dir() and any(folder.iterdir()))
    )


def make_demonstration(settings: Settings) -> Settings:
    """Write down that this folder is a demonstration, and return the settings that follow."""
    folder: Path = settings.data_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir(os.environ) / FILE_NAME
    path.write_text(SETTINGS_OF_A_DEMONSTRATION, "utf-8")
    path.chmod(0o600)
    return load_settings(os.environ)
