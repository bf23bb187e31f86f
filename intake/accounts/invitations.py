"""Invitation links: a token that follows from the row and the server keyring, kept as a digest."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.accounts.errors import InvitationInvalid
from intake.accounts.models import Invitation
from intake.db.ids import Random, new_id
from intake.vault.derivation import derive
from intake.vault.encoding import enc
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring

PURPOSE = Purpose.ADDRESSES
DAYS = 7


def write_invitation(
    session: Session, *, keyring: Keyring, random: Random, at: datetime, staff_id: str
) -> str:
    """Write a new invitation and return its token; older ones of the person die.

    The caller holds the transaction. The worker finds the token again with `current_token`, so
    that no message waiting to be sent holds a link.
    """
    session.execute(delete(Invitation).where(Invitation.staff_id == staff_id))
    row_id = new_id(random)
    token = _token(keyring.current(PURPOSE).key, row_id)
    session.add(
        Invitation(
            id=row_id,
            token=_digest(token),
            staff_id=staff_id,
            expires_at=at + timedelta(days=DAYS),
            used_at=None,
        )
    )
    return token


def get_invitation(session: Session, token: str, *, at: datetime) -> Invitation:
    """The invitation of a link that may still be used; raises InvitationInvalid."""
    row = session.scalars(
        select(Invitation).where(Invitation.token == _digest(token))
    ).one_or_none()
    if row is None or row.used_at is not None or row.expires_at <= at:
        raise InvitationInvalid
    return row


def current_token(session: Session, *, keyring: Keyring, staff_id: str, at: datetime) -> str | None:
    """The token of a person's open invitation, for the mail that carries it; None: no such one."""
    row = session.scalars(
        select(Invitation).where(
            Invitation.staff_id == staff_id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > at,
        )
    ).one_or_none()
    if row is None:
        return None
    candidates = (_token(key.key, row.id) for key in keyring.all(PURPOSE))
    return next((token for token in candidates if _digest(token) == row.token), None)


def _token(key: bytes, row_id: str) -> str:
    linking = derive(key, info=enc("intake/v1/invitation"))
    raw = hmac.new(linking, enc(row_id), sha256).digest()[:20]
    return base64.b32encode(raw).decode("ascii").lower()


def _digest(token: str) -> bytes:
    return sha256(enc("intake/v1/invitation-token", token.encode("utf-8", "replace"))).digest()
