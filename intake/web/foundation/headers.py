"""The security and cache headers of every answer, with a content policy that runs no script."""

from base64 import b64encode
from urllib.parse import quote

from flask import Response, g, request

from intake.web.foundation.access import Access, Sharing, rule_of
from intake.web.foundation.hosts import is_protected, other_door
from intake.web.foundation.services import services

NONCE_BYTES = 16
HSTS = "max-age=63072000; includeSubDomains"
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
CACHEABLE = "public, max-age=300"
PRIVATE = "no-store"
FRAMED_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'none'",
        "frame-ancestors *",
        "base-uri 'none'",
    )
)
READ_ELSEWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Repr-Digest",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""For public data alone: no page of another site gets more by it than anybody gets by asking."""


def nonce() -> str:
    """The nonce of this answer, for an inline style that a template cannot do without."""
    if "nonce" not in g:
        g.nonce = b64encode(services().random(NONCE_BYTES)).decode()
    value: str = g.nonce
    return value


def content_policy(*, framed: bool = False) -> str:
    """The content security policy: nothing loads, runs or frames but own styles and images.

    What may stand `framed` in pages of other sites has neither a form nor an inline style; so its
    policy is the same in every answer, and a kept page stays right when it is asked for again.
    """
    if framed:
        return FRAMED_POLICY
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'self' 'nonce-{nonce()}'",
            "img-src 'self' data:",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def write_headers(response: Response) -> Response:
    """Put the headers on an answer; a view's own Cache-Control stays only on a public route."""
    response.headers.update(ALWAYS)
    _share(response, _sharing())
    if is_protected():
        response.headers["Strict-Transport-Security"] = HSTS
    if (door := other_door()) is not None and _is_page_for_people(response):
        response.headers["Onion-Location"] = f"{door}{quote(request.path)}"
    if not _is_cacheable(response):
        response.headers["Cache-Control"] = PRIVATE
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = CACHEABLE
    return response


def _share(response: Response, sharing: Sharing) -> None:
    """Tell browsers what pages of other sites may do with this answer."""
    framed = sharing is Sharing.FRAME
    response.headers["Content-Security-Policy"] = content_policy(framed=framed)
    if sharing is not Sharing.NONE:
        response.headers.update(READ_ELSEWHERE)
    if framed:
        del response.headers["X-Frame-Options"]


def _sharing() -> Sharing:
    rule = rule_of(request.endpoint)
    return Sharing.NONE if rule is None else rule.sharing


def _is_page_for_people(response: Response) -> bool:
    """A page that a resident or anybody asked for and got; never one of staff."""
    rule = rule_of(request.endpoint)
    return (
        rule is not None
        and rule.kind in {Access.PUBLIC, Access.RESIDENT, Access.RESIDENT_SESSION}
        and rule.sharing is Sharing.NONE
        and (request.method, response.status_code) == ("GET", 200)
        and response.mimetype == "text/html"
    )


def _is_cacheable(response: Response) -> bool:
    """Public or machine-readable, a plain success, and nothing personal set by it."""
    rule = rule_of(request.endpoint)
    return (
        rule is not None
        and rule.kind in {Access.PUBLIC, Access.MACHINE}
        and response.status_code in {200, 304}
        and "Set-Cookie" not in response.headers
    )
