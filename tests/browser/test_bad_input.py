"""What people and their browsers do to forms: too much, odd characters, twice, back, too late."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from intake.complaints.models import Complaint
from tests.browser.pressing import press
from tests.browser.resident import Resident, Telling, resident
from tests.browser.states.world import World

LIMIT = 50_000
ODD = (
    "\u202eodnum le\u202c 👩\u200d👧 p\u0430ypal \u200b<script>alert(1)</script> {{ 7*7 }} "
    "=cmd|' /C'!A0\tfin"
)
"""Right to left, joined emoji, a look-alike, zero width, markup, a template, a formula, a tab."""
SHORT = Telling(
    words="Me preguntaron por mis papeles en la biblioteca.",
    choices={"agencies": ["library"], "mode": ["anonymous"]},
)


@pytest.fixture
def device(browser: Browser, world_address: str) -> Iterator[Resident]:
    """A device without script."""
    with resident(browser, world_address, language="es", script=False) as found:
        yield found


def words_page(device: Resident) -> Resident:
    """Go to the page for one's own words."""
    device.go("/p/2").press()
    assert device.page.url.endswith("/p/3")
    return device


def typed(device: Resident) -> str:
    """What stands in the field of the page."""
    return device.page.locator("textarea[name=words]").input_value()


def error(device: Resident) -> str:
    """What the summary of errors says."""
    return device.page.locator(".summary-of-errors").inner_text()


def complaints(world: World) -> int:
    """How many complaints there are."""
    with world.standing.session() as session:
        return session.scalar(select(func.count()).select_from(Complaint)) or 0


def test_fifty_thousand_characters_fit_and_seventeen_more_are_counted(device: Resident) -> None:
    lines = ("Línea con acentos y 😀. " * 130 + "\n") * 30
    text = lines[: LIMIT - 1] + "."
    words_page(device)
    device.page.locator("textarea[name=words]").fill(text + "x" * 17)
    device.press()
    assert "17" in error(device)
    assert typed(device) == text + "x" * 17
    device.page.locator("textarea[name=words]").fill(text)
    device.press()
    assert device.page.url.endswith("/p/4")
    assert typed(device.go("/p/3")) == text


def test_a_null_character_gets_a_message_and_the_text_stays(device: Resident) -> None:
    words_page(device)
    form = {"csrf_token": "", "words": "antes\0después"}
    token = device.page.locator("input[name=csrf_token]").first.get_attribute("value")
    answer = device.page.context.request.post(
        device.page.url, form={**form, "csrf_token": token or ""}, max_redirects=0
    )
    assert answer.status == 422
    assert "antes" in answer.text()
    assert "después" in answer.text()


def test_odd_characters_come_back_as_typed_and_do_nothing(device: Resident) -> None:
    words_page(device)
    device.page.locator("textarea[name=words]").fill(ODD)
    device.press()
    assert typed(device.go("/p/3")) == ODD
    device.go("/p/8")
    shown = device.page.locator(".as-typed", has_text="alert(1)").first
    assert shown.text_content() == ODD
    assert shown.get_attribute("dir") == "auto"
    device.press()
    assert device.code


def test_a_double_press_and_a_reload_make_one_complaint(device: Resident, world: World) -> None:
    before = complaints(world)
    device.tell(SHORT)
    device.page.locator("main form[method=post] button").first.dblclick()
    # The second press breaks off the first one's way: ask where the page is, not how it came there.
    expect(device.page).to_have_url(re.compile("/p/9$"), timeout=30_000)
    device.page.wait_for_load_state()
    code = device.code
    device.page.reload()
    assert device.code == code
    device.page.go_back()
    device.page.reload()
    assert device.code == code
    assert complaints(world) == before + 1


def test_back_loses_nothing(device: Resident) -> None:
    words_page(device)
    device.page.locator("textarea[name=words]").fill("Lo que vi.")
    device.press()
    device.page.locator("[name=common_place]").fill("La biblioteca")
    device.press()
    assert device.page.url.endswith("/p/5")
    device.page.go_back()
    assert device.page.locator("[name=common_place]").input_value() == "La biblioteca"
    device.page.go_back()
    assert typed(device) == "Lo que vi."
    device.press()
    assert device.page.locator("[name=common_place]").input_value() == "La biblioteca"


def test_an_expired_visit_shows_the_text_again(device: Resident, world: World) -> None:
    words_page(device)
    device.page.locator("textarea[name=words]").fill("Una hora de escribir.\nY más.")
    world.clock.advance(days=30)
    device.press()
    assert typed(device) == "Una hora de escribir.\nY más."
    assert device.page.locator("[role=alert]").count() == 1
    device.press()
    assert device.page.url.endswith("/p/4")


def test_an_old_token_shows_the_text_again_and_sends_it_at_the_next_press(
    device: Resident,
) -> None:
    words_page(device)
    device.page.locator("textarea[name=words]").fill("Lo que escribí " * 20)
    device.page.context.clear_cookies()
    device.press()
    assert "Lo que escribí" in device.page.locator("main textarea").input_value()
    press(device.page.locator("main form button").first)
    assert "Lo que escribí" in typed(device.go("/p/3"))
