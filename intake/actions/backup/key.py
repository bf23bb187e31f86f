"""The backup key: made once, its private half kept away from the server, its public half here."""

from __future__ import annotations

import os
from pathlib import Path

from intake.db.ids import Random
from intake.vault.boxes import PrivateKey, PublicKey

PUBLIC_NAME = "backup.public"
_LABEL = "intake-backup-key-1 "


class BackupKeyProblem(Exception):
    """The backup key is missing, is there already, or is not one."""


def make_backup_key(folder: Path, *, private_file: Path, random: Random) -> None:
    """Make the key: the public half into ``folder``, the private half into ``private_file``.

    Both are new files with mode 0600. The private file belongs on a medium away from the server:
    whoever holds it and a backup reads what the backup holds.

    Raises:
        BackupKeyProblem: one of the two files is there already.
    """
    private = PrivateKey.generate(random)
    try:
        _write_new(private_file, _LABEL + private.seed.hex() + "\n")
        _write_new(folder / PUBLIC_NAME, private.public_bytes.hex() + "\n")
    except FileExistsError as error:
        raise BackupKeyProblem(f"{error.filename} already exists") from None


def read_public(folder: Path) -> PublicKey:
    """The public half. Raises BackupKeyProblem, KeyMalformed."""
    path = folder / PUBLIC_NAME
    try:
        return PublicKey.from_bytes(bytes.fromhex(path.read_text("ascii").strip()))
    except (FileNotFoundError, ValueError):
        raise BackupKeyProblem(f"there is no backup key in {path}; make one first") from None


def read_private(path: Path) -> PrivateKey:
    """The private half from its file. Raises BackupKeyProblem."""
    try:
        text = path.read_text("ascii").strip()
        return PrivateKey.from_seed(bytes.fromhex(text.removeprefix(_LABEL.strip()).strip()))
    except (OSError, ValueError):
        raise BackupKeyProblem(f"{path} is not a private backup key") from None


def _write_new(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
