"""A person's name and address, sealed under the server keyring."""

from __future__ import annotations

from dataclasses import dataclass

from intake.accounts.errors import NameMalformed
from intake.bedrock.characters import has_line_end, is_blank, is_whole
from intake.vault import contexts
from intake.vault.encoding import dec, enc, read_text
from intake.vault.errors import UnknownFormat
from intake.vault.padding import PROFILE_FLOOR, pad, unpad
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring
from intake.vault.server.values import open_value, seal_value

PURPOSE = Purpose.ADDRESSES
MOST_NAME_CHARACTERS = 120


@dataclass(frozen=True)
class Profile:
    """Who a person is to colleagues and to the mail server."""

    name: str
    email: str


def checked_name(typed: str) -> str:
    """The name as it is kept; raises NameMalformed."""
    name = typed.strip()
    sound = is_whole(name) and not is_blank(name) and not has_line_end(name) and "\0" not in name
    if not sound or len(name) > MOST_NAME_CHARACTERS:
        raise NameMalformed
    return name


def seal_profile(profile: Profile, *, keyring: Keyring, install_id: str, staff_id: str) -> bytes:
    """Seal a profile for its row; raises KeyAbsent."""
    plain = pad(enc(profile.name, profile.email), floor=PROFILE_FLOOR)
    return seal_value(keyring, PURPOSE, plain, context=_context(install_id, staff_id))


def open_profile(sealed: bytes, *, keyring: Keyring, install_id: str, staff_id: str) -> Profile:
    """Open a profile; raises UnknownFormat, KeyAbsent or SealBroken."""
    plain = open_value(keyring, PURPOSE, sealed, context=_context(install_id, staff_id))
    fields = dec(unpad(plain))
    if len(fields) != 2:
        raise UnknownFormat("not a profile")
    return Profile(*(read_text(field) for field in fields))


def _context(install_id: str, staff_id: str) -> bytes:
    return contexts.server_value(install_id, purpose=PURPOSE, owner_id=staff_id)
