"""The whole list of states, and those that follow from the access rules of the routes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import Flask
from werkzeug.routing import Rule

from intake.accounts.roles import Role
from intake.web.foundation.access import MARK, Access, AccessRule
from tests.browser.states import (  # noqa: F401  (each adds its own)
    account,
    calls,
    cases,
    entering,
    faults,
    following,
    looking_around,
    people,
    public,
    public_data,
    public_reports,
    publishing,
    resident,
    sharing,
    steps,
    units,
)
from tests.browser.states.hands import Hands
from tests.browser.states.registry import STATES, Kind, State
from tests.browser.states.world import PLACE, UNIT, World

NO_PAGES = frozenset(
    {
        "assets.asset",
        "probes.healthz",
        "probes.readyz",
        "data.index",
        "data.catalogue",
        "data.release",
        "data.file",
        "data_feed.releases",
        "data_api.openapi",
        "data_api.releases",
        "data_api.release",
        "data_api.rows",
        "data_embed.picture",
    }
)
"""What answers machines: a stylesheet, two plain words, published data."""
SIGN_IN, ASK_CODE = "/staff/sign-in", "~/f/1"
_, _OFFICE, _ROOM = UNIT.split("/")
SAMPLES: dict[str, str] = {
    "case_id": "0" * 32,
    "staff_id": "0" * 32,
    "draft_id": "0" * 32,
    "event": "note_added",
    "token": "none",
    "place": PLACE,
    "office": _OFFICE,
    "room": _ROOM,
    "unit": UNIT,
    "jurisdiction": PLACE,
    "code": "R1",
    "number": "2",
    "period": "2024Q1",
}


def page_rules(app: Flask) -> tuple[Rule, ...]:
    """Every route that answers with a page."""
    return tuple(rule for rule in app.url_map.iter_rules() if rule.endpoint not in NO_PAGES)


def all_states(app: Flask) -> tuple[State, ...]:
    """Those that are written down, and for each route those that its access rule makes."""
    return (*STATES, *(found for rule in page_rules(app) for found in _of_rule(app, rule)))


def _of_rule(app: Flask, rule: Rule) -> Iterator[State]:
    kind = _access(app, rule.endpoint).kind
    methods = rule.methods or set()
    if kind is Access.STAFF:
        yield from _signed_out(rule, methods)
    if kind is Access.RESIDENT_SESSION:
        yield from _without_code(rule, methods)
    if "POST" in methods:
        role = Role.LEAD if kind is Access.STAFF else None
        yield _made(rule, Kind.ERROR, "sent without a token", partial(_tokenless, rule, role), 400)


def _signed_out(rule: Rule, methods: set[str]) -> Iterator[State]:
    if "GET" in methods:
        yield _made(rule, Kind.EXPIRED, "signed out, loaded", partial(_loaded, rule), 200)
    if "POST" in methods:
        yield _made(rule, Kind.EXPIRED, "signed out, sent", partial(_sent, rule, SIGN_IN), 403)


def _without_code(rule: Rule, methods: set[str]) -> Iterator[State]:
    if "GET" in methods:
        yield _made(rule, Kind.EXPIRED, "no visit, loaded", partial(_loaded, rule), 200)
    if "POST" in methods:
        yield _made(rule, Kind.EXPIRED, "no visit, sent", partial(_sent, rule, ASK_CODE), 200)


def _made(rule: Rule, kind: Kind, name: str, reach: object, status: int) -> State:
    return State(
        endpoint=rule.endpoint,
        kind=kind,
        name=f"{name} {rule.rule}",
        reach=reach,  # type: ignore[arg-type]
        status=status,
        chosen=False,
    )


def _address(rule: Rule, world: World) -> str:
    values = {**SAMPLES, "language": world.language}
    wanted = {name: values[name] for name in rule.arguments}
    adapter = world.app.url_map.bind("localhost")
    return adapter.build(rule.endpoint, wanted, method=_any(rule))


def _any(rule: Rule) -> str:
    return "GET" if "GET" in (rule.methods or ()) else "POST"


def _loaded(rule: Rule, world: World) -> Hands:
    return world.visitor().go(_address(rule, world))


def _sent(rule: Rule, side: str, world: World) -> Hands:
    hands = world.visitor().go(side)
    token = hands.value("csrf_token")
    hands.post_bare(_address(rule, world), csrf_token=token, text="What I wrote. " * 20)
    return hands


def _tokenless(rule: Rule, role: Role | None, world: World) -> Hands:
    hands = world.staff(role) if role else world.visitor()
    hands.post_bare(_address(rule, world), text="What I wrote. " * 20)
    return hands


def _access(app: Flask, endpoint: str) -> AccessRule:
    found: AccessRule = getattr(app.view_functions[endpoint], MARK)
    return found
