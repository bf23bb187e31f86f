"""Security and cache headers on every answer, whatever became of the request."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.settings import Settings
from tests.web.installs import make_app

PATHS = [
    "/",
    "/saguaro-city/en/",
    "/saguaro-city/en/form",
    "/saguaro-city/en/boom",
    "/saguaro-city/en/unmarked",
    "/staff/toy",
    "/healthz",
    "/nowhere/at/all",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_security_headers(toy: FlaskClient, path: str) -> None:
    headers = toy.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self' 'nonce-")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    for part in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_the_nonce_is_new_in_every_answer(toy: FlaskClient) -> None:
    policies = {toy.get("/healthz").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/saguaro-city/en/", "public, max-age=300"),
        ("/saguaro-city/en/form", "no-store"),
        ("/saguaro-city/en/boom", "no-store"),
        ("/saguaro-city/en/nowhere", "no-store"),
        ("/staff/toy", "no-store"),
        ("/healthz", "no-store"),
    ],
)
def test_only_public_pages_may_be_kept(toy: FlaskClient, path: str, cache: str) -> None:
    assert toy.get(path).headers["Cache-Control"] == cache


def test_a_public_page_that_sets_a_cookie_is_not_kept(toy: FlaskClient) -> None:
    first = toy.get("/saguaro-city/en/public-form")
    assert "Set-Cookie" in first.headers
    assert first.headers["Cache-Control"] == "no-store"


def test_behind_tls_browsers_are_told_to_stay_there(settings: Settings) -> None:
    protected = settings.model_copy(
        update={"behind_tls": True, "public_url": "https://complaints.example"}
    )
    app: Flask = make_app(protected)
    answer = app.test_client().get("/healthz", base_url="https://complaints.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    app.extensions["intake"].sessions.kw["bind"].dispose()
