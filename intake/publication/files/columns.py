"""What each column and value of a release's tables means: the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from intake.numbers.catalogue import DimensionValue
from intake.numbers.measures import MEASURES, Measure
from intake.publication.files.content import ReleaseContent
from intake.publication.files.head import said, words
from intake.publication.files.rows import rows_dictionary, rows_dictionary_rows
from intake.publication.files.tables import SHOWN, TOTAL, WITHHELD, WrittenTable
from intake.rules.localtext import LocalText

FORMATS = {"period": "string", "count": "integer", "status": "string"}
"""The type of each column that is no dimension; a dimension is a string."""


def dictionary(content: ReleaseContent, tables: Sequence[WrittenTable]) -> dict[str, Any]:
    """The data dictionary for JSON: tables, measures, columns, and values of columns."""
    catalogue = content.catalogue
    counted = dict.fromkeys(table.entry.measure for table in tables)
    return {
        "tables": [_table(table) for table in tables],
        "measures": [
            {
                "id": code,
                "unit": MEASURES[Measure(code)].unit.value,
                "title": words(catalogue.measures[code].title),
                "counted": words(catalogue.measures[code].counted),
            }
            for code in counted
        ],
        "columns": [
            {
                "name": name,
                "type": FORMATS.get(name, "string"),
                "title": words(title_of(content, name)),
                "values": [
                    {"id": value.id, "title": words(value.title)}
                    for value in values_of(content, name)
                ],
            }
            for name in _columns(tables)
        ],
        **_rows(content),
    }


def dictionary_rows(
    content: ReleaseContent, tables: Sequence[WrittenTable]
) -> Iterator[tuple[str, ...]]:
    """The same for CSV, a line for each column, value and table in each language."""
    yield ("kind", "name", "value", "language", "words")
    for language in content.languages:
        for table in tables:
            yield ("table", table.entry.id, "", language, table.entry.title.in_(language))
        for code in dict.fromkeys(table.entry.measure for table in tables):
            counted = content.catalogue.measures[code].counted
            yield ("measure", code, "", language, counted.in_(language))
        for name in _columns(tables):
            yield ("column", name, "", language, title_of(content, name).in_(language))
            for value in values_of(content, name):
                yield ("value", name, value.id, language, value.title.in_(language))
    if content.rows is not None:
        yield from rows_dictionary_rows(content, content.rows)


def title_of(content: ReleaseContent, column: str) -> LocalText:
    """What a column holds."""
    if column in FORMATS:
        return said(content, f"columns.{column}")
    return content.catalogue.dimension_titles[column]


def values_of(content: ReleaseContent, column: str) -> tuple[DimensionValue, ...]:
    """The values that a column can hold, in their order; none where they are not listed."""
    if column == "status":
        return tuple(DimensionValue(one, said(content, f"columns.{one}")) for one in _STATUSES)
    if column in FORMATS:
        return ()
    whole = DimensionValue(TOTAL, said(content, "columns.total"))
    return (*content.catalogue.dimensions[column], whole)


_STATUSES = (SHOWN, WITHHELD)


def _rows(content: ReleaseContent) -> dict[str, Any]:
    return {} if content.rows is None else {"rows": rows_dictionary(content, content.rows)}


def _table(table: WrittenTable) -> dict[str, Any]:
    entry = table.entry
    return {
        "id": entry.id,
        "path": f"data/{entry.id}.csv",
        "report": entry.report,
        "measure": entry.measure,
        "unit": MEASURES[Measure(entry.measure)].unit.value,
        "title": words(entry.title),
        "columns": list(table.columns),
    }


def _columns(tables: Sequence[WrittenTable]) -> tuple[str, ...]:
    names = dict.fromkeys(name for table in tables for name in table.entry.dimensions)
    return ("period", *names, "count", "status")
