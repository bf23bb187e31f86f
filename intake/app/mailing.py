"""The two mailers: a mail server through Flask-Mail, or a folder that a person can look at."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from flask import Flask
from flask_mail import BadHeaderError, Connection, Message
from flask_mail import Mail as FlaskMail

from intake.notify.mail import Mail, Mailer, MailRefused, MailUndeliverable
from intake.settings.model import Settings

TIMEOUT_SECONDS = 20
# ValueError: an address that cannot be written, such as a domain with an empty part.
_OF_THIS_MAIL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    BadHeaderError,
    ValueError,
)


class ServerMailer:
    """Sends through a mail server; Flask-Mail needs an application context, made here."""

    def __init__(self, settings: Settings) -> None:
        """Read the server's address and sign-in from the settings."""
        self._app = Flask("intake.mail")
        mail = settings.mail
        self._app.config.update(
            MAIL_SERVER=mail.server,
            MAIL_PORT=mail.port,
            MAIL_USE_TLS=mail.tls == "starttls",
            MAIL_USE_SSL=mail.tls == "implicit",
            MAIL_USERNAME=mail.user,
            MAIL_PASSWORD=mail.password.get_secret_value() if mail.password else None,
            MAIL_DEFAULT_SENDER=mail.sender,
            MAIL_SUPPRESS_SEND=False,
            MAIL_DEBUG=False,  # it prints addresses
        )
        self._mail = FlaskMail(self._app)

    def send(self, mail: Mail) -> None:
        """Hand one mail to the server.

        Raises:
            MailUndeliverable: the server did not take this one, or its address cannot be written.
            MailRefused: the server was not reached or takes none now; nothing was sent.
        """
        try:
            with self._app.app_context(), _CheckedConnection(self._mail) as connection:
                connection.send(_message(mail))
        except _OF_THIS_MAIL as error:
            raise MailUndeliverable(type(error).__name__) from None
        except (OSError, smtplib.SMTPException) as error:
            raise MailRefused(type(error).__name__) from None


class _CheckedConnection(Connection):
    """Flask-Mail's connection, which a silent server ends and whose certificate is checked: an
    invitation's link is in some mails, and Flask-Mail itself would hand it to anybody in between.
    """

    def configure_host(self) -> smtplib.SMTP:
        """Connect, and sign in where the settings say so. Raises OSError, SMTPException."""
        server, port, checked = self.mail.server, self.mail.port, ssl.create_default_context()
        if self.mail.use_ssl:
            host: smtplib.SMTP = smtplib.SMTP_SSL(
                server, port, timeout=TIMEOUT_SECONDS, context=checked
            )
        else:
            host = smtplib.SMTP(server, port, timeout=TIMEOUT_SECONDS)
        if self.mail.use_tls:
            host.starttls(context=checked)
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host


class FolderMailer:
    """Writes every mail into a folder that only its owner can read: demonstration and tests."""

    def __init__(self, folder: Path, *, sender: str, clock: Callable[[], datetime]) -> None:
        """Keep mails under ``folder``, made with mode 0700 where it does not exist."""
        self._folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, mail: Mail) -> None:
        """Write one mail; the same mail again overwrites itself.

        Raises:
            MailUndeliverable: the address cannot be written.
            MailRefused: the folder cannot be written.
        """
        try:
            message = self._message(mail)
        except ValueError as error:
            raise MailUndeliverable(type(error).__name__) from None
        name = mail.message_id.strip("<>").partition("@")[0]
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / f"{name}.eml"
            path.touch(mode=0o600)
            path.write_bytes(message.as_bytes(policy=SMTP))
        except OSError as error:
            raise MailRefused(type(error).__name__) from None

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self._sender, mail.to
        message["Subject"], message["Message-ID"] = mail.subject, mail.message_id
        message["Date"] = self._clock()
        message.set_content(mail.body)
        message["Content-Language"] = mail.language
        return message


def _message(mail: Mail) -> Message:
    """The mail as Flask-Mail takes it, which looks up the sender in its application."""
    message = Message(subject=mail.subject, recipients=[mail.to], body=mail.body)
    message.msgId = mail.message_id
    message.extra_headers = {
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
    }
    return message


def make_mailer(settings: Settings, *, clock: Callable[[], datetime]) -> Mailer:
    """The mailer that the settings ask for: the server where one is named, else the folder."""
    if settings.mail.server:
        return ServerMailer(settings)
    folder = settings.mail.folder or settings.data_dir / "mail"
    return FolderMailer(folder, sender=settings.mail.sender or "intake@localhost", clock=clock)
