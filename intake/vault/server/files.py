"""Which process holds which server keys, and the files that an install makes and rotates."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from intake.vault.boxes import PrivateKey
from intake.vault.errors import KeyAbsent
from intake.vault.randomness import RandomBytes
from intake.vault.server.keyring import Keyring, KeyringKey


class Purpose(StrEnum):
    """What a server key is for."""

    TAG_KEYS = "tag-keys"
    """Seals the complaints' tag keys for the log."""
    UPDATE_ADDRESSES = "update-addresses"
    """Key pair for residents' update addresses: the resident host has the public half alone."""
    ADDRESSES = "addresses"
    """Seals staff addresses."""
    SECOND_FACTORS = "second-factors"
    """Seals second-factor secrets."""
    STAFF_SESSIONS = "staff-sessions"
    """Seals, beside the cookie's own secret, what a staff session holds."""
    PEPPER = "pepper"
    """Goes into every Argon2id run."""
    LOG_SIGNING = "log-signing"
    """Ed25519 seed that signs the log's checkpoints."""


class Process(StrEnum):
    """The kinds of process that have a keyring file."""

    RESIDENT = "resident"
    STAFF = "staff"
    WORKER = "worker"
    SEQUENCER = "sequencer"

    def path(self, folder: Path) -> Path:
        """Where the file of this process lies in the folder of keyrings."""
        return folder / f"{self.value}.keyring"


_STAFF = (
    Purpose.TAG_KEYS,
    Purpose.UPDATE_ADDRESSES,
    Purpose.ADDRESSES,
    Purpose.SECOND_FACTORS,
    Purpose.PEPPER,
)
HOLDS: Mapping[Process, tuple[Purpose, ...]] = {
    Process.RESIDENT: (Purpose.TAG_KEYS, Purpose.UPDATE_ADDRESSES),
    Process.STAFF: (*_STAFF, Purpose.STAFF_SESSIONS),
    Process.WORKER: _STAFF,
    Process.SEQUENCER: (Purpose.LOG_SIGNING,),
}
"""What each kind of process is given, after the table of the design: no more than it needs."""


def create_keyrings(folder: Path, random: RandomBytes) -> dict[Process, Keyring]:
    """Make the files of a new install; raises KeyringRefused if one is there already."""
    keys = {purpose: KeyringKey.new(random) for purpose in Purpose}
    return {
        process: Keyring.write_new(
            process.path(folder),
            {purpose: (_as_held(process, purpose, keys[purpose]),) for purpose in HOLDS[process]},
        )
        for process in Process
    }


def rotate_purpose(folder: Path, purpose: Purpose, random: RandomBytes) -> KeyringKey:
    """Give one purpose a new key in every file of the folder that holds it.

    The processes that open come before those that only seal, so that nothing is ever sealed
    under a key that its reader does not have. Raises KeyAbsent if no file holds the purpose.
    """
    order = (Process.SEQUENCER, Process.WORKER, Process.STAFF, Process.RESIDENT)
    holders = [
        process for process in order if purpose in HOLDS[process] and process.path(folder).exists()
    ]
    if not holders:
        raise KeyAbsent(f"no keyring in this folder holds {purpose}")
    key = KeyringKey.new(random)
    for process in holders:
        Keyring.load(process.path(folder)).add(purpose, _as_held(process, purpose, key))
    return key


def _as_held(process: Process, purpose: Purpose, key: KeyringKey) -> KeyringKey:
    if process is Process.RESIDENT and purpose is Purpose.UPDATE_ADDRESSES:
        return KeyringKey(key.id, PrivateKey(key.key).public_bytes)
    return key
