"""Which process holds which server keys, and the files that an install makes and rotates."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from intake.vault.boxes import PUBLIC_SIZE, PrivateKey
from intake.vault.derivation import KEY_SIZE
from intake.vault.errors import KeyAbsent, KeyringRefused
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


def load_keyring(folder: Path, process: Process) -> Keyring:
    """Read the file of one kind of process, which holds just what that kind needs.

    Raises KeyringRefused where a purpose is lacking, and where there is more: the residents' side
    must not have what opens sessions or addresses, even if somebody copied the wrong file.
    """
    keyring = Keyring.load(process.path(folder))
    name, held, needed = keyring.path.name, set(keyring.purposes), set(HOLDS[process])
    if lacking := needed - held:
        raise KeyringRefused(f"{name} has no key for {_listed(lacking)}; {_REMEDY}")
    if more := held - needed:
        raise KeyringRefused(f"{name} holds keys it must not have: {_listed(more)}; {_REMEDY}")
    for purpose in HOLDS[process]:
        if any(len(key.key) != _size(process, purpose) for key in keyring.all(purpose)):
            raise KeyringRefused(f"{name} has the wrong half of a key for {purpose}; {_REMEDY}")
    return keyring


def split_keyring(folder: Path, process: Process, target: Path) -> Keyring:
    """Write a new file for another host: what one kind of process needs, and no more.

    Raises KeyAbsent where the files of this folder lack a purpose, KeyringRefused where `target`
    is there already.
    """
    openers = [
        Keyring.load(path)
        for other in Process
        if other is not Process.RESIDENT and (path := other.path(folder)).exists()
    ]
    keys: dict[str, tuple[KeyringKey, ...]] = {
        purpose: tuple(_as_held(process, purpose, key) for key in _found(openers, purpose))
        for purpose in HOLDS[process]
    }
    return Keyring.write_new(target, keys)


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


_REMEDY = "make it again with intake keys split"


def _listed(purposes: Iterable[str]) -> str:
    return ", ".join(sorted(purposes))


def _found(keyrings: Iterable[Keyring], purpose: Purpose) -> tuple[KeyringKey, ...]:
    for keyring in keyrings:
        if purpose in keyring.purposes:
            return keyring.all(purpose)
    raise KeyAbsent(f"no keyring in this folder holds {purpose}")


def _is_half(process: Process, purpose: Purpose) -> bool:
    return process is Process.RESIDENT and purpose is Purpose.UPDATE_ADDRESSES


def _size(process: Process, purpose: Purpose) -> int:
    return PUBLIC_SIZE if _is_half(process, purpose) else KEY_SIZE


def _as_held(process: Process, purpose: Purpose, key: KeyringKey) -> KeyringKey:
    if _is_half(process, purpose):
        return KeyringKey(key.id, PrivateKey(key.key).public_bytes)
    return key
