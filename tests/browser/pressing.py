"""Press a link or a button, and go on only when the page behind it is there."""

from __future__ import annotations

from playwright.sync_api import Locator


def press(target: Locator) -> None:
    """Press it and wait for the page that it leads to; a press alone waits for nothing."""
    with target.page.expect_navigation():
        target.click()
