"""Mail really reaches a mail server, and one address that it refuses holds up no other mail."""

import asyncio
import socket
import threading

import pytest
from aiosmtpd.smtp import SMTP

from intake.app.mailing import ServerMailer
from intake.notify.mail import Mail, MailRefused, MailUndeliverable
from intake.settings import load_settings

REFUSED = "nobody@redress.test"


class Keeping:
    """A mail server's side: keeps what it is handed, and knows one address that it refuses."""

    def __init__(self) -> None:
        self.envelopes = []

    async def handle_RCPT(self, server, session, envelope, address, _options):  # noqa: N802
        if address == REFUSED:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.envelopes.append(envelope)
        return "250 ok"


@pytest.fixture
def served():
    """The keeping side and the port of a mail server that runs for one test."""
    keeping, loop, ready = Keeping(), asyncio.new_event_loop(), threading.Event()
    ports = []

    async def start():
        made = await loop.create_server(lambda: SMTP(keeping, loop=loop), "127.0.0.1", 0)
        ports.append(made.sockets[0].getsockname()[1])
        ready.set()
        return made

    def run():
        server = loop.run_until_complete(start())
        loop.run_forever()
        server.close()
        loop.run_until_complete(server.wait_closed())
        for task in asyncio.all_tasks(loop):
            task.cancel()
            loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(10)
    yield keeping, ports[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def mailer_for(port, data_dir):
    environ = {
        "INTAKE_DATA": str(data_dir),
        "INTAKE_MAIL__SERVER": "127.0.0.1",
        "INTAKE_MAIL__PORT": str(port),
        "INTAKE_MAIL__TLS": "none",
        "INTAKE_MAIL__SENDER": "office@redress.test",
    }
    return ServerMailer(load_settings(environ))


def mail_to(address):
    return Mail(
        to=address,
        subject="2026-K7M3QX",
        body="You have an update.",
        message_id="<0a@intake>",
        language="es",
    )


def test_a_mail_reaches_the_server_as_it_was_written(served, data_dir):
    keeping, port = served
    mailer_for(port, data_dir).send(mail_to("clerk@redress.test"))
    (envelope,) = keeping.envelopes
    text = envelope.content.decode()
    assert envelope.rcpt_tos == ["clerk@redress.test"]
    assert "Subject: 2026-K7M3QX" in text
    assert "Message-ID: <0a@intake>" in text
    assert "Content-Language: es" in text
    assert "You have an update." in text


def test_a_server_that_says_nothing_does_not_hold_the_worker_up(data_dir, monkeypatch):
    monkeypatch.setattr("intake.app.mailing.TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(MailRefused):
        mailer_for(silent.getsockname()[1], data_dir).send(mail_to("clerk@redress.test"))


def test_an_address_that_the_server_refuses_is_told_apart_from_a_server_that_is_down(
    served, data_dir
):
    keeping, port = served
    with pytest.raises(MailUndeliverable):
        mailer_for(port, data_dir).send(mail_to(REFUSED))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(MailRefused) as refused:
            mailer_for(free.getsockname()[1], data_dir).send(mail_to("clerk@redress.test"))
    assert not isinstance(refused.value, MailUndeliverable)
    assert keeping.envelopes == []


@pytest.mark.parametrize("address", ["a@b..c", "a@\u00fc..c", "a@b.c\nBcc: d@e.f"])
def test_an_address_that_no_mail_can_carry_is_undeliverable(served, data_dir, address):
    keeping, port = served
    with pytest.raises(MailUndeliverable):
        mailer_for(port, data_dir).send(mail_to(address))
    assert keeping.envelopes == []
