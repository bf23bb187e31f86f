"""`intake report`: write a report that a law requires, only from published releases."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from intake.app.install import check_schema
from intake.db.engine import make_engine, make_sessions
from intake.documents.rendering import LibrariesMissing
from intake.publication.laws.documents import FORMATS
from intake.publication.laws.laws import Law, load_laws
from intake.publication.laws.report import (
    LawReport,
    NothingReleased,
    WrongPeriod,
    fill,
    quarters_of,
)
from intake.publication.printed.material import Material, NotARelease, read_material
from intake.publication.released import publishing_jurisdictions, stored_releases
from intake.settings import Settings
from intake.texts.catalogue import available_languages

REFUSED = 2


class Refused(Exception):
    """What was asked makes no sense; the text says why."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "report", help="write a report that a law requires", description=__doc__
    )
    parser.add_argument("--list", action="store_true", help="list the laws that have forms")
    parser.add_argument("--law", metavar="ID", help="a law from --list")
    parser.add_argument("--period", help="2026 for a yearly report, 2026Q3 for a quarterly report")
    parser.add_argument("--format", choices=sorted(FORMATS), default="pdf")
    parser.add_argument("--language", default="en", choices=available_languages())
    parser.add_argument(
        "--jurisdiction", metavar="ID", help="required if several jurisdictions publish here"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        metavar="FOLDER",
        help="use downloaded releases, one folder per quarter (FOLDER/2026Q3/release.json)",
    )
    parser.set_defaults(handler=handle)


def handle(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the report; 2 where the question makes no sense or nothing was released."""
    laws = load_laws(settings.config_dir)
    if arguments.list:
        return _list(laws)
    try:
        report = _filled(arguments, settings, laws)
        content = FORMATS[arguments.format](report, arguments.language)
    except (Refused, WrongPeriod, NotARelease) as error:
        return _refuse(str(error))
    except NothingReleased as error:
        return _refuse(f"no release for {error} is published")
    except LibrariesMissing as error:
        return _refuse(f"PDF needs system libraries: {error}")
    arguments.out.write_bytes(content)
    for quarter in report.missing:
        print(f"no release for {quarter} is published; the report says so", file=sys.stderr)
    print(f"written: {arguments.out}")
    return 0


def _list(laws: Mapping[str, Law]) -> int:
    for law in laws.values():
        print(f"{law.id:24}{law.period:9}{law.citation}")
    return 0


def _filled(
    arguments: argparse.Namespace, settings: Settings, laws: Mapping[str, Law]
) -> LawReport:
    for name in ("law", "period", "out"):
        if getattr(arguments, name) is None:
            raise Refused(f"add --{name}")
    if arguments.law not in laws:
        raise Refused(f"there is no form for {arguments.law}; choose one of: {', '.join(laws)}")
    law = laws[arguments.law]
    quarters = quarters_of(law, arguments.period)
    if arguments.folder is not None:
        releases = _downloaded(arguments.folder, quarters)
    else:
        releases = _published(settings, arguments.jurisdiction, quarters)
    return fill(law, arguments.period, releases)


def _downloaded(folder: Path, quarters: Sequence[str]) -> tuple[Material, ...]:
    roots = [folder / quarter for quarter in quarters if (folder / quarter).is_dir()]
    return tuple(
        read_material(
            {
                path.relative_to(root).as_posix(): path.read_bytes()
                for path in sorted(root.rglob("*"))
                if path.is_file()
            }
        )
        for root in roots
    )


def _published(
    settings: Settings, jurisdiction: str | None, quarters: Sequence[str]
) -> tuple[Material, ...]:
    check_schema(settings)
    sessions = make_sessions(make_engine(settings.database_url))
    try:
        with sessions() as session:
            known = publishing_jurisdictions(session)
            if jurisdiction is None and len(known) > 1:
                raise Refused(f"choose one with --jurisdiction: {', '.join(known)}")
            return stored_releases(session, jurisdiction or "".join(known), quarters)
    finally:
        sessions.kw["bind"].dispose()


def _refuse(why: str) -> int:
    print(f"intake report: {why}", file=sys.stderr)
    return REFUSED
