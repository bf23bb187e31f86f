"""Every page of the address map in every state: none is left out, and each works for everybody.

One state of every page is reached in each run, as a visitor without script would reach it, and a
chosen few are looked at in a browser. `make prove` reaches all of them, and looks at all of them in
both languages and at both widths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import template_rendered
from playwright.sync_api import Browser

from intake.settings import locations
from tests.browser.looking import NARROW, WIDE, Eyes, eyes, scripted
from tests.browser.states.hands import Capture
from tests.browser.states.listed import NO_PAGES, all_states, page_rules
from tests.browser.states.registry import ABSENT, STATES, Kind, State
from tests.browser.states.world import World

LANGUAGES = ("en", "es")
ENDPOINTS = sorted({one.endpoint for one in STATES})
CHOSEN = [one for one in STATES if one.chosen]
AXE_RULES_AT_LEAST = 40
PARTS_ALONE = {"base.html", "resident/base.html", "staff/base.html", "public/base.html"}


@pytest.fixture(scope="module")
def looking(browser: Browser, world: World) -> Iterator[Eyes]:
    """One browser page for this module."""
    with eyes(browser, world.app) as found:
        yield found


def reach(world: World, state: State, language: str) -> Capture:
    """Go to a state's page, and see that it is the one that is meant."""
    world.fresh(language)
    hands = state.reach(world)
    capture = hands.capture
    assert capture.status == state.status, f"{state.title}: {capture.status} {hands.words[:400]}"
    return capture


def look(looking: Eyes, capture: Capture, size: dict[str, int]) -> list[str]:
    """Everything that is wrong with a page at a size."""
    looking.show(capture, size)
    faults = [*looking.axe(), *looking.keyboard()]
    return [*faults, *looking.overflow()] if size is NARROW else faults


def test_no_page_is_left_out(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    states = all_states(world.app)
    listed = {(one.endpoint, one.kind) for one in states}
    known = {rule.endpoint for rule in page_rules(world.app)}
    missing = [
        f"{endpoint}: {kind}"
        for endpoint in sorted(known)
        for kind in Kind
        if (endpoint, kind) not in listed and (endpoint, kind) not in ABSENT
    ]
    assert not missing, (
        "give each of these a @state in a module of tests/browser/states that listed.py imports, "
        f"or say absent(…) and why: {missing}"
    )
    assert {endpoint for endpoint, _ in listed} == known
    assert not {key for key in ABSENT if key in listed or key[0] not in known}
    assert all(endpoint in world.app.view_functions for endpoint in NO_PAGES)
    counts = Counter(one.kind.value for one in states)
    with capsys.disabled():
        print(f"\n{len(states)} states of {len(known)} endpoints: {dict(counts)}")


def walk(world: World, states: Sequence[State]) -> tuple[set[str], set[str]]:
    """Reach states without script: the templates that were shown, and the endpoints asked for."""
    seen: set[str] = set()
    asked: set[str] = set()

    def note(_app: object, template: object, **_more: object) -> None:
        seen.add(str(getattr(template, "name", "")))

    addresses = world.app.url_map.bind("localhost")
    with template_rendered.connected_to(note, world.app):
        for state in states:
            world.fresh("es")
            hands = state.reach(world)
            assert hands.capture.status == state.status, (state.title, hands.words[:400])
            assert not scripted(hands.capture), state.title
            for method, path in hands.asked:
                if addresses.test(path.partition("?")[0], method):
                    asked.add(addresses.match(path.partition("?")[0], method)[0])
    return seen, asked


def test_every_page_is_reached_without_script(world: World) -> None:
    first: dict[str, State] = {}
    for state in all_states(world.app):
        if first.setdefault(state.endpoint, state).status != HTTPStatus.OK:
            first[state.endpoint] = state
    _, asked = walk(world, list(first.values()))
    assert {rule.endpoint for rule in page_rules(world.app)} - asked == set()


@pytest.mark.prove
def test_every_state_is_reached_without_script(world: World) -> None:
    seen, asked = walk(world, all_states(world.app))
    assert templates_of_pages(locations.templates_dir()) - seen == set()
    assert {rule.endpoint for rule in page_rules(world.app)} - asked == set()


def templates_of_pages(folder: Path) -> set[str]:
    """The templates that are whole pages."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    return {
        name
        for name in names
        if not name.rpartition("/")[2].startswith("_")
        and name not in PARTS_ALONE
        and not name.startswith(("email/", "letters/"))
    }


@pytest.mark.parametrize("state", CHOSEN, ids=lambda state: state.title)
def test_chosen_pages_work_for_everybody(world: World, looking: Eyes, state: State) -> None:
    narrow, wide = reach(world, state, "es"), reach(world, state, "en")
    assert not look(looking, narrow, NARROW)
    looking.show(wide, WIDE)
    assert not looking.axe()


@pytest.mark.prove
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_all_pages_work_for_everybody(
    world: World, looking: Eyes, endpoint: str, language: str
) -> None:
    faults = []
    for state in all_states(world.app):
        if state.endpoint == endpoint:
            capture = reach(world, state, language)
            for size in (NARROW, WIDE):
                found = look(looking, capture, size)
                faults += [f"{state.title} at {size['width']}: {fault}" for fault in found]
    assert not faults


@pytest.mark.prove
def test_the_rules_that_look(
    world: World, looking: Eyes, capsys: pytest.CaptureFixture[str]
) -> None:
    for state in CHOSEN:
        looking.show(reach(world, state, "es"), WIDE)
        looking.axe()
    with capsys.disabled():
        print(f"\n{len(looking.rules_run)} rules of axe looked: {sorted(looking.rules_run)}")
    assert len(looking.rules_run) >= AXE_RULES_AT_LEAST
