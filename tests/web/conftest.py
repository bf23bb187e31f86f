"""The application and a browser-like client for page tests."""

from collections.abc import Iterator

import pytest
from flask import Flask, has_request_context, request
from flask.testing import FlaskClient
from wtforms import Form

from intake.settings import Settings
from intake.web.foundation.replay import SECRET_FIELDS, own_fields
from tests.fixtures.compiled import compile_once
from tests.fixtures.databases import sqlite_template
from tests.web.installs import make_app

__all__ = ["sqlite_template"]

compile_once()


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on the example jurisdictions."""
    application = make_app(settings)
    yield application
    application.extensions["intake"].sessions.kw["bind"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client with cookies, as a browser has them."""
    return app.test_client()


@pytest.fixture(autouse=True)
def declared_fields(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every field that a view reads from a post is one that a refused page would give back."""
    undeclared: set[tuple[str, str]] = set()
    process = Form.process

    def process_and_look(form: Form, *args: object, **options: object) -> None:
        process(form, *args, **options)
        if has_request_context() and request.method == "POST" and request.endpoint:
            read = {field.name for field in form} & set(request.form)
            missing = read - SECRET_FIELDS - own_fields() - {"offered"}
            undeclared.update((request.endpoint, name) for name in missing)

    monkeypatch.setattr(Form, "process", process_and_look)
    yield
    assert not undeclared, sorted(undeclared)
