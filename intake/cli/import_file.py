"""`intake import FILE.jsonl --jurisdiction SLUG`: import complaints taken elsewhere, one per line.

Each line is imported whole or not at all; a repeated run adds nothing twice. The receipts
(reference and code) go to a file with mode 0600, to give to the complainants. With --counts, counts
of past quarters that an office kept by hand (docs/past-years.md) are imported: all, or none.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from tqdm import tqdm

from intake.actions.complaint.filing import NothingTold
from intake.actions.context import ActionContext
from intake.actions.importing.bring_in import Imported, ImportStuck, import_record
from intake.actions.importing.lines import LineUnreadable, numbered_lines, read_line
from intake.actions.services import Services
from intake.app.install import check_schema
from intake.app.receipts import receipts_folder
from intake.app.services import build_services, keyring_folder
from intake.cli.import_counts import import_counts, write_template
from intake.cli.receipts import Receipts
from intake.questions.errors import RecordInvalid
from intake.routing import NobodyLeft
from intake.settings import Settings
from intake.vault.server.files import Process, load_keyring
from intake.vault.server.keyring import Keyring

_LONGEST_FIELD = 120


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("import", help="import complaints", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", help="JSON Lines, UTF-8")
    what.add_argument("--counts", type=Path, metavar="FILE", help="past counts: .csv or .xlsx")
    what.add_argument(
        "--counts-template", type=Path, metavar="FILE", help="write an empty table for past counts"
    )
    parser.add_argument("--jurisdiction", required=True, metavar="SLUG")
    parser.add_argument("--receipts", type=Path, metavar="FILE", help="file for the receipts")
    parser.add_argument("--json", action="store_true", help="print JSON Lines, one per record")
    parser.set_defaults(handler=handle)


@dataclass
class _Run:
    """One run: what it needs for every record, and what came of it so far."""

    services: Services
    keyring: Keyring
    arguments: argparse.Namespace
    receipts: Receipts
    records: int = 0
    refused: int = 0

    def context(self) -> ActionContext:
        return self.services.action_context(self.keyring)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring a file in; 1 where a line was refused or the run ended early, 2 where none began."""
    if arguments.counts_template is not None:
        return write_template(arguments.counts_template, arguments.jurisdiction, settings)
    check_schema(settings)
    services = build_services(settings, needs=())
    try:
        if arguments.counts is not None:
            return import_counts(arguments.counts, arguments.jurisdiction, services)
        return _import(arguments, services)
    except OSError as error:
        print(f"import: {arguments.file or arguments.counts}: {error.strerror}", file=sys.stderr)
        return 2
    finally:
        services.sessions.kw["bind"].dispose()


def _import(arguments: argparse.Namespace, services: Services) -> int:
    if arguments.jurisdiction not in services.configuration.jurisdictions:
        known = ", ".join(services.configuration.jurisdictions)
        print(
            f"import: there is no jurisdiction {arguments.jurisdiction}; choose one of: {known}",
            file=sys.stderr,
        )
        return 2
    receipts = arguments.receipts or _receipts_path(services)
    keyring = load_keyring(keyring_folder(services.settings), Process.STAFF)
    with arguments.file.open("rb") as file, Receipts(receipts) as written:
        return _bring_all(file, _Run(services, keyring, arguments, written))


def _bring_all(file: BinaryIO, run: _Run) -> int:
    number = 0
    try:
        with run.services.sessions() as session:
            for number, line in _shown(file, quiet=run.arguments.json):
                _bring(session, run, number, line)
    except (SQLAlchemyError, OSError) as error:
        # Said by its kind alone: the text of a database's error can quote what was to be stored.
        print(f"import: stopped at line {number}: {type(error).__name__}", file=sys.stderr)
        print("import: run it again; nothing is imported twice", file=sys.stderr)
        return 1
    finally:
        print(_summary(run), file=sys.stderr)
    return 1 if run.refused else 0


def _shown(file: BinaryIO, *, quiet: bool) -> Iterator[tuple[int, bytes]]:
    size = Path(file.name).stat().st_size
    hidden = quiet or not sys.stderr.isatty()
    with tqdm(total=size, unit="B", unit_scale=True, disable=hidden) as progress:
        for number, line, length in numbered_lines(file):
            yield number, line
            progress.update(length)


def _bring(session: Session, run: _Run, number: int, line: bytes) -> None:
    """One line, and what is said of it."""
    run.records += 1
    record: Any = None
    found: Imported | None = None
    fault: str | None = None
    try:
        record = read_line(line)
        found = _imported(session, run, record)
    except (LineUnreadable, RecordInvalid, NothingTold, NobodyLeft, ImportStuck) as error:
        run.receipts.take_back()
        fault = _fault(error)
        run.refused += 1
    if run.arguments.json:
        print(json.dumps(_as_json(record, found, fault)), flush=True)
    elif fault is not None:
        print(f"{run.arguments.file}:{number}: {fault}", file=sys.stderr)


def _imported(session: Session, run: _Run, record: Any) -> Imported:
    found = import_record(
        session,
        context=run.context(),
        jurisdiction=run.arguments.jurisdiction,
        record=record,
        narrative_limit=run.services.settings.limits.narrative_characters,
        before_filing=run.receipts.promise,
    )
    if found.code is None:
        run.receipts.take_back()
    else:
        run.receipts.keep(found.id, reference=found.reference, code=found.code)
    return found


def _fault(error: Exception) -> str:
    match error:
        case RecordInvalid(problems=problems):
            return "; ".join(str(replace(one, place=_printable(one.place))) for one in problems)
        case NothingTold():
            return "the complaint is empty: no narrative and no answer"
        case NobodyLeft():
            return "every office that could receive it is excluded or has no key yet"
        case ImportStuck():
            return "the database refused it after several tries"
        case _:
            return str(error)


def _printable(field: str) -> str:
    """A field's name as the file has it, with nothing that a terminal would obey."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in field)
    return shown if len(shown) <= _LONGEST_FIELD else f"{shown[:_LONGEST_FIELD]}…"


def _as_json(record: Any, found: Imported | None, error: str | None) -> dict[str, Any]:
    if found is not None:
        shown = asdict(found)
        del shown["code"]
        return {**shown, "error": None}
    told = record.get("id") if isinstance(record, dict) else None
    return {
        "id": told if isinstance(told, str) else None,
        "reference": None,
        "cases": [],
        "urgency": None,
        "suggested_rules": [],
        "error": error,
    }


def _receipts_path(services: Services) -> Path:
    stamp = services.clock().strftime("%Y%m%dT%H%M%S")
    # Two runs in one second have files of their own.
    name = f"import-{stamp}-{services.random(3).hex()}.jsonl"
    return receipts_folder(services.settings.data_dir) / name


def _summary(run: _Run) -> str:
    place = f"; receipts in {run.receipts.path}" if run.receipts.count else ""
    if place and run.arguments.receipts is None:
        place += ", which is deleted after a day: hand out the codes"
    return (
        f"{run.records} records, {run.receipts.count} new complaints, {run.refused} refused{place}"
    )
