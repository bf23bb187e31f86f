"""Publishing by pages: who may, what each quarter says, and that nothing is published by a page."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.accounts.roles import Role
from intake.actions.publishing.errors import Outcome
from intake.actions.publishing.requests import finish_request
from intake.audit.models import AuditEntry
from intake.numbers.quarters import Quarter
from intake.publication.models import Release, ReleaseRequest
from tests.fixtures.closed_quarters import close_made_up
from tests.integration.accounts.office import INVESTIGATIONS, PLACE, Office, configuration
from tests.web.staff.visitor import Visitor, new_visitor

QUARTERS = (Quarter(2024, 1), Quarter(2024, 2))
FIRST = f"/staff/publishing/{PLACE}/2024Q1"
SECOND = f"/staff/publishing/{PLACE}/2024Q2"
EXACT = f"/staff/exact/{PLACE}/2024Q1"


@pytest.fixture
def closed(office: Office) -> Office:
    """An office with two closed quarters."""
    close_made_up(office.session, configuration().jurisdiction(PLACE), QUARTERS)
    return office


def signed_in(app: Flask, office: Office, name: str, role: Role) -> Visitor:
    office.person(name, {INVESTIGATIONS: frozenset({role})})
    browser = new_visitor(app, office)
    browser.sign_in(name)
    return browser


@pytest.fixture
def director(app: Flask, closed: Office) -> Visitor:
    return signed_in(app, closed, "Dora", Role.DIRECTOR)


def request_row(office: Office) -> ReleaseRequest:
    return office.look().scalars(select(ReleaseRequest)).one()


def asked(director: Visitor, path: str = FIRST, **fields: object) -> TestResponse:
    return director.post(f"{path}/publish", **fields)


def test_the_list_says_how_each_quarter_stands(director: Visitor) -> None:
    page = director.get("/staff/publishing").text
    assert "Closed quarters of Saguaro City" in page
    assert page.index("second quarter of 2024") < page.index("first quarter of 2024")
    assert "Next to publish" in page
    assert "Waiting for an earlier quarter" in page
    assert 'href="/staff/publishing"' in director.get("/staff/units/").text


def test_a_trial_is_asked_for_and_its_outcome_is_shown(closed: Office, director: Visitor) -> None:
    done = director.post(f"{FIRST}/try", page=FIRST)
    assert done.location == FIRST
    row = request_row(closed)
    assert (row.kind, row.requested_by) == ("dry_run", closed.ids["Dora"])
    page = director.get(FIRST).text
    assert "Your request is in progress" in page
    assert "Start a trial run" not in page
    with closed.look() as session:
        finish_request(session, row.id, at=closed.clock(), outcome=Outcome.ATTACK_UNDECIDED)
    page = director.get(FIRST).text
    assert "could not rule out that someone can be identified" in page
    assert "Start a trial run" in page


def test_publishing_asks_for_a_tick_and_only_asks_the_worker(
    closed: Office, director: Visitor
) -> None:
    page = director.get(f"{FIRST}/publish").text
    assert "Numbers under 10 are withheld" in page
    assert asked(director).status_code == 422
    assert asked(director, sure="y").location == FIRST
    assert request_row(closed).kind == "publish"
    assert closed.look().scalars(select(Release)).all() == []
    again = director.post(f"{FIRST}/publish", sure="y")
    assert again.status_code == 409
    assert "An earlier request is still in progress" in again.text
    kinds = closed.look().scalars(
        select(AuditEntry.object_id).where(AuditEntry.kind == "release_asked")
    )
    assert kinds.all() == [f"{PLACE} 2024Q1"]


def test_publishing_asks_for_the_passphrase_again(closed: Office, director: Visitor) -> None:
    closed.clock.advance(minutes=11)
    assert director.get(f"{FIRST}/publish").location == f"/staff/confirm?next={FIRST}/publish"


def test_a_quarter_out_of_its_turn_is_refused(closed: Office, director: Visitor) -> None:
    refused = director.get(f"{SECOND}/publish")
    assert refused.status_code == 409
    assert "publish this quarter now" in refused.text
    assert director.post(f"{SECOND}/try", page=FIRST).status_code == 409
    assert closed.look().scalars(select(ReleaseRequest)).all() == []


@pytest.mark.parametrize(
    "path",
    [
        f"/staff/publishing/{PLACE}/2031Q1",
        f"/staff/publishing/{PLACE}/2024",
        "/staff/publishing/marisol-county/2024Q1",
        "/staff/publishing/nowhere/2024Q1",
    ],
)
def test_what_is_not_there_is_not_found(director: Visitor, path: str) -> None:
    assert director.get(path).status_code == 404


@pytest.mark.parametrize(
    ("role", "publishing", "exact"),
    [
        (Role.DIRECTOR, 200, 200),
        (Role.CLERK, 200, 403),
        (Role.SUPERVISOR, 403, 200),
        (Role.LEAD, 403, 403),
        (Role.INVESTIGATOR, 403, 403),
    ],
)
def test_who_may(app: Flask, closed: Office, role: Role, publishing: int, exact: int) -> None:
    browser = signed_in(app, closed, "Rosa", role)
    refused = 404 if browser.get("/staff/team/").status_code == 404 else 403
    wanted = {200: 200, 403: refused}
    for path in ("/staff/publishing", FIRST, f"{FIRST}/publish"):
        assert browser.get(path).status_code == wanted[publishing], path
    for path in ("/staff/exact", EXACT):
        assert browser.get(path).status_code == wanted[exact], path


def test_exact_numbers_are_marked_and_each_look_is_kept(closed: Office, director: Visitor) -> None:
    assert 'href="/staff/exact/saguaro-city/2024Q1"' in director.get("/staff/exact").text
    page = director.get(EXACT)
    assert 'class="not-for-publication"' in page.text
    assert "<title>Not for publication" in page.text
    assert "withheld" not in page.text
    director.get(EXACT)
    looks = closed.look().scalars(
        select(AuditEntry.actor_id).where(AuditEntry.kind == "exact_numbers_seen")
    )
    assert looks.all() == [closed.ids["Dora"]] * 2


def test_exact_numbers_of_elsewhere_are_not_found(closed: Office, director: Visitor) -> None:
    for path in ("marisol-county/2024Q1", f"{PLACE}/2031Q1", f"{PLACE}/x", "nowhere/2024Q1"):
        assert director.get(f"/staff/exact/{path}").status_code == 404
    kept = closed.look().scalars(select(AuditEntry).where(AuditEntry.kind == "exact_numbers_seen"))
    assert kept.all() == []


def test_without_a_closed_quarter_the_pages_say_so(app: Flask, office: Office) -> None:
    browser = signed_in(app, office, "Dora", Role.DIRECTOR)
    for path in ("/staff/publishing", "/staff/exact"):
        assert "No quarter is closed yet." in browser.get(path).text
