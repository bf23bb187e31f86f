"""Notices through a real mail server: down, then up, in any language, each once."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

from intake.db.transaction import transaction
from intake.notify.addresses import Address
from intake.notify.delivery import Post, deliver_due
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.mail import Mail
from intake.notify.outbox import Notice, enqueue
from tests.integration.notify.test_mail_server import mailer_for, served
from tests.integration.worker.scene import Scene

__all__ = ["served"]


class OneReader:
    """Everybody is the same Spanish-speaking clerk."""

    def people_of(self, session, claimed):
        return ("a" * 32,)

    def address_of(self, session, claimed):
        return Address(email="clerk@unidad.test", language="es")

    def invitation_token(self, session, staff_id):
        return None


def test_a_server_that_was_down_gets_each_notice_once(scene: Scene, served) -> None:
    keeping, port = served
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        down = mailer_for(free.getsockname()[1], scene.ready.settings.data_dir)
        post = Post(
            sessions=lambda: scene.session,
            mailer=down,
            book=OneReader(),
            templates_dir=scene.ready.settings.templates_dir,
            public_url="https://redress.example",
            staff_url="https://redress.example",
            worker_id="f" * 32,
            random=scene.ready.random,
        )
        case_id, _ = scene.file()
        with transaction(scene.session):
            for _ in range(2):
                enqueue(
                    scene.session,
                    Notice(
                        kind=NoticeKind.CASE_NEWS,
                        to=RecipientKind.STAFF.of("a" * 32),
                        case_id=case_id,
                    ),
                    at=scene.at,
                    random=scene.ready.random,
                )
        for _ in range(3):
            deliver_due(post, at=scene.at)
    assert keeping.envelopes == []
    assert {row.state for row in scene.outbox()} == {OutboxState.WAITING.value}
    up = replace(post, mailer=mailer_for(port, scene.ready.settings.data_dir))
    for _ in range(3):
        deliver_due(up, at=scene.at + timedelta(hours=2))
    assert len(keeping.envelopes) == 3  # the new complaint's, and two more
    assert {row.state for row in scene.outbox()} == {OutboxState.SENT.value}
    mails = [message_from_bytes(one.content, policy=policy.default) for one in keeping.envelopes]
    assert len({mail["Message-ID"] for mail in mails}) == 3
    assert all("\n" not in str(mail["Subject"]) for mail in mails)
    assert any("ó" in mail.get_content() for mail in mails)


def test_any_script_arrives_as_written(served, data_dir) -> None:
    keeping, port = served
    body = "¿Hay noticias? 有消息。 هناك جديد \U0001f40d\n.\nFrom here on\n"
    mail = Mail(
        to="clerk@unidad.test",
        subject="Ñandú 2026-K7M3QX",
        body=body,
        message_id="<0b@intake>",
        language="es",
    )
    mailer_for(port, data_dir).send(mail)
    (envelope,) = keeping.envelopes
    found = message_from_bytes(envelope.content, policy=policy.default)
    assert found["Subject"] == "Ñandú 2026-K7M3QX"
    assert found.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")
