"""The mails of a demonstration, on a page that no real install has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.app.mailing import FolderMailer
from intake.notify.mail import Mail
from intake.settings import Settings
from tests.web.installs import make_app


def app_of(settings: Settings, *, demonstration: bool) -> Flask:
    return make_app(settings.model_copy(update={"demonstration": demonstration}))


def write(settings: Settings, *subjects: str, body: str = "You have an update.") -> None:
    for number, subject in enumerate(subjects):
        mailer = FolderMailer(
            settings.data_dir / "mail",
            sender="intake@localhost",
            clock=lambda number=number: datetime(2026, 3, 2, 10 + number, tzinfo=UTC),
        )
        mail = Mail(
            to="clerk@unit.example",
            subject=subject,
            body=body,
            message_id=f"<{number:032x}@intake>",
            language="es",
        )
        mailer.send(mail)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    return app_of(settings, demonstration=True).test_client()


def test_mails_are_shown_newest_first_as_text(settings: Settings, client: FlaskClient) -> None:
    write(settings, "2026-AAAAAA", "2026-BBBBBB", body="¿Hay <b>noticias</b>? {{ 7*7 }}\n\nAdiós")
    page = client.get("/demonstration/")
    assert page.status_code == 200
    assert page.text.index("2026-BBBBBB") < page.text.index("2026-AAAAAA")
    assert "¿Hay &lt;b&gt;noticias&lt;/b&gt;? {{ 7*7 }}" in page.text
    assert 'lang="es"' in page.text
    assert "clerk@unit.example" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_it_says_where_the_passwords_are_and_nothing_of_the_machine(
    settings: Settings, client: FlaskClient
) -> None:
    page = client.get("/demonstration/")
    assert "demonstration.json" in page.text
    assert str(settings.data_dir) not in page.text
    assert "No emails yet." in page.text


def test_the_banner_leads_there(client: FlaskClient) -> None:
    assert 'href="/demonstration/"' in client.get("/").text


def test_a_real_install_has_no_such_page(settings: Settings) -> None:
    write(settings, "2026-AAAAAA")
    real = app_of(settings, demonstration=False).test_client()
    page = real.get("/demonstration/")
    assert page.status_code == 404
    assert "2026-AAAAAA" not in page.text
    assert "/demonstration/" not in real.get("/").text


def test_it_speaks_spanish(client: FlaskClient) -> None:
    page = client.get("/demonstration/", headers={"Accept-Language": "es"})
    assert "Correos de la demostración" in page.text
