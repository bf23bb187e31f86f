"""The two addresses for machines that watch the process."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from intake.settings import Settings
from tests.web.installs import make_app


def test_a_process_that_runs_and_can_serve_says_so(client: FlaskClient) -> None:
    for address, words in (("/healthz", "ok\n"), ("/readyz", "ready\n")):
        answer = client.get(address)
        assert (answer.status_code, answer.text, answer.mimetype) == (200, words, "text/plain")


def test_without_its_database_a_process_is_not_ready(settings: Settings) -> None:
    lost = sessionmaker(create_engine("sqlite:////no/such/folder/x.sqlite"))
    app: Flask = make_app(settings, audiences=["public"], sessions=lost)
    assert app.test_client().get("/healthz").status_code == 200
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "database does not answer\n")


def test_the_session_of_a_request_is_closed_with_it(settings: Settings) -> None:
    closed: list[str] = []

    class Kept:
        def execute(self, _statement: object) -> None:
            closed.append("used")

        def close(self) -> None:
            closed.append("closed")

    app = make_app(settings, audiences=["public"], sessions=Kept)
    app.test_client().get("/healthz")
    assert closed == []
    app.test_client().get("/readyz")
    assert closed == ["used", "closed"]
