"""Somebody of the staff at a browser: signs in, opens a case, takes steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import APIResponse, Browser, Page, ViewportSize

from intake.accounts.second_factor import current_code
from intake.settings.demonstration import Account
from tests.browser.pressing import press
from tests.fixtures.chance import Clock

DESK: ViewportSize = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Colleague:
    """One browser of somebody of the staff, signed in."""

    page: Page
    address: str

    def go(self, path: str) -> Colleague:
        """Open a staff page."""
        self.page.goto(f"{self.address}/staff{path}")
        return self

    @property
    def text(self) -> str:
        """What stands on the page."""
        return self.page.locator("main").inner_text()

    def queue(self) -> list[tuple[str, str]]:
        """Reference and urgency of each case of the queue, from the first on."""
        self.go("/cases")
        return [
            (
                row.locator("th .code").inner_text(),
                row.locator(".tag.critical, .tag.high, .tag.normal, .tag.low").inner_text(),
            )
            for row in self.page.locator("table.queue tbody tr").all()
        ]

    def find(self, reference: str) -> str:
        """Open a case's page from the queue; returns its id."""
        self.go("/cases")
        press(self.page.get_by_role("link", name=reference))
        return self.page.url.split("?")[0].rsplit("/", 1)[-1]

    def open_complaint(self) -> str:
        """Press "open" on a case's page; returns what was told, as the page holds it."""
        press(self.page.locator("form[action*='/open']:not([action*='/do/']) button"))
        return self.page.locator("blockquote.as-typed").first.text_content() or ""

    def step(self, event: str, /, **filled: str) -> None:
        """Take a step of the case whose page is open; radios and lists by value, the rest typed."""
        self.begin(event)
        if not self.page.url.split("?")[0].endswith(event):
            return
        for name, value in filled.items():
            self.fill(name, value)
        self.submit()
        assert self.page.locator(".summary-of-errors").count() == 0, self.text

    def begin(self, event: str) -> None:
        """Follow the link of a step; a step that asks nothing is taken by that alone."""
        link = self.page.locator(f".steps a[href*='/do/{event}']")
        button = self.page.locator(f".steps form[action*='/do/{event}'] button")
        assert link.count() + button.count() == 1, f"{event} is not offered: {self.text}"
        press(link if link.count() else button)

    def submit(self) -> None:
        """Press the first button of the page's form."""
        press(self.page.locator("main form button.button").first)

    def fill(self, name: str, value: str) -> None:
        """Fill in one field of a form."""
        field = self.page.locator(f"main [name='{name}']:not([type=hidden])")
        kind = field.first.evaluate("control => control.type")
        if kind in {"radio", "checkbox"}:
            self.page.locator(f"main input[name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)

    def post(self, path: str, fields: dict[str, str]) -> APIResponse:
        """Send a form that no page offered, with the token and the cookies of this browser."""
        token = self.page.locator("input[name=csrf_token]").first.get_attribute("value") or ""
        return self.page.context.request.post(
            f"{self.address}/staff{path}", form={"csrf_token": token, **fields}, max_redirects=0
        )


@contextmanager
def colleague(
    browser: Browser, address: str, account: Account, clock: Clock, *, script: bool = False
) -> Iterator[Colleague]:
    """Sign somebody in, in a browser of their own; the clock goes on to a fresh code."""
    clock.advance(minutes=1)
    context = browser.new_context(java_script_enabled=script, viewport=DESK, locale="en")
    try:
        page = context.new_page()
        give_passphrase(page, address, email=account.email, passphrase=account.password)
        give_code(page, current_code(account.second_factor, at=clock()))
        yield Colleague(page, address)
    finally:
        context.close()


def give_passphrase(page: Page, address: str, *, email: str, passphrase: str) -> None:
    """The first page of signing in."""
    page.goto(f"{address}/staff/sign-in")
    page.locator("[name=address]").fill(email)
    page.locator("[name=password]").fill(passphrase)
    press(page.locator("main form button"))


def give_code(page: Page, code: str) -> None:
    """The second page of signing in."""
    page.locator("[name=code]").fill(code)
    press(page.locator("main form button"))
    assert "/sign-in" not in page.url, page.locator("main").inner_text()
