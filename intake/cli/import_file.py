"""`intake import FILE.jsonl --jurisdiction SLUG`: complaints taken elsewhere, one record a line.

Each line comes in whole or not at all; a repeated run adds nothing twice. The receipts (reference
and code) go to a file with mode 0600, to be handed to the complainants.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.orm import Session
from tqdm import tqdm

from intake.actions.context import ActionContext
from intake.actions.filing import NothingTold
from intake.actions.importing.bring_in import Imported, import_record
from intake.app.services import build_services, keyring_folder
from intake.questions.errors import RecordInvalid
from intake.routing import NobodyLeft
from intake.settings import Settings
from intake.settings.recovery import fingerprints
from intake.vault.keyring import Keyring
from intake.vault.keyring_files import Process


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("import", help="bring complaints in", description=__doc__)
    parser.add_argument("file", type=Path, help="JSON Lines, UTF-8")
    parser.add_argument("--jurisdiction", required=True, metavar="SLUG")
    parser.add_argument("--receipts", type=Path, metavar="FILE", help="where the receipts go")
    parser.add_argument("--json", action="store_true", help="print JSON Lines, one a record")
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring a file in; 1 where a line was refused, 2 where nothing could be read."""
    services = build_services(settings)
    if arguments.jurisdiction not in services.configuration.jurisdictions:
        known = ", ".join(services.configuration.jurisdictions)
        print(f"import: no jurisdiction {arguments.jurisdiction}; known: {known}", file=sys.stderr)
        return 2
    try:
        lines = arguments.file.read_bytes().splitlines()
    except OSError as error:
        print(f"import: {arguments.file}: {error.strerror}", file=sys.stderr)
        return 2
    receipts = arguments.receipts or _receipts_path(
        settings, services.clock().strftime("%Y%m%dT%H%M%S")
    )
    keyring = Keyring.load(Process.STAFF.path(keyring_folder(settings)))
    failed = 0
    with services.sessions() as session, _Receipts(receipts) as written:
        for number, line in _numbered(lines, quiet=arguments.json):
            context = ActionContext(
                install_id=services.install_id,
                at=services.clock(),
                random=services.random,
                configuration=services.configuration,
                questionnaire=services.questionnaire,
                keyring=keyring,
                recovery=fingerprints(settings),
            )
            outcome = partial(_bring_in, session, context, arguments.jurisdiction, settings)
            found, fault = outcome(line, written)
            failed += fault is not None
            if found is not None and found.code is not None:
                written.add(found)
            _report(arguments, number, line, found, fault)
    print(_summary(len(lines), failed, written), file=sys.stderr)
    return 1 if failed else 0


def _bring_in(
    session: Session,
    context: ActionContext,
    jurisdiction: str,
    settings: Settings,
    line: bytes,
    receipts: "_Receipts",
) -> tuple[Imported | None, str | None]:
    try:
        record = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None, "not a line of JSON in UTF-8"
    try:
        found = import_record(
            session,
            context=context,
            jurisdiction=jurisdiction,
            record=record,
            narrative_limit=settings.limits.narrative_characters,
            before_filing=receipts.promise,
        )
    except RecordInvalid as error:
        return None, "; ".join(f"{p.field} {p.wrong} Right: {p.right}" for p in error.problems)
    except NothingTold:
        return None, "nothing is told: no narrative and no answer"
    except NobodyLeft:
        return None, "every office that could get it is excluded or has no key yet"
    return found, None


def _numbered(lines: list[bytes], *, quiet: bool) -> Iterator[tuple[int, bytes]]:
    shown = tqdm(lines, unit="complaint", disable=quiet or not sys.stderr.isatty())
    for number, line in enumerate(shown, start=1):
        if line.strip():
            yield number, line


def _report(
    arguments: argparse.Namespace,
    number: int,
    line: bytes,
    found: Imported | None,
    error: str | None,
) -> None:
    if arguments.json:
        print(json.dumps(_as_json(line, found, error), ensure_ascii=False), flush=True)
    elif error is not None:
        print(f"{arguments.file}:{number}: {error}", file=sys.stderr)


def _as_json(line: bytes, found: Imported | None, error: str | None) -> dict[str, Any]:
    if found is None:
        return {
            "id": _id_in(line),
            "reference": None,
            "cases": [],
            "urgency": None,
            "suggested_rules": [],
            "error": error,
        }
    shown = asdict(found)
    del shown["code"]
    return {**shown, "error": None}


def _id_in(line: bytes) -> str | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    found = record.get("id") if isinstance(record, dict) else None
    return found if isinstance(found, str) else None


def _receipts_path(settings: Settings, stamp: str) -> Path:
    return settings.data_dir / "receipts" / f"import-{stamp}.jsonl"


def _summary(lines: int, failed: int, written: "_Receipts") -> str:
    place = f"; receipts in {written.path}" if written.count else ""
    return f"{lines} lines, {written.count} new complaints, {failed} refused{place}"


class _Receipts:
    """A file of receipts, made with mode 0600 at the first one; each is on disk before the next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None

    def __enter__(self) -> "_Receipts":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def promise(self, record_id: str, code: str) -> None:
        """Write the code before the complaint is filed, so that no crash between loses it."""
        self._write({"id": record_id, "reference": None, "code": code})

    def add(self, found: Imported) -> None:
        """Write one receipt; it takes the place of the line without a reference before it."""
        self._write({"id": found.id, "reference": found.reference, "code": found.code})
        self.count += 1

    def _write(self, receipt: dict[str, str | None]) -> None:
        if self._file is None:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            self._file = os.fdopen(handle, "a", encoding="utf-8")
        self._file.write(json.dumps(receipt, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
