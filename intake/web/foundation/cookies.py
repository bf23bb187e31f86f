"""The resident's one cookie: a random secret that exists before any row does."""

from flask import Response, g, request

from intake.vault.cookies import decode_secret, encode_secret, new_secret
from intake.vault.errors import KeyMalformed
from intake.web.foundation.services import services

NAME = "s"


def cookie_name(name: str) -> str:
    """The name of a cookie: with the `__Host-` prefix where TLS stands in front.

    Names are single letters: a cookie list shows nothing about the site's purpose.
    """
    return f"__Host-{name}" if services().settings.behind_tls else name


def resident_secret() -> bytes | None:
    """The 32 bytes of the resident's cookie, or of the one this answer will set; else None."""
    if "resident_secret" in g:
        fresh: bytes | None = g.resident_secret
        return fresh
    try:
        return decode_secret(request.cookies.get(cookie_name(NAME), ""))
    except KeyMalformed:
        return None


def ensure_resident_secret() -> bytes:
    """The secret of this browser; a fresh one, set by this answer, where it has none yet."""
    secret = resident_secret()
    return secret if secret is not None else replace_resident_secret()


def replace_resident_secret() -> bytes:
    """A fresh secret for this browser; whatever hung on the old one is out of its reach."""
    g.resident_secret = new_secret(services().random)
    fresh: bytes = g.resident_secret
    return fresh


def drop_resident_secret() -> None:
    """Take the cookie away with this answer."""
    g.resident_secret = None


def write_cookies(response: Response) -> Response:
    """Set or delete the resident's cookie on an answer, if this request changed it.

    The answer to a post from another site sets none: it would replace the cookie that the browser
    keeps back from such posts, and with it the resident's way to a draft.
    """
    if "resident_secret" not in g or from_another_site():
        return response
    secure = services().settings.behind_tls
    name = cookie_name(NAME)
    if g.resident_secret is None:
        response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")
    else:
        value = encode_secret(g.resident_secret)
        response.set_cookie(name, value, secure=secure, httponly=True, samesite="Lax")
    return response


def from_another_site() -> bool:
    """Whether the browser itself says that another site, or a sibling host, sent this post."""
    sender = request.headers.get("Sec-Fetch-Site", "none")
    return request.method not in {"GET", "HEAD"} and sender in {"cross-site", "same-site"}
