"""The named errors of accounts; none of them quotes a name, an address or a secret."""

from __future__ import annotations

from enum import StrEnum


class AccountError(Exception):
    """Something about a person, a role or a unit's keys could not be done."""


class NameMalformed(AccountError):
    """A name is empty, too long, or holds what cannot be kept or shown as one name."""


class SignInRefused(AccountError):
    """Address and password do not fit, or the account pauses: the three look the same."""


class FactorRefused(AccountError):
    """The second-factor code is wrong, too old, or was used before."""


class FactorPaused(AccountError):
    """Too many wrong second-factor codes: for `wait_seconds` not even a right one is tried."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


class FactorLocked(AccountError):
    """Ten wrong second-factor codes: none is tried until an administrator unlocks the account."""


class SessionOver(AccountError):
    """There is no such session, or it ended."""


class TooManyFailures(AccountError):
    """A limit on tries to sign in is used up; `wait_seconds` says when to try again."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


class InvitationInvalid(AccountError):
    """The link is unknown, was used, or is too old."""


class AddressMalformed(AccountError):
    """What was typed cannot be an e-mail address."""


class AddressTaken(AccountError):
    """Somebody has an account under this address."""


class PasswordFault(StrEnum):
    """Why a chosen password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_UNIFORM = "too_uniform"
    HOLDS_NAME = "holds_name"


class PasswordUnfit(AccountError):
    """A chosen password is too easy to guess; `fault` says in what way."""

    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class PersonUnknown(AccountError):
    """There is no such person, or none that this administrator looks after."""


class StandInConflict(AccountError):
    """The person would belong to an oversight entity and to the one that stands in for it."""

    def __init__(self, held: str) -> None:
        super().__init__(held)
        self.held = held


class AdministratorHoldsUnit(AccountError):
    """The administrator of a jurisdiction would belong to one of its units, or the reverse."""


class RoleNotOffered(AccountError):
    """The unit has no such role, or is no unit."""


class LastRole(AccountError):
    """A person keeps at least one role; who has left is disabled."""


class LastAdministrator(AccountError):
    """A jurisdiction would be left without an administrator who can sign in."""


class AlreadySetUp(AccountError):
    """The unit, or the entity's recovery key, is there already."""


class NotSetUp(AccountError):
    """The unit, or the entity's recovery key, is not there yet."""


class RecoveryMismatch(AccountError):
    """What was typed is not, or does not confirm, the entity's recovery key."""


class NewcomerChanged(AccountError):
    """The newcomer's key is not the one whose words were compared, or they may not be let in."""


class NothingToRenew(AccountError):
    """Another member renewed the unit meanwhile."""
