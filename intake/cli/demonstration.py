"""Set up a demonstration: one place before it serves, the other places and past years behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event, select

from intake.accounts.models import Staff
from intake.app.demonstration import DemonstrationLost
from intake.app.demonstration.clock import shifted_clock
from intake.app.demonstration.setting_up import PAST, SetUp, first_of_all
from intake.app.services import build_services, keyring_folder
from intake.settings import Settings, demonstration
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring


def set_up_first_place(settings: Settings) -> int:
    """Make the first place's people, keys and complaints, unless they are there; say what is where.

    Everything is done by the same actions as in a real install. The accounts, their passphrases and
    second-factor secrets, and the codes of the complaints are kept in a file with mode 0600.

    Raises:
        DemonstrationLost: people are there already, without that file.
    """
    with _set_up(settings) as work:
        places = [one for one in work.kept.to_come if one != PAST]
        if len(places) == len(work.context.configuration.jurisdictions):
            print("setting up the demonstration; this takes a few seconds", flush=True)
            for _ in work.steps(places[0]):
                pass
        _print(settings, unfinished=bool(work.kept.to_come))
    return 0


def set_up_the_rest(settings: Settings) -> int:
    """Make everything else; ended half-way, the next call goes on there."""
    with _set_up(settings) as work:
        for wanted in work.kept.to_come:
            for _ in work.steps(wanted):
                pass
        work.publish_on()
    return 0


@contextmanager
def _set_up(settings: Settings) -> Iterator[SetUp]:
    services = build_services(settings, clock=shifted_clock(settings.data_dir))
    _write_lazily(services.sessions.kw["bind"])
    context = services.action_context(Keyring.load(Process.STAFF.path(keyring_folder(settings))))
    file: Path = demonstration.path(settings)
    try:
        with services.sessions() as session:
            if file.exists():
                kept = demonstration.read(settings)
            elif session.scalar(select(Staff.id).limit(1)) is None:
                kept = first_of_all(settings, context.configuration.jurisdictions)
                demonstration.write(settings, kept)
            else:
                raise DemonstrationLost(file)
            yield SetUp(session=session, context=context, settings=settings, kept=kept)
    finally:
        services.sessions.kw["bind"].dispose()


def _write_lazily(engine: Engine) -> None:
    """Wait for the disk at checkpoints alone: after a power cut a demonstration is made again."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA synchronous=NORMAL"))


def _print(settings: Settings, *, unfinished: bool) -> None:
    address = f"http://127.0.0.1:{settings.port}/demonstration/"
    print("\nDEMONSTRATION: it takes no real complaints.")
    print(f"Sign in as anyone, with one press: {address}")
    print(f"Passphrases and secret codes: {demonstration.path(settings)}")
    if unfinished:
        print("More places and the numbers of past years are still being made, behind the pages.")
    print(flush=True)
