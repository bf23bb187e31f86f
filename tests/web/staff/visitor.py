"""A browser of somebody from staff: follows links, fills in forms, keeps cookies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.integration.accounts.office import Office, password_of

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')


@dataclass
class Visitor:
    """One browser."""

    client: FlaskClient
    office: Office

    def get(self, path: str, /) -> TestResponse:
        """Load a page."""
        return self.client.get(path)

    def post(self, path: str, /, *, page: str | None = None, **fields: object) -> TestResponse:
        """Fill in the form on `page` (the same address if left out) and send it."""
        shown = self.get(page or path)
        assert shown.status_code == 200, (shown.status_code, page or path)
        data = {**hidden_fields(shown.text), **fields}
        return self.client.post(path, data=data)

    def sign_in(self, name: str) -> TestResponse:
        """Sign in with passphrase and code; returns the answer to the code."""
        self.office.clock.advance(minutes=1)
        first = self.post(
            "/staff/sign-in",
            address=f"{name.lower()}@office.example",
            password=password_of(name),
        )
        assert first.status_code == 303, first.text
        return self.post(first.location, code=self.office.code_of(name))


def hidden_fields(html: str) -> dict[str, str]:
    """The hidden fields of a page, its token among them; the last form on a page wins."""
    found: dict[str, str] = {}
    for field in HIDDEN.findall(html):
        name = re.search(r'name="([^"]+)"', field)
        value = re.search(r'value="([^"]*)"', field)
        if name:
            found[name[1]] = value[1] if value else ""
    return found


def new_visitor(app: Flask, office: Office) -> Visitor:
    """A fresh browser."""
    return Visitor(app.test_client(), office)
