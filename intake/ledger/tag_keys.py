"""A complaint's tag key, as the server keeps it for events that no complainant is there for."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.ledger.models import TagKey
from intake.vault import contexts
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring
from intake.vault.server.values import open_value


class TagKeyDestroyed(LookupError):
    """The complaint's tag key is gone: its log entries say nothing any more."""


def tag_key_context(install_id: str, complaint_id: str) -> bytes:
    """What a sealed tag key is bound to."""
    return contexts.server_value(install_id, purpose=Purpose.TAG_KEYS.value, owner_id=complaint_id)


def open_tag_key(
    session: Session, *, keyring: Keyring, install_id: str, complaint_id: str
) -> bytes:
    """The 32 bytes. Raises TagKeyDestroyed, SealBroken or KeyAbsent."""
    row = session.get(TagKey, complaint_id)
    if row is None:
        raise TagKeyDestroyed(complaint_id)
    return open_value(
        keyring,
        Purpose.TAG_KEYS,
        row.sealed_key,
        context=tag_key_context(install_id, complaint_id),
    )
