"""A throw-away install for page tests: real configuration, a counted chance, a clock held still."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import shake_256
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from intake.actions.services import Services
from intake.app.factory import AUDIENCES, create_app
from intake.notify.mail import Mail
from intake.questions.loading import load_questionnaire
from intake.questions.questionnaire import Questionnaire
from intake.rules import Configuration, load_configuration
from intake.settings import Settings
from intake.vault.server.files import Process, create_keyrings

NOON = datetime(2026, 3, 4, 19, 0, tzinfo=UTC)


class KeptMails:
    """A mailer that keeps what it was given."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> None:
        """Keep one mail."""
        self.mails.append(mail)


def counted_random(seed: str = "web") -> "CountedRandom":
    """Bytes that look random and are the same in every run."""
    return CountedRandom(seed)


class CountedRandom:
    """A source of bytes from a seed and a counter."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._numbers = count()

    def __call__(self, size: int) -> bytes:
        """The next `size` bytes."""
        return shake_256(f"{self._seed}{next(self._numbers)}".encode()).digest(size)


@cache
def shipped_configuration(folder: Path) -> Configuration:
    """The example jurisdictions, read once a run."""
    return load_configuration(folder)


@cache
def shipped_questionnaire(folder: Path) -> Questionnaire:
    """The shipped questions, read once a run."""
    return load_questionnaire(folder)


def make_services(settings: Settings) -> Services:
    """Services of an install whose database is empty, in memory and without tables."""
    folder = settings.data_dir / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    random = counted_random()
    keyrings = create_keyrings(folder, random)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    return Services(
        settings=settings,
        configuration=shipped_configuration(settings.config_dir),
        questionnaire=shipped_questionnaire(settings.config_dir),
        sessions=sessionmaker(engine),
        resident_keyring=keyrings[Process.RESIDENT],
        staff_keyring=keyrings[Process.STAFF],
        install_id="0" * 32,
        clock=lambda: NOON,
        random=random,
        mailer=KeptMails(),
        free_bytes=lambda: 1 << 40,
    )


def make_app(
    settings: Settings, *, audiences: Sequence[str] = AUDIENCES, **changes: object
) -> Flask:
    """The application of such an install; `changes` replace single services."""
    parts = replace(make_services(settings), **changes)
    return create_app(settings, services=parts, audiences=audiences)


def only_place(configuration: Configuration, slug: str) -> Configuration:
    """The configuration with one of its jurisdictions alone."""
    return replace(configuration, jurisdictions={slug: configuration.jurisdictions[slug]})
