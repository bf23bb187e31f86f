"""Reads reports.toml: what a jurisdiction publishes in numbers; without the file, nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from intake.rules.agencies import Agency
from intake.rules.identifiers import read_id
from intake.rules.localtext import LocalText
from intake.rules.measures import Method
from intake.rules.readers.catalogues import (
    FOLDER,
    check_totals_at_least,
    read_base,
    read_k,
    read_totals_at_least,
)
from intake.rules.reading import Table
from intake.rules.reports import (
    LEAST_BASE,
    LEAST_DELAY_DAYS,
    LEAST_K,
    CatalogueEntry,
    ExactTotalsLaw,
    License,
    Reports,
    ReportWords,
    RowField,
    RowLevel,
)
from intake.rules.values import unique

REPORTS_FILE = "reports.toml"
NO_CATALOGUE = CatalogueEntry("", Method.SUPPRESSION, LEAST_K, LEAST_BASE, 0, ())
_FIRST_QUARTER = re.compile(r"[0-9]{4}Q1")
_FIRST_RIGHT = "the first quarter of a year, such as 2026Q1"


def read_reports(
    table: Table,
    *,
    languages: tuple[str, ...],
    agencies: Mapping[str, Agency],
    catalogues: Mapping[str, CatalogueEntry],
    words: ReportWords,
) -> Reports | None:
    """What the file says; None, and a problem, where the catalogue that it names is missing."""
    chosen = _read_choice(table, catalogues)
    former = _read_former(table, languages)
    first, valid = _first_quarter(table, "first_period"), _first_quarter(table, "valid_from")
    if first and valid and valid < first:
        wrong = f"The catalogue would apply before the first numbers, of {first}."
        table.fault("valid_from", wrong, f"{first} or a later first quarter")
    reports = Reports(
        catalogue=chosen or NO_CATALOGUE,
        words=words,
        first_period=first,
        valid_from=valid,
        opening_stock=table.flag("opening_stock", default=False),
        agencies=_chosen(table, "agencies", tuple(agencies), former),
        former_agencies=MappingProxyType(former),
        languages=_chosen(table, "languages", languages, {}),
        license=table.code("license", License, default=License.CC0),
        contact=_read_contact(table),
        exact_totals_law=_read_law(table, languages, chosen or NO_CATALOGUE),
        row_level=_read_row_level(table.table("row_level", optional=True)),
    )
    table.finish()
    return reports if chosen else None


def _read_choice(table: Table, catalogues: Mapping[str, CatalogueEntry]) -> CatalogueEntry | None:
    name = table.text("catalogue")
    base = catalogues.get(name)
    if name and base is None:
        listed = ", ".join(sorted(catalogues)) or f"a file of the folder {FOLDER}"
        table.fault("catalogue", f"There is no catalogue {name!r}.", f"one of: {listed}")
    if base is None:
        for key in ("k", "base", "totals_at_least"):
            table.has(key)
        return None
    chosen = replace(
        base,
        k=read_k(table, base.k),
        base=read_base(table, base.base),
        totals_at_least=read_totals_at_least(table, base.totals_at_least),
    )
    check_totals_at_least(
        table, method=chosen.method, k=chosen.k, totals_at_least=chosen.totals_at_least
    )
    return chosen


def _first_quarter(table: Table, name: str) -> str:
    value = table.text(name)
    if value and not _FIRST_QUARTER.fullmatch(value):
        table.fault(name, f"{value!r} is not the first quarter of a year.", _FIRST_RIGHT)
        return ""
    return value


def _read_former(table: Table, languages: tuple[str, ...]) -> dict[str, LocalText]:
    entries = []
    for entry in table.tables("former_agencies", optional=True):
        entries.append((read_id(entry), entry.local("name", languages)))
        entry.finish()
    return dict(unique(entries, table, "former_agencies", lambda one: one[0]).values())


def _chosen(
    table: Table, name: str, known: tuple[str, ...], more: Mapping[str, LocalText]
) -> tuple[str, ...]:
    for id in more:
        if id in known:
            wrong = f"{id} is still one of the {name}."
            table.fault(f"former_{name}", wrong, f"only {name} that no longer exist")
    if not table.has(name):
        return (*known, *more)
    values = table.texts(name)
    for value in values:
        if value not in known:
            table.fault(name, f"{value!r} is not known.", f"some of: {', '.join(known)}")
    return (*dict.fromkeys(value for value in values if value in known), *more)


def _read_contact(table: Table) -> str:
    contact = table.text("contact")
    if contact and "@" not in contact and not contact.startswith("https://"):
        right = "an email address, or an address with https://"
        table.fault("contact", f"{contact!r} is not an address.", right)
    return contact


def _read_law(
    table: Table, languages: tuple[str, ...], chosen: CatalogueEntry
) -> ExactTotalsLaw | None:
    if not table.has("exact_totals_law"):
        return None
    if chosen.method is Method.ROUNDING:
        wrong = f"The catalogue {chosen.name!r} rounds all numbers, and so the totals."
        table.fault("exact_totals_law", wrong, "a catalogue that withholds (method S)")
    elif chosen.totals_at_least:
        wrong = f"Totals below {chosen.totals_at_least} are withheld."
        table.fault("exact_totals_law", wrong, "totals_at_least = 0")
    entry = table.table("exact_totals_law")
    law = ExactTotalsLaw(name=entry.local("name", languages), citation=entry.text("citation"))
    entry.finish()
    return law


def _read_row_level(table: Table) -> RowLevel:
    default = RowLevel()
    row_level = RowLevel(
        enabled=table.flag("enabled", default=default.enabled),
        k=table.number("k", default=default.k, least=LEAST_K, most=1000),
        delay_days=table.number("delay_days", default=default.delay_days, least=LEAST_DELAY_DAYS),
        fields=table.codes("fields", RowField, optional=True),
    )
    if row_level.enabled and not row_level.fields:
        table.fault("fields", "The rows would be empty.", f"some of: {', '.join(RowField)}")
    table.finish()
    return row_level
