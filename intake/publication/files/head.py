"""What a release says of itself: release.json, and the words in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from intake.numbers.catalogue import Method
from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.publication.files.content import ReleaseContent
from intake.publication.files.tables import WrittenTable
from intake.publication.files.texts import local
from intake.rules.localtext import LocalText


def head_of(content: ReleaseContent, tables: Sequence[WrittenTable]) -> dict[str, Any]:
    """The content of release.json."""
    cells = {cell: number for table in tables for cell, _, number in table.cells}
    shown = sum(number is not None for number in cells.values())
    received = Cell(Measure.COMPLAINTS_RECEIVED, content.release.name)
    complaints = cells.get(received)
    return {
        "jurisdiction": content.catalogue.jurisdiction,
        "jurisdiction_name": words(content.body),
        "period": content.release.name,
        "number": content.number,
        "method": content.catalogue.method.value,
        "window": content.window,
        "as_of": content.as_of.isoformat(),
        "previous": content.previous,
        "invented": content.invented,
        "tables": {table.entry.id: list(table.periods) for table in tables},
        "shown": shown,
        "withheld": len(cells) - shown,
        "complaints": complaints,
        "complaints_in_shown_cells": _share(tables, received, complaints),
        "dropped_tables": list(content.dropped_tables),
        "counting_rule": words(said(content, "counting_rule")),
        "protection": words(protection(content)),
        "limits": words(said(content, "limits")),
        "license": content.catalogue.license,
        "citation": words(citation(content)),
        "notes": [{"text": words(note)} for note in _notes(content)],
    }


def words(text: LocalText) -> dict[str, str]:
    """A text for JSON, by language."""
    return {language: text.by_language[language] for language in sorted(text.by_language)}


def said(content: ReleaseContent, key: str, **values: Any) -> LocalText:
    """A text of config/reports/texts in the release's languages."""
    return local(content.languages, content.texts, key, **values)


def period_words(content: ReleaseContent) -> LocalText:
    """The release's quarter in words."""
    return said(content, "quarter", number=content.release.number, year=content.release.year)


def citation(content: ReleaseContent) -> LocalText:
    """The line that names this release in a text that uses it."""
    return said(
        content,
        "citation",
        body=content.body,
        period=period_words(content),
        number=content.number,
        day=content.as_of.isoformat(),
        license=content.catalogue.license,
    )


def protection(content: ReleaseContent) -> LocalText:
    """How the numbers are protected, with what is particular to this body."""
    catalogue = content.catalogue
    if catalogue.method is Method.ROUNDING:
        base = catalogue.base
        parts = [said(content, "protection.R", base=base, window=content.window, width=base - 1)]
    else:
        k = catalogue.k
        parts = [said(content, "protection.S", k=k, below=k - 1, width=k - 1)]
        if catalogue.totals_at_least:
            parts.append(said(content, "protection.totals", least=catalogue.totals_at_least))
        if content.exact_totals is not None:
            law, source = content.exact_totals
            parts.append(said(content, "protection.law", law=law, source=source))
    return LocalText(
        {language: " ".join(part.in_(language) for part in parts) for language in content.languages}
    )


def _share(tables: Sequence[WrittenTable], received: Cell, complaints: int | None) -> float | None:
    """The share of complaints in shown cells, the mean over the tables that break them down.

    Reckoned from what is shown alone, so that it tells nothing more.
    """
    if not complaints:
        return None
    shares = []
    for table in tables:
        whole = len(table.entry.dimensions)
        if whole and table.entry.measure == received.measure:
            inner = [
                number or 0
                for cell, _, number in table.cells
                if len(cell.where) == whole and cell.period == received.period
            ]
            shares += [sum(inner) / complaints] if inner else []
    return round(sum(shares) / len(shares), 3) if shares else None


def _notes(content: ReleaseContent) -> Iterator[LocalText]:
    catalogue = content.catalogue
    if content.invented:
        yield said(content, "notes.invented")
    if any(cell.period < catalogue.first_period for cell in content.cells if not cell.is_yearly):
        first = {"number": catalogue.first_period[5:], "year": catalogue.first_period[:4]}
        yield said(content, "notes.earlier", period=said(content, "quarter", **first))
    for id in content.dropped_tables:
        yield said(content, "notes.dropped", title=catalogue.table(id).title)
    if content.rows is not None:
        rows = content.rows
        counted = {"rows": len(rows.rows), "withheld": rows.withheld, "k": rows.k}
        yield said(content, "rows.note", year=rows.year, **counted)
    yield from content.notes
