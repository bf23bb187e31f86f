"""The secret in a session cookie: what seals the session's row and what guards its forms."""

import base64
import binascii
import hashlib
import hmac

from intake.vault.derivation import KEY_SIZE, checked_key, derive
from intake.vault.encoding import context, enc
from intake.vault.errors import KeyMalformed
from intake.vault.randomness import RandomBytes, draw


def new_secret(random: RandomBytes) -> bytes:
    """A new 32-byte cookie secret; the server keeps nothing but what is derived from it."""
    return draw(random, KEY_SIZE)


def encode_secret(secret: bytes) -> str:
    """The secret as it stands in the cookie: 43 letters of URL-safe base64."""
    return base64.urlsafe_b64encode(checked_key(secret)).rstrip(b"=").decode("ascii")


def decode_secret(text: str) -> bytes:
    """Read the secret from a cookie in its only spelling; raises KeyMalformed."""
    try:
        secret = base64.b64decode(text.encode("ascii") + b"=", altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise KeyMalformed("not a cookie secret") from None
    if encode_secret(checked_key(secret)) != text:
        raise KeyMalformed("not the one spelling of a cookie secret")
    return secret


def onion_secret(secret: bytes, install_id: str) -> bytes:
    """The secret that a cookie stands for by the onion service; the cookie itself is none there."""
    return derive(checked_key(secret), info=context("cookie-by-onion", install_id))


def lookup_digest(secret: bytes, install_id: str) -> bytes:
    """What a session's row is found by: 32 bytes from which the secret does not follow."""
    row_id = derive(checked_key(secret), info=context("cookie-lookup", install_id))
    return hashlib.sha256(row_id).digest()


def sealing_key(secret: bytes, install_id: str) -> bytes:
    """The key for `sealing.seal_small` under which a session's row holds its code or seed."""
    return derive(checked_key(secret), info=context("cookie-sealing", install_id))


def csrf_token(secret: bytes, install_id: str, *, form: str = "") -> str:
    """The token that a form carries; it exists as soon as there is a cookie, before any row."""
    key = derive(checked_key(secret), info=context("cookie-csrf", install_id))
    return hmac.new(key, enc(form), hashlib.sha256).hexdigest()


def csrf_matches(secret: bytes, install_id: str, token: str, *, form: str = "") -> bool:
    """Whether a form's token belongs to this cookie, compared in constant time."""
    expected = csrf_token(secret, install_id, form=form)
    return hmac.compare_digest(expected.encode(), token.encode("utf-8", "surrogatepass"))
