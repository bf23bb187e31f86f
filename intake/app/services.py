"""Assembles the services of one install: configuration, questions, database, keys, mail."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from os import urandom
from pathlib import Path
from shutil import disk_usage

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from intake.actions.services import Services
from intake.app.demonstration.clock import shifted_clock
from intake.app.mailing import make_mailer
from intake.db.engine import make_engine, make_sessions
from intake.db.models import Install
from intake.numbers.catalogue_words import check_report_words
from intake.questions.loading import load_questionnaire
from intake.rules import load_configuration
from intake.settings.model import Settings
from intake.vault.server.files import Process, load_keyring


class InstallMissing(Exception):
    """The database holds no install yet: `intake init` makes one."""


def keyring_folder(settings: Settings) -> Path:
    """Where the server keyrings of this install lie."""
    return settings.data_dir / "keys"


def utc_now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def build_services(
    settings: Settings,
    *,
    needs: Collection[Process] | None = None,
    clock: Callable[[], datetime] | None = None,
    random: Callable[[int], bytes] = urandom,
) -> Services:
    """Load what the pages work with; a demonstration's clock can be moved on.

    Args:
        needs: the kinds of process whose keyrings are held, and no other's; None: those of
            residents' and staff's pages that are here.

    Raises ConfigurationInvalid or QuestionnaireInvalid with every fault of the files,
    KeyringRefused, and InstallMissing.
    """
    if clock is None:
        clock = shifted_clock(settings.data_dir) if settings.demonstration else utc_now
    configuration = load_configuration(settings.config_dir)
    check_report_words(configuration)
    sessions = make_sessions(make_engine(settings.database_url, pool_size=settings.server.threads))
    folder = keyring_folder(settings)
    held = _present(folder) if needs is None else needs
    keyrings = {process: load_keyring(folder, process) for process in held}
    return Services(
        settings=settings,
        configuration=configuration,
        questionnaire=load_questionnaire(settings.config_dir),
        sessions=sessions,
        resident_keyring=keyrings.get(Process.RESIDENT),
        staff_keyring=keyrings.get(Process.STAFF),
        install_id=read_install_id(sessions),
        clock=clock,
        random=random,
        mailer=make_mailer(settings, clock=clock),
        free_bytes=lambda: disk_usage(settings.data_dir).free,
    )


def _present(folder: Path) -> tuple[Process, ...]:
    return tuple(one for one in (Process.RESIDENT, Process.STAFF) if one.path(folder).exists())


def read_install_id(sessions: sessionmaker[Session]) -> str:
    """The id that every sealing context is bound to. Raises InstallMissing."""
    with sessions() as session:
        install_id: str | None = session.scalar(select(Install.id))
    if install_id is None:
        raise InstallMissing
    return install_id
