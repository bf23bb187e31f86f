"""`intake keys`: show, rotate, and split the server's own keys; none of them opens any content.

A rotated purpose gets a new key; the older keys stay and open what they sealed. Restart web and
worker afterward, and make a backup: an earlier file of keys does not have the new one. A host that
runs one kind of process gets a file of its own by `split`, and another one after each rotation.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from intake.app.services import keyring_folder
from intake.settings import Settings
from intake.vault.errors import KeyAbsent
from intake.vault.server.files import HOLDS, Process, Purpose, rotate_purpose, split_keyring
from intake.vault.server.keyring import Keyring

MEANING = {
    Purpose.TAG_KEYS: "complaints' keys for the log",
    Purpose.UPDATE_ADDRESSES: "residents' addresses for updates",
    Purpose.ADDRESSES: "staff names and addresses, sign-in, invitations, outside ids",
    Purpose.SECOND_FACTORS: "second-factor secrets",
    Purpose.STAFF_SESSIONS: "what a staff session holds",
    Purpose.PEPPER: "used in every password check; signs form tokens",
    Purpose.LOG_SIGNING: "signs the log's checkpoints",
}


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its three verbs."""
    parser = subparsers.add_parser("keys", help="show, rotate, and split", description=__doc__)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="show purposes and key ids, never the keys")
    listing.add_argument("--json", action="store_true", help="one JSON object per line")
    listing.set_defaults(handler=show)
    rotating = verbs.add_parser("rotate", help="give a purpose a new key")
    rotating.add_argument("purpose", choices=[purpose.value for purpose in Purpose])
    rotating.set_defaults(handler=rotate)
    splitting = verbs.add_parser("split", help="write the file of one kind of process, elsewhere")
    splitting.add_argument("process", choices=[process.value for process in Process])
    splitting.add_argument("file", type=Path, help="the new file; move it to the other host")
    splitting.set_defaults(handler=split)


def show(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print which file holds keys for what; the last id of each is the current one."""
    for keyring, process in _present(keyring_folder(settings)):
        for name in keyring.purposes:
            purpose = Purpose(name)
            ids = [key.id for key in keyring.all(purpose)]
            if arguments.json:
                print(json.dumps({"file": process.value, "purpose": name, "ids": ids}))
            else:
                print(f"{process.value:10} {name:17} {' '.join(ids):28} {MEANING[purpose]}")
    return 0


def rotate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Add a new key for one purpose to every file that holds it; 1 where none does."""
    try:
        key = rotate_purpose(keyring_folder(settings), Purpose(arguments.purpose), os.urandom)
    except KeyAbsent as error:
        print(f"keys: {error}", file=sys.stderr)
        return 1
    print(f"{arguments.purpose}: the current key is now {key.id}")
    print("restart web and worker, then make a backup", file=sys.stderr)
    return 0


def split(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write what one kind of process needs into a file of its own; 1 where a key is lacking."""
    process, target = Process(arguments.process), arguments.file
    try:
        split_keyring(keyring_folder(settings), process, target)
    except (KeyAbsent, OSError) as error:
        print(f"keys: {error}", file=sys.stderr)
        return 1
    print(f"{target}: keys of a {process.value} process: {', '.join(HOLDS[process])}")
    print(f"move it to keys/{process.value}.keyring in the data folder there", file=sys.stderr)
    return 0


def _present(folder: Path) -> list[tuple[Keyring, Process]]:
    return [
        (Keyring.load(path), process)
        for process in Process
        if (path := process.path(folder)).exists()
    ]
