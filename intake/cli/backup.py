"""`intake backup`: write three sealed files while the service runs; use `--make-key` once, first.

Keep the files of erase shares (`.shares`) for 35 days or less: then an older backup can't open
anything that was erased since. Keep the private backup key away from this machine.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from intake.actions.backup.key import BackupKeyProblem, make_backup_key, read_public
from intake.actions.backup.note import note_backup
from intake.actions.backup.sections import SHARES_KEPT_DAYS, Section
from intake.actions.backup.write import BackupPlan, write_backup
from intake.app.metadata import METADATA
from intake.app.services import keyring_folder, read_install_id
from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings
from intake.settings.loading import FILE_NAME


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("backup", help="write a sealed backup", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="folder for the three files")
    parser.add_argument(
        "--make-key",
        type=Path,
        metavar="FILE",
        help="make the backup key and write its private half here",
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make the key, a backup, or both."""
    keys = keyring_folder(settings)
    try:
        if arguments.make_key:
            make_backup_key(keys, private_file=arguments.make_key, random=os.urandom)
            print(f"{arguments.make_key}: private backup key. Move it away from this machine.")
        if arguments.folder:
            _back_up(settings, arguments.folder)
    except BackupKeyProblem as problem:
        print(f"backup: {problem}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"backup: {error.filename or arguments.folder}: {error.strerror}", file=sys.stderr)
        return 1
    if not (arguments.make_key or arguments.folder):
        print("backup: enter a folder, or --make-key FILE", file=sys.stderr)
        return 2
    return 0


def _back_up(settings: Settings, folder: Path) -> None:
    at = datetime.now(UTC)
    engine = make_engine(settings.database_url)
    try:
        sessions = make_sessions(engine)
        plan = BackupPlan(
            folder=folder,
            public=read_public(keyring_folder(settings)),
            install_id=read_install_id(sessions),
            at=at,
            random=os.urandom,
            files=_own_files(settings),
        )
        for path in write_backup(engine, metadata=METADATA, plan=plan):
            print(path)
        with sessions() as session:
            note_backup(session, at=at, random=os.urandom, install_id=plan.install_id)
    finally:
        engine.dispose()
    for path in sorted(folder.glob(f"intake-*.{Section.SHARES.value}")):
        age = at - datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if age.days > SHARES_KEPT_DAYS:
            print(f"{path}: older than {SHARES_KEPT_DAYS} days. Delete it.", file=sys.stderr)


def _own_files(settings: Settings) -> dict[str, Path]:
    """Keys, settings and recovery fingerprints, by their place under the data folder."""
    data = settings.data_dir
    names = [FILE_NAME, "recovery.toml"]
    files = {name: data / name for name in names if (data / name).is_file()}
    for path in sorted(keyring_folder(settings).iterdir()):
        if path.is_file():
            files[str(path.relative_to(data))] = path
    return files
