"""`intake restore`: restore a backup into an empty place, all of it or nothing."""

import argparse
import sys
from pathlib import Path

from intake.actions.backup.key import BackupKeyProblem, read_private
from intake.actions.backup.read import (
    BackupHead,
    RestoreRefused,
    read_head,
    restore_files,
    restore_tables,
)
from intake.actions.backup.sections import Section
from intake.app.metadata import METADATA
from intake.db.engine import make_engine
from intake.db.migrate import head_revision, upgrade
from intake.settings import Settings
from intake.vault.boxes import PrivateKey
from intake.vault.errors import VaultError


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("restore", help="restore a backup", description=__doc__)
    parser.add_argument("backup", type=Path, help="the .database file of the backup")
    parser.add_argument("--key", type=Path, required=True, help="the private backup key")
    parser.add_argument(
        "--without-shares",
        action="store_true",
        help="restore only the facts; no content can be opened (its .shares file is gone)",
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Restore database, erase shares, keys and settings."""
    try:
        private = read_private(arguments.key)
        head = _restore(arguments, settings, private)
    except (BackupKeyProblem, RestoreRefused, VaultError, OSError) as problem:
        print(
            f"restore: {problem or type(problem).__name__}; nothing was restored", file=sys.stderr
        )
        return 1
    print(f"restored the backup from {head.at}; residents and staff must sign in again")
    print(
        "compare each unit's members on the Units page with the people who work there: a backup"
        " may be from before someone left. A host that saw newer keys asks for intake units accept"
    )
    return 0


def _restore(arguments: argparse.Namespace, settings: Settings, private: PrivateKey) -> BackupHead:
    database: Path = arguments.backup
    head = read_head(database, private=private, section=Section.DATABASE)
    newest = head_revision(settings.migrations_dir)
    engine = make_engine(settings.database_url)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = restore_files(
        database.with_suffix(f".{Section.KEYS.value}"),
        private=private,
        folder=settings.data_dir,
        database=head,
    )
    try:
        # The tables as they were when the backup was made, then on to this release's.
        upgrade(engine, migrations_dir=settings.migrations_dir, revision=head.revision or newest)
        shares = database.with_suffix(f".{Section.SHARES.value}")
        restore_tables(
            engine,
            metadata=METADATA,
            private=private,
            database=database,
            shares=None if arguments.without_shares else shares,
        )
        upgrade(engine, migrations_dir=settings.migrations_dir)
    except BaseException:
        for path in files:
            path.unlink()
        raise
    finally:
        engine.dispose()
    return head
