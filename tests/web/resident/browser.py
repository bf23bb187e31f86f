"""A browser for page tests: it reads the form on the page, fills it in, and follows redirects."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

HOME = "/saguaro-city/es"


@dataclass
class FoundForm:
    """A form as it stands on a page: where it goes, and what it holds."""

    action: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[FoundForm] = []
        self._area: str | None = None
        self._text: list[str] = []
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(FoundForm(values.get("action", "")))
        elif tag == "input" and self.forms and values.get("name"):
            kind = values.get("type", "text")
            if kind not in ("radio", "checkbox") or "checked" in values:
                self.forms[-1].fields.append((values["name"], values.get("value", "on")))
        elif tag == "textarea":
            self._area, self._text = values.get("name", ""), []
        elif tag == "select":
            self._select = values.get("name", "")
        elif tag == "option" and self._select and "selected" in values and self.forms:
            self.forms[-1].fields.append((self._select, values.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            text = "".join(self._text)
            # The first line end inside a textarea does not count.
            text = re.sub(r"^\r?\n", "", text)
            if self.forms:
                self.forms[-1].fields.append((self._area, text))
            self._area = None
        elif tag == "select":
            self._select = None


class Browser:
    """Remembers the page it is on, as a person does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.address = ""
        self.page: TestResponse | None = None

    @property
    def text(self) -> str:
        """The page as it came."""
        assert self.page is not None
        return self.page.get_data(as_text=True)

    @property
    def words(self) -> str:
        """What can be read on the page."""
        body = re.sub(r"<(style|script)\b.*?</\1>", " ", self.text, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())

    def get(self, address: str) -> TestResponse:
        """Go to an address, and on to where it leads."""
        return self._arrive(self.client.get(self._absolute(address)), address)

    def forms(self) -> list[FoundForm]:
        """The forms on the page."""
        reader = _Reader()
        reader.feed(self.text)
        return reader.forms

    def fill(self, number: int = 0, /, **typed: object) -> TestResponse:
        """Fill in a form of the page and send it; a list is several ticked boxes."""
        form = self.forms()[number]
        return self.post(form.action or self.address, self._filled(form, typed))

    def post(self, address: str, data: list[tuple[str, str]]) -> TestResponse:
        """Send fields to an address, and go on to where it leads."""
        response = self.client.post(self._absolute(address), data=MultiDict(data))
        return self._arrive(response, address)

    def _filled(self, form: FoundForm, typed: dict[str, object]) -> list[tuple[str, str]]:
        kept = [(name, value) for name, value in form.fields if name not in typed]
        for name, value in typed.items():
            values = value if isinstance(value, list) else [value]
            # A browser sends line ends as CR LF.
            kept += [(name, str(one).replace("\n", "\r\n")) for one in values]
        return kept

    def _absolute(self, address: str) -> str:
        if address.startswith("/saguaro") or address.startswith("/marisol"):
            return address
        return address if address.startswith("/s") else f"{HOME}{address}"

    def _arrive(self, response: TestResponse, address: str) -> TestResponse:
        hops = 0
        self.address = self._absolute(address)
        while response.status_code in (301, 302, 303, 307, 308):
            hops += 1
            assert hops < 6, "redirects in a circle"
            self.address = response.headers["Location"]
            response = self.client.get(self.address)
        self.page = response
        return response
