"""A resident at a browser: tells what happened page by page, and comes back by code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.pressing import press

CODE = re.compile(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}")
REFERENCE = re.compile(r"\b20\d\d-[0-9A-Z]{6}\b")
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a resident says on the pages of the form; what is left out is left empty.

    Attributes:
        choices: by the name of a group of choices, the values to tick.
        lines: by the name of a field, what is typed into it.
    """

    words: str
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)


STEPS = 6
"""The pages that ask something."""


@dataclass(frozen=True)
class Resident:
    """One device of a resident, on the pages of one place in one language."""

    page: Page
    home: str

    def go(self, path: str) -> Resident:
        """Open a page of the form or of following."""
        self.page.goto(f"{self.home}{path}")
        return self

    def press(self) -> None:
        """Press the first button of the page's form."""
        press(self.page.locator("main form[method=post] button").first)

    def tell(self, telling: Telling) -> None:
        """Go from the first screen to the page that shows everything before it is sent."""
        self.go("/p/1")
        press(self.page.locator("main .button").first)
        for _ in range(STEPS):
            self.fill(telling)
            self.press()

    def fill(self, telling: Telling) -> None:
        """Fill in what this page asks of what is to be told."""
        page = self.page
        for name, values in telling.choices.items():
            for value in values:
                for option in page.locator(f"input[name='{name}'][value='{value}']").all():
                    option.check()
        for name, text in {**telling.lines, "words": telling.words}.items():
            for line in page.locator(f"main [name='{name}']:not([type=hidden])").all():
                line.fill(text)
        for name, value in telling.lists.items():
            for chooser in page.locator(f"select[name='{name}']").all():
                chooser.select_option(value)

    @property
    def text(self) -> str:
        """What stands on the page."""
        return self.page.locator("main").inner_text()

    @property
    def code(self) -> str:
        """The code that the page shows."""
        found = CODE.search(self.page.locator(".code.secret").text_content() or "")
        assert found, "the page shows no code"
        return found[0]

    @property
    def reference(self) -> str:
        """The reference that the page shows."""
        found = REFERENCE.search(self.text)
        assert found, "the page shows no reference"
        return found[0]

    def follow(self, code: str) -> None:
        """Come back by code."""
        self.go("/f/1")
        self.page.locator("[name=code]").fill(code)
        self.press()

    def write(self, text: str) -> None:
        """Write to the office."""
        self.page.locator("main textarea[name=text]").fill(text)
        press(self.page.locator("main form:has(textarea[name=text]) button"))


@contextmanager
def resident(
    browser: Browser, address: str, *, place: str = "saguaro-city", language: str, script: bool
) -> Iterator[Resident]:
    """A device that nobody used before: no cookies, and script as wished."""
    context = browser.new_context(java_script_enabled=script, viewport=PHONE, locale=language)
    try:
        yield Resident(context.new_page(), f"{address}/{place}/{language}")
    finally:
        context.close()
