"""A complaint told, and one opened, by keyboard alone and without script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from intake.accounts.roles import Role
from intake.accounts.second_factor import current_code
from tests.browser.resident import resident
from tests.browser.states.world import UNIT, World

MOST_STOPS = 120


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what matches has the focus."""
    target = page.locator(wanted).first
    for _ in range(MOST_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {wanted} on {page.url}")


def press_enter(page: Page) -> None:
    """Press Enter and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_complaint_is_told_by_keyboard_alone(browser: Browser, world_address: str) -> None:
    with resident(browser, world_address, language="es", script=False) as device:
        page = device.go("/p/1").page
        page.keyboard.press("Tab")
        assert page.locator("a.skip").evaluate("link => link === document.activeElement")
        page.keyboard.press("Enter")
        tab_to(page, "main .button")
        press_enter(page)
        tab_to(page, "[name=common_held_now]")
        page.keyboard.press("Space")
        tab_to(page, "[name=common_situations][value=asked_about_papers]")
        page.keyboard.press("Space")
        press_enter(page)
        tab_to(page, "textarea[name=words]")
        page.keyboard.type("Me pidieron los papeles.")
        tab_to(page, "main .actions button")
        press_enter(page)
        tab_to(page, "[name=common_place]")
        page.keyboard.type("la biblioteca central")
        tab_to(page, "[name=other_agency]")
        page.keyboard.type("Biblioteca")
        press_enter(page)
        for number in (6, 7, 8):
            tab_to(page, "main .actions button")
            press_enter(page)
            assert page.url.endswith(f"/p/{number}")
        assert "Me pidieron los papeles." in device.text
        assert "la biblioteca central" in device.text
        tab_to(page, "main form[method=post] button:not([tabindex='-1'])")
        press_enter(page)
        assert page.url.endswith("/p/9")
        assert device.code


def test_staff_sign_in_and_open_a_case_by_keyboard_alone(
    browser: Browser, world_address: str, world: World
) -> None:
    world.clock.advance(minutes=1)
    account = world.people[(UNIT, Role.INTAKE)].account
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{world_address}/staff/sign-in")
    tab_to(page, "[name=address]")
    page.keyboard.type(account.email)
    tab_to(page, "[name=password]")
    page.keyboard.type(account.password)
    press_enter(page)
    tab_to(page, "[name=code]")
    page.keyboard.type(current_code(account.second_factor, at=world.clock()))
    press_enter(page)
    tab_to(page, "nav a[href='/staff/cases']")
    press_enter(page)
    tab_to(page, "table.queue th a")
    press_enter(page)
    tab_to(page, "form[action*='/open']:not([action*='/do/']) button")
    press_enter(page)
    assert page.locator("blockquote.as-typed").first.text_content()
    context.close()
