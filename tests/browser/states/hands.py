"""Hands that lead quickly to a page without a browser: they follow links and fill in forms."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.resident.browser import Browser, FoundForm


@dataclass(frozen=True)
class Capture:
    """A page as it was sent, for a browser to show."""

    path: str
    status: int
    headers: dict[str, str]
    html: str


class Hands(Browser):
    """One visitor's cookies, and the page in front of them."""

    def __init__(self, client: FlaskClient, home: str) -> None:
        super().__init__(client)
        self.home = home
        self.asked: list[tuple[str, str]] = []

    def send(self, action: str = "", /, **typed: object) -> TestResponse:
        """Fill in the form whose address holds `action` and send it; "" is the page's main form."""
        form = self._form(action)
        return self.post(form.action or self.address, self._filled(form, typed))

    def value(self, name: str) -> str:
        """The value of the first radio, box or option of this name on the page."""
        found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', self.text)
        assert found, f"no {name} on {self.address}: {self.words[:600]}"
        return found[1]

    def post_bare(self, address: str, **fields: object) -> TestResponse:
        """Send fields that no page offered, without a token."""
        data = MultiDict([(name, str(value)) for name, value in fields.items()])
        return self._arrive(self._open("POST", address, data=data), address)

    def ask(self, method: str, address: str, **options: object) -> Hands:
        """Ask by any method, with any headers or body."""
        self._arrive(self._open(method, address, **options), address)
        return self

    def go(self, address: str) -> Hands:
        """Load a page."""
        self.get(address)
        return self

    @property
    def capture(self) -> Capture:
        """The page in front of them."""
        assert self.page is not None
        headers = {name.lower(): value for name, value in self.page.headers.items()}
        return Capture(self.address, self.page.status_code, headers, self.text)

    def get(self, address: str) -> TestResponse:
        """Go to an address, and on to where it leads."""
        return self._arrive(self._open("GET", address), address)

    def post(self, address: str, data: list[tuple[str, str]]) -> TestResponse:
        """Send fields to an address, and go on to where it leads."""
        return self._arrive(self._open("POST", address, data=MultiDict(data)), address)

    def _form(self, action: str) -> FoundForm:
        forms = [one for one in self.forms() if not one.action.endswith("/sign-out")]
        exact = [one for one in forms if one.action.partition("?")[0].endswith(action)]
        fitting = exact or [one for one in forms if action in one.action]
        assert fitting, f"no form for {action!r} on {self.address}: {self.words[:600]}"
        return fitting[0]

    def _open(self, method: str, address: str, **options: object) -> TestResponse:
        path = self._absolute(address)
        self.asked.append((method, path))
        return self.client.open(path, method=method, **options)

    def _absolute(self, address: str) -> str:
        return f"{self.home}{address[1:]}" if address.startswith("~") else address

    def _arrive(self, response: TestResponse, address: str) -> TestResponse:
        self.address, hops = self._absolute(address), 0
        while response.status_code in {301, 302, 303, 307, 308}:
            hops += 1
            assert hops < 8, "redirects in a circle"
            self.address = response.headers["Location"]
            response = self._open("GET", self.address)
        self.page = response
        return response
