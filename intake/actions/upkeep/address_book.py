"""The worker's address book: it alone opens addresses, at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from intake.accounts.invitations import current_token
from intake.accounts.memberships import active_people, administrators, roles_of
from intake.accounts.models import Staff
from intake.accounts.profiles import open_profile
from intake.accounts.roles import Permission, permissions_of
from intake.accounts.states import StaffState
from intake.complaints.models import UpdateAddress
from intake.complaints.update_addresses import open_update_address
from intake.notify.addresses import Address
from intake.notify.claims import Claimed
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.rules import Configuration
from intake.texts.languages import SOURCE_LANGUAGE
from intake.vault.errors import VaultError
from intake.vault.server.keyring import Keyring

_FOR_NEW = frozenset(
    {
        NoticeKind.NEW_COMPLAINT.value,
        NoticeKind.NEW_URGENT_COMPLAINT.value,
        NoticeKind.NEW_COMPLAINTS.value,
    }
)


@dataclass(frozen=True, kw_only=True)
class WorkerBook:
    """Finds people and addresses with the worker's keyring."""

    keyring: Keyring
    install_id: str
    configuration: Configuration
    clock: Callable[[], datetime]

    def people_of(self, session: Session, claimed: Claimed) -> Sequence[str]:
        """The staff ids behind a group; a new complaint is for those who may open it first."""
        if claimed.recipient_kind == RecipientKind.ADMINISTRATORS.value:
            return tuple(person.id for person in administrators(session, claimed.recipient))
        people = tuple(person.id for person in active_people(session, claimed.recipient))
        if claimed.kind not in _FOR_NEW:
            return people
        first = tuple(
            person for person in people if self._may_open_new(session, person, claimed.recipient)
        )
        return first or people

    def address_of(self, session: Session, claimed: Claimed) -> Address | None:
        """One address, or None where the person left, or the complainant's address was erased."""
        match claimed.recipient_kind:
            case RecipientKind.STAFF.value:
                return self._of_staff(session, claimed.recipient)
            case RecipientKind.COMPLAINANT.value:
                return self._of_complainant(session, claimed.recipient)
            case RecipientKind.ON_CALL.value:
                return self._of_on_call(claimed.recipient)
            case _:
                return None

    def invitation_token(self, session: Session, staff_id: str) -> str | None:
        """The token of a person's open invitation."""
        return current_token(session, keyring=self.keyring, staff_id=staff_id, at=self.clock())

    def _may_open_new(self, session: Session, staff_id: str, unit: str) -> bool:
        roles = roles_of(session, staff_id).get(unit, frozenset())
        return Permission.OPEN_NEW_COMPLAINT in permissions_of(roles)

    def _of_staff(self, session: Session, staff_id: str) -> Address | None:
        staff = session.get(Staff, staff_id)
        if staff is None or staff.state == StaffState.DISABLED.value:
            return None
        try:
            profile = open_profile(
                staff.sealed_profile,
                keyring=self.keyring,
                install_id=self.install_id,
                staff_id=staff.id,
            )
        except VaultError:
            return None
        return Address(email=profile.email, language=staff.language)

    def _of_complainant(self, session: Session, complaint_id: str) -> Address | None:
        row = session.get(UpdateAddress, complaint_id)
        if row is None:
            return None
        try:
            email = open_update_address(
                row.sealed_address,
                keyring=self.keyring,
                install_id=self.install_id,
                complaint_id=complaint_id,
            )
        except VaultError:
            return None
        return Address(email=email, language=row.language)

    def _of_on_call(self, recipient: str) -> Address | None:
        entity_key, _, line = recipient.rpartition("#")
        on_call = self.configuration.entity(entity_key).duty.on_call
        if not line.isdigit() or int(line) >= len(on_call):
            return None
        return Address(email=on_call[int(line)].address, language=SOURCE_LANGUAGE)
