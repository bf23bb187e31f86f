"""`intake import --counts FILE --jurisdiction SLUG`: import counts of past quarters, kept by hand.

All of a file is imported, or nothing is and every problem is listed with its place. With
--counts-template an empty table to fill in is written: a workbook, or the header of a CSV.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from intake.actions.importing.past_years import PastImport, import_past_years
from intake.actions.services import Services
from intake.app.services import keyring_folder
from intake.numbers.catalogues import catalogue_for
from intake.numbers.measures import Dimension
from intake.publication.past.layouts import long_lines
from intake.publication.past.lines import CountsUnreadable, read_pages
from intake.publication.past.problems import CountsInvalid
from intake.publication.past.reading import PastCounts, read_counts
from intake.publication.past.template import csv_template, workbook_template
from intake.publication.past.values import known_values
from intake.rules import Configuration, load_configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.settings import Settings
from intake.vault.server.files import Process, load_keyring

DONE, REFUSED, CANNOT_BEGIN = 0, 1, 2


def import_counts(path: Path, slug: str, services: Services) -> int:
    """Bring a file in; 1 where it was refused, 2 where it could not be read at all.

    Raises:
        OSError: there is no such file.
    """
    place = _place(slug, services.configuration)
    if place is None:
        return CANNOT_BEGIN
    try:
        past = read_counts(long_lines(read_pages(path), known_values(place)), known_values(place))
        done = _brought_in(past, slug, services)
    except CountsUnreadable as error:
        print(f"import: {path}: {error}", file=sys.stderr)
        return CANNOT_BEGIN
    except CountsInvalid as error:
        return _told(path, error)
    except SQLAlchemyError as error:
        print(
            f"import: nothing was imported: {type(error).__name__}; run it again", file=sys.stderr
        )
        return REFUSED
    print(f"{_listed(done.added, 'new')}; {_listed(done.known, 'already there')}")
    return DONE


def write_template(path: Path, slug: str, settings: Settings) -> int:
    """Write an empty table of past counts; a file that is there stays."""
    place = _place(slug, load_configuration(settings.config_dir))
    if place is None:
        return CANNOT_BEGIN
    match path.suffix.casefold():
        case ".csv":
            content = csv_template()
        case ".xlsx":
            content = workbook_template(known_values(place), _words(place))
        case _:
            print("import: the template's name must end in .csv or .xlsx", file=sys.stderr)
            return CANNOT_BEGIN
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        print(f"import: {path}: {error.strerror}", file=sys.stderr)
        return CANNOT_BEGIN
    print(f"written: {path}")
    return DONE


def _brought_in(past: PastCounts, slug: str, services: Services) -> PastImport:
    keyring = load_keyring(keyring_folder(services.settings), Process.STAFF)
    context = services.action_context(keyring)
    with services.sessions() as session:
        return import_past_years(session, context=context, jurisdiction=slug, past=past)


def _place(slug: str, configuration: Configuration) -> Jurisdiction | None:
    place = configuration.jurisdictions.get(slug)
    if place is None:
        known = ", ".join(configuration.jurisdictions)
        print(f"import: there is no jurisdiction {slug}; choose one of: {known}", file=sys.stderr)
    return place


def _told(path: Path, error: CountsInvalid) -> int:
    for problem in error.problems:
        print(f"{path}: {problem}", file=sys.stderr)
    print(f"import: nothing was imported; problems to fix: {len(error.problems)}", file=sys.stderr)
    return REFUSED


def _listed(quarters: tuple[str, ...], what: str) -> str:
    names = f" ({', '.join(quarters)})" if quarters else ""
    return f"{len(quarters)} quarter(s) {what}{names}"


def _words(place: Jurisdiction) -> Mapping[Dimension, Mapping[str, str]]:
    catalogue = catalogue_for(place)
    if catalogue is None:
        return {}
    return {
        Dimension(name): {value.id: value.title.in_("en") for value in values}
        for name, values in catalogue.dimensions.items()
    }
