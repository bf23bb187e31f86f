"""Cookies: one for a resident, neutral in name, none on public pages, none from Flask."""

from dataclasses import replace

from flask import Flask, Response
from flask.testing import FlaskClient

from intake.app.factory import create_app
from intake.settings import Settings
from intake.web.foundation.cookies import (
    drop_resident_secret,
    ensure_resident_secret,
    replace_resident_secret,
    resident_secret,
    write_cookies,
)
from tests.web.foundation.conftest import resident_routes
from tests.web.installs import make_app

FORM = "/saguaro-city/en/form"


def test_the_first_form_sets_one_cookie_for_the_session(toy: FlaskClient) -> None:
    cookies = toy.get(FORM).headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    name, _, rest = cookies[0].partition("=")
    assert name == "s"
    assert "HttpOnly" in rest
    assert "SameSite=Lax" in rest
    assert "Path=/" in rest
    assert "Expires" not in rest
    assert "Max-Age" not in rest


def test_a_browser_that_has_its_cookie_keeps_it(toy: FlaskClient) -> None:
    first = toy.get(FORM).text
    second = toy.get(FORM)
    assert second.text == first
    assert "Set-Cookie" not in second.headers


def test_a_cookie_that_is_none_of_ours_is_replaced(toy: FlaskClient) -> None:
    for value in ("", "x", "A" * 43, "é" * 43, "_" * 42 + "9"):
        toy.set_cookie("s", value)
        answer = toy.get(FORM)
        assert ("Set-Cookie" in answer.headers) == (value != "A" * 43), value


def test_behind_tls_the_name_has_the_host_prefix(settings: Settings) -> None:
    protected = settings.model_copy(
        update={"behind_tls": True, "public_url": "https://complaints.example"}
    )
    app = make_app(protected)
    app.register_blueprint(resident_routes())
    answer = app.test_client().get(FORM, base_url="https://complaints.example")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-s=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    app.extensions["intake"].sessions.kw["bind"].dispose()


def test_flasks_session_exists_for_staff_alone(toys: Flask) -> None:
    assert toys.test_client().get("/saguaro-city/en/flash").status_code == 500
    (cookie,) = toys.test_client().get("/staff/toy").headers.getlist("Set-Cookie")
    assert cookie.startswith("f=")
    assert "SameSite=Strict" in cookie
    assert "HttpOnly" in cookie


def test_staff_tokens_need_a_key_of_the_install(toys: Flask, settings: Settings) -> None:
    parts = toys.extensions["intake"]
    elsewhere = replace(parts, install_id="f" * 32)
    assert create_app(settings, services=elsewhere).secret_key != toys.secret_key
    assert create_app(settings, services=parts).secret_key == toys.secret_key
    resident_host = create_app(settings, services=replace(parts, staff_keyring=None))
    assert resident_host.secret_key not in {toys.secret_key, None}


def test_an_answer_to_another_site_never_carries_a_cookie(toys: Flask) -> None:
    for site, sets in (("cross-site", False), ("same-origin", True)):
        with toys.test_request_context(FORM, method="POST", headers={"Sec-Fetch-Site": site}):
            ensure_resident_secret()
            assert ("Set-Cookie" in write_cookies(Response()).headers) is sets, site


def test_leaving_takes_the_cookie_away_and_a_new_secret_replaces_it(toys: Flask) -> None:
    with toys.test_request_context(FORM):
        first = ensure_resident_secret()
        assert replace_resident_secret() != first
        drop_resident_secret()
        assert resident_secret() is None
        assert "s=; Expires=Thu, 01 Jan 1970" in write_cookies(Response()).headers["Set-Cookie"]
