"""Where each sealed thing belongs: the one list of contexts, so that no two can be confused."""

from collections.abc import Iterable
from enum import StrEnum

from intake.vault.encoding import context, enc


class Recipient(StrEnum):
    """To whom a box is sealed."""

    COMPLAINANT = "complainant"
    UNIT = "unit"
    BODY = "body"
    """A body with read rights (monitor, referral)."""
    MEMBER = "member"
    RECOVERY = "recovery"


def part(
    install_id: str,
    *,
    complaint_id: str,
    case_id: str = "",
    kind: str,
    part_id: str,
    beside: Iterable[str] = (),
) -> bytes:
    """A sealed part of a complaint, or of one of its cases (messages, notes, reasons).

    `beside`: what plain rows say of it, such as who wrote it and when; without, it does not open.
    """
    return context("part", install_id, complaint_id, case_id, kind, part_id, *beside)


def case_box(
    install_id: str,
    *,
    complaint_id: str,
    case_id: str,
    recipient: Recipient,
    recipient_id: str,
    version: int,
) -> bytes:
    """The box of a case's keys for one recipient in one version of its key.

    A complainant's version is 1 until a code is replaced.
    """
    whose = (recipient, recipient_id, version)
    return context("case-box", install_id, complaint_id, case_id, *whose)


def key_place(
    install_id: str, *, complaint_id: str, case_id: str, letter: str, version: int
) -> bytes:
    """Where a key of a complaint belongs, for commitments; K and I have an empty case id."""
    return context("key-place", install_id, complaint_id, case_id, letter, version)


def case_record(install_id: str, *, complaint_id: str, case_id: str) -> bytes:
    """The case that a record belongs to."""
    return context("case-record", install_id, complaint_id, case_id)


def check_key(install_id: str, *, complaint_id: str, case_id: str, version: int) -> bytes:
    """Where a check key belongs: version 0 and an empty case id for that of first records."""
    return context("check-key", install_id, complaint_id, case_id, version)


def draft_keys(
    install_id: str, *, complaint_id: str, mailbox_id: str, jurisdiction: str, channel: str
) -> bytes:
    """The keys of an unsent complaint, under the key that its code gives."""
    return context("draft-keys", install_id, complaint_id, mailbox_id, jurisdiction, channel)


def draft_list(install_id: str, *, complaint_id: str, version: int) -> bytes:
    """The list of an unsent complaint's parts, in one version of the draft."""
    return context("draft-list", install_id, complaint_id, version)


def unit_key_box(
    install_id: str, *, unit_key: str, version: int, recipient: Recipient, recipient_id: str
) -> bytes:
    """The box of a unit's own keys for a member or for the recovery key."""
    return context("unit-key-box", install_id, unit_key, version, recipient, recipient_id)


def staff_seed(install_id: str, *, staff_id: str) -> bytes:
    """A staff member's key seed under the password."""
    return context("staff-seed", install_id, staff_id)


def session_value(install_id: str, *, audience: str, session_id: str, name: str) -> bytes:
    """A value in a session row (a code, a seed), sealed under the secret in the cookie."""
    return context("session-value", install_id, audience, session_id, name)


def kept_call_key(install_id: str) -> bytes:
    """What a clerk's own key for the codes of calls is derived for, from the clerk's seed."""
    return context("kept-call-key", install_id)


def kept_call(
    install_id: str, *, draft_id: str, staff_id: str, unit: str, started_at: str
) -> bytes:
    """The code of a call being taken, under a key of the clerk who takes it."""
    return context("kept-call", install_id, draft_id, staff_id, unit, started_at)


def server_value(install_id: str, *, purpose: str, owner_id: str) -> bytes:
    """A value under the server keyring: an address, a tag key, a second-factor secret."""
    return context("server-value", install_id, purpose, owner_id)


def archive(section: str) -> bytes:
    """A file of a backup. The install's id stands inside: a restore does not know it before."""
    return enc("intake/v1/archive", section)
