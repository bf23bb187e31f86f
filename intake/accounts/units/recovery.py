"""The public half of an entity's recovery key, as far as the settings vouch for it."""

from __future__ import annotations

import hmac

from sqlalchemy.orm import Session

from intake.accounts.errors import NotSetUp, RecoveryMismatch
from intake.accounts.models import EntityRecovery
from intake.vault.units.recovery import RecoveryKey, RecoveryPublic


def find_recovery(session: Session, entity: str) -> RecoveryPublic | None:
    """The public half that the database has; only its fingerprint in the settings proves it."""
    row = session.get(EntityRecovery, entity)
    return None if row is None else RecoveryPublic(row.kem_public, row.sign_public)


def write_recovery(session: Session, entity: str, public: RecoveryPublic) -> None:
    """Keep the public half; the caller holds the transaction."""
    kem, sign = public.kem_public, public.sign_public
    session.add(EntityRecovery(entity=entity, kem_public=kem, sign_public=sign))
    session.flush()


def typed_recovery_key(session: Session, entity: str, typed: str) -> RecoveryKey:
    """The recovery key that was typed from its printed page.

    Raises:
        NotSetUp: the entity has no recovery key.
        CodeMalformed, CodeSlip: it was not typed rightly; a slip names the group.
        RecoveryMismatch: it is another entity's or another install's key.
    """
    kept = find_recovery(session, entity)
    if kept is None:
        raise NotSetUp
    key = RecoveryKey.from_printed(typed)
    if not hmac.compare_digest(key.public.to_bytes(), kept.to_bytes()):
        raise RecoveryMismatch
    return key
