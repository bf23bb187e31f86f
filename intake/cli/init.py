"""`intake init`: make or complete an install, or bring its database to this release.

With `--production` it makes an install that takes real complaints: no demonstration, and the
settings that must be decided are written down as questions with their meaning.
"""

import argparse
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from intake.app.install import prepare
from intake.settings import Settings
from intake.settings.loading import FILE_NAME

PRODUCTION = """\
# Settings of this install. Every name is explained in docs/settings.md.
demonstration = false

# The address people use to reach the service. Links in emails are built from it.
public_url = "https://<the name of your server>"

# A reverse proxy with TLS is in front (docs/operations.md has one that logs no addresses).
behind_tls = true
trusted_proxies = 1

[mail]
server = "<your mail server>"
sender = "<the email address that notices come from>"
"""
NEXT_STEPS = """\
made: {data}

Next steps:
  1. Fill in {settings}. Nothing starts until every <placeholder> is filled in.
  2. Put your own jurisdiction in a folder and set config_dir to it. `intake check-config`
     shows what is missing.
  3. intake backup --make-key FILE    keep FILE away from this machine
  4. intake staff invite ...          first an administrator, then a lead for each unit
  5. The lead signs in, makes the unit's key, and prints the recovery key. The page shows a line
     that a second person adds to recovery.toml.
  6. intake doctor                    shows what is still missing
"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("init", help="create an install", description=__doc__)
    parser.add_argument(
        "--production", action="store_true", help="create an install for real complaints"
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make what is missing; nothing that is there is overwritten."""
    path = settings.data_dir / FILE_NAME
    if arguments.production and settings.demonstration:
        print(
            f"init: {settings.data_dir} is a demonstration; choose another folder", file=sys.stderr
        )
        return 1
    made = prepare(settings, random=secrets.token_bytes, at=datetime.now(UTC))
    if arguments.production and not path.exists():
        _write(path)
        print(NEXT_STEPS.format(data=settings.data_dir, settings=path), end="")
        return 0
    done = "made" if made.first_start else "complete and at this release's schema"
    print(f"{settings.data_dir}: {done}")
    return 0


def _write(path: Path) -> None:
    path.touch(mode=0o600)
    path.write_text(PRODUCTION, "utf-8")
