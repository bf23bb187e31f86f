"""Somebody of the staff at a browser: signs in, opens a case, takes steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import APIResponse, Browser, Page

from intake.accounts.second_factor import current_code
from intake.app.demonstration.people import Account
from tests.fixtures.chance import Clock

DESK = {"width": 1280, "height": 900}


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
        self.page.get_by_role("link", name=reference).click()
        return self.page.url.split("?")[0].rsplit("/", 1)[-1]

    def open_complaint(self) -> str:
        """Press "open" on a case's page; returns what was told, as the page holds it."""
        self.page.locator("form[action*='/open']:not([action*='/do/']) button").click()
        return self.page.locator("blockquote.as-typed").first.text_content() or ""

    def step(self, event: str, /, **filled: str) -> None:
        """Take a step of the case whose page is open; radios and lists by value, the rest typed."""
        self.begin(event)
        if not self.page.url.split("?")[0].endswith(event):
            return
        for name, value in filled.items():
            self.fill(name, value)
        self.page.locator("main form button.button").first.click()
        assert self.page.locator(".summary-of-errors").count() == 0, self.text

    def begin(self, event: str) -> None:
        """Follow the link of a step; a step that asks nothing is taken by that alone."""
        link = self.page.locator(f".steps a[href*='/do/{event}']")
        button = self.page.locator(f".steps form[action*='/do/{event}'] button")
        assert link.count() + button.count() == 1, f"{event} is not offered: {self.text}"
        (link if link.count() else button).click()

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
    """Sign somebody in, in a browser of their own, on the staff's side."""
    context = browser.new_context(java_script_enabled=script, viewport=DESK, locale="en")
    try:
        page = context.new_page()
        sign_in(page, address, account, clock)
        yield Colleague(page, address)
    finally:
        context.close()


def sign_in(page: Page, address: str, account: Account, clock: Clock) -> None:
    """Sign in with passphrase and code, as a person does; the clock goes on to a fresh code."""
    clock.advance(minutes=1)
    page.goto(f"{address}/staff/sign-in")
    page.locator("[name=address]").fill(account.email)
    page.locator("[name=password]").fill(account.password)
    page.locator("main form button").click()
    page.locator("[name=code]").fill(current_code(account.second_factor, at=clock()))
    page.locator("main form button").click()
    assert "/sign-in" not in page.url, page.locator("main").inner_text()
