"""Loads the whole configuration, or says everything that is wrong with it at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from intake.bedrock.problems import Problem
from intake.rules.agencies import Agency
from intake.rules.checks.dates import stale_dates
from intake.rules.checks.files import JURISDICTION_FILES, check_files
from intake.rules.checks.languages import check_languages, check_reports
from intake.rules.checks.names import check_names
from intake.rules.checks.people import check_people
from intake.rules.checks.references import check_references
from intake.rules.checks.routes import check_routes
from intake.rules.checks.stand_ins import check_stand_ins
from intake.rules.codes import RuleCode
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.policy import ModelRule
from intake.rules.problems import ConfigurationInvalid
from intake.rules.readers.agencies import all_facilities, read_agencies
from intake.rules.readers.calendar import read_calendar
from intake.rules.readers.catalogues import FOLDER, read_catalogues
from intake.rules.readers.entities import read_entities
from intake.rules.readers.model import MODEL_FILE, read_model
from intake.rules.readers.place import read_hotlines, read_place
from intake.rules.readers.policy import read_policy
from intake.rules.readers.report_words import read_report_words
from intake.rules.readers.reports import REPORTS_FILE, read_reports
from intake.rules.readers.routing import read_routing
from intake.rules.reading import Findings, Table, read_table
from intake.rules.reports import CatalogueEntry, Reports, ReportWords
from intake.rules.unchanged import read_once

JURISDICTIONS = "jurisdictions"
VERSION_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the jurisdictions of an install have in common."""

    model_version: str
    model: Mapping[RuleCode, ModelRule]
    catalogues: Mapping[str, CatalogueEntry]
    words: ReportWords


def load_configuration(config_dir: Path) -> Configuration:
    """The configuration in `config_dir`; raises ConfigurationInvalid with every problem."""
    configuration, problems = _read(config_dir)
    if problems:
        raise ConfigurationInvalid(problems)
    return configuration


def warnings(config_dir: Path, *, today: date) -> tuple[Problem, ...]:
    """What does not stop a start but wants a look: hotlines not called for half a year, dates."""
    return stale_dates(_read(config_dir)[0], today=today)


@read_once
def _read(config_dir: Path) -> tuple[Configuration, tuple[Problem, ...]]:
    findings = Findings()
    shared = _Shared(
        *read_model(read_table(config_dir / MODEL_FILE, file=MODEL_FILE, findings=findings)),
        catalogues=read_catalogues(config_dir, findings),
        words=read_report_words(config_dir, findings),
    )
    check_files(config_dir, findings)
    folders = _folders(config_dir / JURISDICTIONS)
    places = {folder.name: _read_jurisdiction(folder, shared, findings) for folder in folders}
    configuration = Configuration(MappingProxyType(places), _version(config_dir))
    for jurisdiction in places.values():
        check_languages(jurisdiction, config_dir=config_dir, findings=findings)
        _check(jurisdiction, configuration, findings)
    return configuration, tuple(sorted(findings.problems))


def _folders(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("*") if path.is_dir()) if root.is_dir() else []


def _check(place: Jurisdiction, configuration: Configuration, findings: Findings) -> None:
    check_references(place, configuration, findings)
    check_names(place, findings)
    check_routes(place, configuration, findings)
    check_stand_ins(place, configuration, findings)
    check_people(place, configuration, findings)
    check_reports(place, findings)


def _read_jurisdiction(folder: Path, shared: _Shared, findings: Findings) -> Jurisdiction:
    tables = {name: _table(folder, name, findings) for name in JURISDICTION_FILES}
    head = read_place(tables["jurisdiction.toml"], folder=folder.name)
    languages = head.languages
    agencies = read_agencies(tables["agencies.toml"], languages=languages)
    routing = read_routing(tables["routing.toml"], slug=head.slug)
    return Jurisdiction(
        slug=head.slug,
        name=head.name,
        in_sentence=head.in_sentence,
        level=head.level,
        state=head.state,
        invented=head.invented,
        timezone=head.timezone,
        languages=languages,
        calendar=read_calendar(
            tables["calendar.toml"], timezone=head.timezone, languages=languages
        ),
        policy=read_policy(
            tables["policy.toml"],
            languages=languages,
            model_version=shared.model_version,
            model=shared.model,
        ),
        agencies=agencies,
        entities=read_entities(
            tables["entities.toml"],
            slug=head.slug,
            languages=languages,
            retention=head.retention,
        ),
        routes=routing.routes,
        front_door=routing.front_door,
        outside_default=routing.outside_default,
        hotlines=read_hotlines(tables["hotlines.toml"], languages=languages),
        outside_deadlines=head.outside_deadlines,
        mail=head.mail,
        facilities=all_facilities(agencies, tables["agencies.toml"]),
        reports=_read_reports(folder, shared, languages, agencies, findings),
    )


def _read_reports(
    folder: Path,
    shared: _Shared,
    languages: tuple[str, ...],
    agencies: Mapping[str, Agency],
    findings: Findings,
) -> Reports | None:
    if not (folder / REPORTS_FILE).exists():
        return None
    return read_reports(
        _table(folder, REPORTS_FILE, findings),
        languages=languages,
        agencies=agencies,
        catalogues=shared.catalogues,
        words=shared.words,
    )


def _table(folder: Path, name: str, findings: Findings) -> Table:
    file = f"{JURISDICTIONS}/{folder.name}/{name}"
    return read_table(folder / name, file=file, findings=findings)


def _version(config_dir: Path) -> str:
    folders = (config_dir / JURISDICTIONS, config_dir / FOLDER)
    more = sorted(path for folder in folders for path in folder.rglob("*.toml"))
    files = [config_dir / MODEL_FILE, *more]
    whole = hashlib.sha256()
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(config_dir).as_posix()
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()[:VERSION_DIGITS]
