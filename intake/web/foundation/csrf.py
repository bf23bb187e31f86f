"""Forged posts are refused everywhere: by HMAC of the resident's cookie, by Flask-WTF for staff.

A resident has no Flask session. The token of a form is an HMAC of the secret in the resident's
cookie, so it holds before any row exists. A resident's view does three things: its form derives
from `ResidentForm`, its template prints `{{ form.csrf_token }}`, and its GET is not cached (the
headers see to it). Every unsafe request is checked before the view runs, form or no form.
"""

from typing import Any

from flask import Flask, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from wtforms.csrf.core import CSRF
from wtforms.fields import Field
from wtforms.validators import ValidationError

from intake.vault.cookies import csrf_matches, csrf_token
from intake.web.foundation.access import Access, AccessRule
from intake.web.foundation.cookies import ensure_resident_secret, from_another_site, resident_secret
from intake.web.foundation.services import services
from intake.web.foundation.sessions import on_staff_side

FIELD = "csrf_token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
STAFF_SIDE = frozenset({Access.STAFF, Access.SIGNED_OUT})

_staff = CSRFProtect()


class CsrfRefused(Exception):
    """A post without the token that this browser was given."""


def resident_token() -> str:
    """The token for forms shown to this browser; gives the browser its secret if it has none."""
    return csrf_token(ensure_resident_secret(), services().install_id)


def token_of_this_side() -> str:
    """The token that a post to the address of this request has to carry."""
    return str(generate_csrf()) if on_staff_side() else resident_token()


def is_resident_token(token: str | None) -> bool:
    """Whether `token` belongs to the secret in this request's cookie (constant time)."""
    secret = resident_secret()
    if secret is None or not token:
        return False
    return csrf_matches(secret, services().install_id, token)


class ResidentCSRF(CSRF):
    """The CSRF class of resident forms: same token, same check, as WTForms wants it."""

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        """The token that the form's hidden field carries."""
        return resident_token()

    def validate_csrf_token(self, form: Any, field: Field) -> None:
        """Refuse the form unless its token belongs to this browser."""
        if not is_resident_token(field.data):
            raise ValidationError("csrf")


def protect(rule: AccessRule) -> None:
    """Check this request's token, by the side its route stands on. Raises CsrfRefused."""
    if request.method in SAFE_METHODS:
        return
    if from_another_site():
        raise CsrfRefused
    if rule.kind in STAFF_SIDE:
        _protect_staff()
    elif not is_resident_token(request.form.get(FIELD)):
        raise CsrfRefused


def install(app: Flask) -> None:
    """Make Flask-WTF ready for staff forms.

    Its own hook is off, since `protect` serves both sides; its Referer check is off, since pages
    send no Referer (`Sec-Fetch-Site` is read in its place); its tokens live as long as the
    session, so that a long text is not lost to a timer.
    """
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_FIELD_NAME=FIELD,
        WTF_I18N_ENABLED=False,
    )
    _staff.init_app(app)


def _protect_staff() -> None:
    try:
        _staff.protect()
    except CSRFError as error:
        raise CsrfRefused from error
