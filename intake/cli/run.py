"""`intake run`: web and worker together, for a first look and for a small office on one machine.

On a first start in an empty place it makes a demonstration with invented cases; an install that
takes real complaints is made by `intake init --production` before.
"""

import argparse
import gc
import os
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

from intake.cli.main import carry_out, main
from intake.cli.supervisor import Part, Supervisor
from intake.settings import Settings, data_dir, load_settings, settings_file
from intake.settings.loading import FILE_NAME

SHARED = ("intake.app.install", "intake.cli.worker")
"""What more than one part needs."""
BEHIND = 10
"""The niceness of what is not waited for: low, but what it locks is not held for long."""
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
    load((*SHARED, "intake.cli.demonstration") if settings.demonstration else SHARED)
    from intake.app.install import prepare

    prepare(settings, random=secrets.token_bytes, at=datetime.now(UTC))
    supervisor = Supervisor(
        parts_of(settings),
        address=f"http://127.0.0.1:{settings.port}",
        grace_seconds=settings.server.stop_seconds + 5,
    )
    return supervisor.run()


def load(modules: Iterable[str]) -> None:
    """Load what several parts need, once for all of them.

    Nothing of it is ever freed: looking for what could be takes a seventh of the time, and would
    later give every part a copy of its own of what they share.
    """
    gc.disable()
    for module in modules:
        import_module(module)
    gc.freeze()
    gc.enable()


def parts_of(settings: Settings) -> Mapping[str, Part]:
    """Web and worker, each the command of its name; in a demonstration, what sets it up as well.

    The worker begins last: in the midst of an invented past it would see every deadline missed.
    """
    serve, worker = (partial(main, (name,)) for name in ("serve", "worker"))
    if not settings.demonstration:
        return {"serve": Part(work=serve), "worker": Part(work=worker)}
    from intake.cli.demonstration import set_up_first_place, set_up_the_rest

    first, rest = (
        partial(carry_out, partial(work, settings))
        for work in (set_up_first_place, set_up_the_rest)
    )
    return {
        "set-up": Part(work=first, ends=True, before_ready=True),
        "serve": Part(work=serve),
        "set-up of the rest": Part(work=rest, after="set-up", ends=True, niceness=BEHIND),
        "worker": Part(work=worker, after="set-up of the rest"),
    }


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
    """Write down that this folder is a demonstration, and return the settings that follow.

    Raises SettingsInvalid, and writes nothing, where a demonstration refuses the settings.
    """
    load_settings({**os.environ, "INTAKE_DEMONSTRATION": "true"})
    folder: Path = settings.data_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir(os.environ) / FILE_NAME
    path.write_text(SETTINGS_OF_A_DEMONSTRATION, "utf-8")
    path.chmod(0o600)
    return load_settings(os.environ)
