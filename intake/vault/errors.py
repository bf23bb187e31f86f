"""The named errors of the vault; none of them ever quotes a secret or what was typed."""


class VaultError(Exception):
    """Something sealed, signed or typed could not be accepted."""


class SealBroken(VaultError):
    """A sealed thing does not open: altered, truncated, foreign, or in another place."""


class UnknownFormat(VaultError):
    """A blob does not begin with a version and suite that this release reads."""


class KeyMalformed(VaultError):
    """Bytes that should be a key are not one."""


class KeyAbsent(VaultError):
    """The reader's box does not hold this key: it was never granted."""


class KeyUnproven(VaultError):
    """A key or statement is not backed by a chain of signatures from the recovery key."""


class WrongPassword(VaultError):
    """The password does not open the wrapped key, or the wrapping was altered."""


class PasswordBusy(VaultError):
    """Too many passwords are being checked at this moment; trying again soon will work."""


class KeyringRefused(VaultError):
    """A keyring file is missing, readable by others, already there, or not a keyring."""


class ReferenceMalformed(VaultError):
    """What was typed is not shaped like a case reference."""


class CodeMalformed(VaultError):
    """What was typed is not shaped like a code: wrong length or a foreign symbol.

    `found` and `expected` count symbols, so that a page can say how many are missing.
    """

    def __init__(self, *, found: int, expected: int) -> None:
        super().__init__(f"{found} readable symbols where {expected} are needed")
        self.found = found
        self.expected = expected


class CodeSlip(VaultError):
    """The right number of symbols, but the check symbol tells of a slip.

    `group` counts from 1 and names the group with the slip where that is known, else 0.
    """

    def __init__(self, *, group: int = 0) -> None:
        super().__init__(f"the check symbol does not fit (group {group})")
        self.group = group
