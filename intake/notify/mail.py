"""A mail as the outbox hands it over, and the one thing a mailer has to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one address.

    Attributes:
        message_id: the same for every try, so that a receiving server can tell a repetition.
    """

    to: str
    subject: str
    body: str
    message_id: str
    language: str


class MailRefused(Exception):
    """The mail server could not be reached or did not take the mail; it is tried again later."""


class MailUndeliverable(MailRefused):
    """This one mail was not taken, its address most likely; the others of the round may be."""


class Mailer(Protocol):
    """Hands one mail to a mail server or to a folder."""

    def send(self, mail: Mail) -> None:
        """Hand over one mail.

        Raises:
            MailUndeliverable: this mail was not taken; another one may be.
            MailRefused: nothing was handed over, nor would another mail be now.
        """
