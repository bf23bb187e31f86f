"""A process that serves one audience has no address, no keys and no dead links of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from intake.actions.services import Services
from intake.app.factory import AUDIENCES, create_app
from intake.app.metadata import METADATA
from intake.settings import Settings
from intake.settings.audiences import Audience
from intake.web.foundation.access import MARK, Access
from intake.web.foundation.hosts import allowed_hosts
from intake.web.foundation.navigation import LINKED
from tests.web.installs import make_services

EVERYWHERE = {"assets", "probes"}
KINDS = {
    Audience.PUBLIC: {Access.PUBLIC, Access.MACHINE},
    Audience.RESIDENT: {Access.RESIDENT, Access.RESIDENT_SESSION},
    Audience.STAFF: {Access.STAFF, Access.SIGNED_OUT},
}
HOME = "/saguaro-city/es"


@pytest.fixture
def parts(settings: Settings) -> Iterator[Services]:
    """An install whose tables are empty."""
    made = make_services(settings)
    METADATA.create_all(made.sessions.kw["bind"])
    yield made
    made.sessions.kw["bind"].dispose()


@pytest.fixture
def apps(settings: Settings, parts: Services) -> dict[str, Flask]:
    """The application of each audience alone, and of all together."""
    sides = {**{one.value: (one,) for one in AUDIENCES}, "all": AUDIENCES}
    return {
        name: create_app(settings, services=parts, audiences=audiences)
        for name, audiences in sides.items()
    }


def addresses(app: Flask) -> set[tuple[str, str]]:
    """Every address and the page behind it, but those that every process has."""
    return {
        (rule.rule, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] not in EVERYWHERE
    }


def test_each_address_is_served_by_one_audience_alone(apps: dict[str, Flask]) -> None:
    sides = [addresses(apps[one]) for one in AUDIENCES]
    assert all(sides)
    assert sum(map(len, sides)) == len(set.union(*sides))
    assert set.union(*sides) == addresses(apps["all"])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_has_views_of_its_own_kind_alone(
    apps: dict[str, Flask], audience: Audience
) -> None:
    app = apps[audience]
    own = [rule for rule in app.url_map.iter_rules() if _is_own(rule)]
    kinds = {getattr(app.view_functions[rule.endpoint], MARK).kind for rule in own}
    assert kinds <= KINDS[audience]
    assert all(rule.rule.startswith("/staff") is (audience is Audience.STAFF) for rule in own)


def _is_own(rule: Rule) -> bool:
    return rule.endpoint.split(".")[0] not in EVERYWHERE


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_process_can_be_watched(apps: dict[str, Flask], audience: Audience) -> None:
    client = apps[audience].test_client()
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ready\n"


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("path", ["/staff/", "/staff/queue/", f"{HOME}/", f"{HOME}/p/1", "/x"])
def test_the_pages_of_others_are_not_found(
    apps: dict[str, Flask], audience: Audience, path: str
) -> None:
    whose = {"/staff/": "staff", "/staff/queue/": "staff", f"{HOME}/": "public"}
    if whose.get(path, "resident" if path.endswith("p/1") else "") == audience:
        return
    answer = apps[audience].test_client().get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_links_to_another_audience_are_there_only_where_configured(
    settings: Settings, parts: Services
) -> None:
    lonely = create_app(settings, services=parts, audiences=(Audience.RESIDENT,))
    answer = lonely.test_client().get(f"{HOME}/f/1")
    assert answer.status_code == 200
    page = answer.text
    assert "/privacy" not in page
    assert f'href="{HOME}/"' not in page

    hosts = settings.hosts.model_copy(update={"public": "https://city.example"})
    linked = replace(parts, settings=settings.model_copy(update={"hosts": hosts}))
    app = create_app(linked.settings, services=linked, audiences=(Audience.RESIDENT,))
    page = app.test_client().get(f"{HOME}/f/1").text
    assert f'href="https://city.example{HOME}/privacy"' in page
    assert f'href="https://city.example{HOME}/"' in page


def test_the_public_leads_to_the_form_only_where_it_knows_it(
    settings: Settings, parts: Services
) -> None:
    lonely = create_app(settings, services=parts, audiences=(Audience.PUBLIC,))
    assert "/p/1" not in lonely.test_client().get(f"{HOME}/").text

    hosts = settings.hosts.model_copy(update={"resident": "https://tell.example"})
    linked = replace(parts, settings=settings.model_copy(update={"hosts": hosts}))
    app = create_app(linked.settings, services=linked, audiences=(Audience.PUBLIC,))
    assert f"https://tell.example{HOME}/p/1" in app.test_client().get(f"{HOME}/").text


def test_linked_pages_are_where_the_whole_application_has_them(apps: dict[str, Flask]) -> None:
    with apps["all"].test_request_context(f"{HOME}/"):
        for endpoint, (audience, path) in LINKED.items():
            assert endpoint.startswith(f"{audience}.")
            assert url_for(endpoint, jurisdiction="saguaro-city", language="es") == HOME + path


def test_a_process_answers_to_the_name_of_its_audience_alone(
    settings: Settings, parts: Services
) -> None:
    hosts = settings.hosts.model_copy(update={"staff": "https://desk.example"})
    settings = settings.model_copy(
        update={"behind_tls": True, "public_url": "https://city.example", "hosts": hosts}
    )
    assert allowed_hosts(settings, [Audience.STAFF]) == {"desk.example"}
    assert allowed_hosts(settings, [Audience.RESIDENT]) == {"city.example"}
    parts = replace(parts, settings=settings)
    app = create_app(settings, services=parts, audiences=(Audience.RESIDENT,))
    client = app.test_client()
    for host, status in (("city.example", 200), ("desk.example", 400)):
        assert client.get(f"{HOME}/f/1", headers={"Host": host}).status_code == status
