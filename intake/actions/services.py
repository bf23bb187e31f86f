"""The parts of one install that pages, worker and command line work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session, sessionmaker

from intake.accounts.units.anchors import Anchors, SeenUnits
from intake.actions.context import ActionContext
from intake.notify.mail import Mailer
from intake.questions.questionnaire import Questionnaire
from intake.rules.configuration import Configuration
from intake.settings.model import Settings
from intake.settings.recovery import fingerprints
from intake.vault.errors import KeyringRefused
from intake.vault.server.keyring import Keyring

# One for each folder, so that the file is parsed when it changed and not at each request.
_seen_in = cache(SeenUnits.in_folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts of one install; assembled once a process.

    `clock` gives the present moment in UTC and `random(n)` gives n random bytes: tests hand in
    their own. A process holds the keyrings of what it does and no other: one that serves residents
    alone has no `staff_keyring`, one that serves the public has none. `mailer` is what the outbox
    worker sends with; pages only enqueue. `free_bytes` reads how much room the disk has.
    """

    settings: Settings
    configuration: Configuration
    questionnaire: Questionnaire
    sessions: sessionmaker[Session]
    resident_keyring: Keyring | None
    staff_keyring: Keyring | None
    install_id: str
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    mailer: Mailer
    free_bytes: Callable[[], int]

    @property
    def anchors(self) -> Anchors:
        """What this host vouches for itself about units; the files are read when they change."""
        return Anchors(fingerprints(self.settings), _seen_in(self.settings.data_dir))

    def action_context(
        self, keyring: Keyring | None, *, at: datetime | None = None
    ) -> ActionContext:
        """The circumstances of an action: the only place where they are put together.

        Args:
            keyring: the server keys of the process that acts.
            at: the moment of the action, if not now.

        Raises:
            KeyringRefused: this process holds no such keys.
        """
        if keyring is None:
            raise KeyringRefused("this process has no keys for that")
        return ActionContext(
            install_id=self.install_id,
            at=at or self.clock(),
            random=self.random,
            configuration=self.configuration,
            questionnaire=self.questionnaire,
            keyring=keyring,
            recovery=self.anchors,
        )
