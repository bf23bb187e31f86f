"""The resident's one cookie: a random secret that exists before any row does."""

from flask import Response, g, request

from intake.vault.cookies import decode_secret, encode_secret, new_secret, onion_secret
from intake.vault.errors import KeyMalformed
from intake.web.foundation.hosts import by_onion, is_own_origin, is_protected
from intake.web.foundation.services import services

NAME = "s"


def cookie_name(name: str) -> str:
    """The name of a cookie: with the `__Host-` prefix where TLS stands in front.

    Names are single letters: a cookie list shows nothing about the site's purpose. By the onion
    service they have one more letter, so that neither door takes the other's for its own.
    """
    if by_onion():
        return f"o{name}"
    return f"__Host-{name}" if is_protected() else name


def resident_secret() -> bytes | None:
    """The 32 bytes behind the resident's cookie, or the one this answer will set; else None.

    By the onion service they are derived from the cookie, so that one value, carried to the other
    door by hand, leads to nothing there.
    """
    value = _cookie_value()
    return None if value is None else _behind(value)


def ensure_resident_secret() -> bytes:
    """The secret of this browser; a fresh one, set by this answer, where it has none yet."""
    secret = resident_secret()
    return secret if secret is not None else replace_resident_secret()


def replace_resident_secret() -> bytes:
    """A fresh secret for this browser; whatever hung on the old one is out of its reach."""
    g.resident_secret = new_secret(services().random)
    return _behind(g.resident_secret)


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
    name, secure, same = cookie_name(NAME), is_protected(), _same_site()
    if g.resident_secret is None:
        response.delete_cookie(name, secure=secure, httponly=True, samesite=same)
    else:
        value = encode_secret(g.resident_secret)
        response.set_cookie(name, value, secure=secure, httponly=True, samesite=same)
    return response


def from_another_site() -> bool:
    """Whether the browser itself says that another site, or a sibling host, sent this post.

    Our pages send no Referer, so that browsers write "null" as the origin of their posts. One that
    names a place has to name this door.
    """
    if request.method in {"GET", "HEAD"}:
        return False
    sender = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin", "null")
    return sender in {"cross-site", "same-site"} or not (origin == "null" or is_own_origin(origin))


def _cookie_value() -> bytes | None:
    if "resident_secret" in g:
        fresh: bytes | None = g.resident_secret
        return fresh
    try:
        return decode_secret(request.cookies.get(cookie_name(NAME), ""))
    except KeyMalformed:
        return None


def _behind(value: bytes) -> bytes:
    return onion_secret(value, services().install_id) if by_onion() else value


def _same_site() -> str:
    """Links in emails lead to the usual door from outside, and never to the onion's."""
    return "Strict" if by_onion() else "Lax"
