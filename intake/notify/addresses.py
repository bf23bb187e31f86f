"""Where notices go: an address book that the worker hands in, since it alone may open addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from intake.notify.claims import Claimed


@dataclass(frozen=True, kw_only=True)
class Address:
    """One person's mail address and language."""

    email: str
    language: str


class AddressBook(Protocol):
    """Finds who a notice is for, and their address at the moment of sending."""

    def people_of(self, session: Session, claimed: Claimed) -> Sequence[str]:
        """The ids of the staff that a notice to a group goes to; none where nobody is there."""

    def address_of(self, session: Session, claimed: Claimed) -> Address | None:
        """The address of the one person a notice is for, or None where there is none any more."""

    def invitation_token(self, session: Session, staff_id: str) -> str | None:
        """The token of a person's open invitation, or None where there is none any more."""
