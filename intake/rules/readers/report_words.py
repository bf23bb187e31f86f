"""Reads config/reports/words.toml: the words of measures, dimensions and their values."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from intake.rules.localtext import FALLBACK, LocalText
from intake.rules.measures import Dimension, Measure
from intake.rules.readers.catalogues import FOLDER, WORDS
from intake.rules.reading import Findings, Table, read_table
from intake.rules.reports import MeasureWords, ReportWords

WORDS_FILE = f"{FOLDER}/{WORDS}"
NO_WORDS = ReportWords(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))


def read_report_words(config_dir: Path, findings: Findings) -> ReportWords:
    """The words by code; none, and no problem, where there is no folder of catalogues."""
    if not (config_dir / FOLDER).is_dir():
        return NO_WORDS
    table = read_table(config_dir / WORDS_FILE, file=WORDS_FILE, findings=findings)
    measures, dimensions = table.table("measures"), table.table("dimensions")
    words = ReportWords(
        measures=MappingProxyType({one: _measure(measures, one) for one in Measure}),
        dimensions=MappingProxyType({one: _local(dimensions, one) for one in Dimension}),
        values=MappingProxyType(_values(table.table("values"))),
    )
    for part in (measures, dimensions, table):
        part.finish()
    return words


def _measure(measures: Table, code: Measure) -> MeasureWords:
    entry = measures.table(code)
    words = MeasureWords(title=_local(entry, "title"), counted=_local(entry, "counted"))
    entry.finish()
    return words


def _values(table: Table) -> dict[str, MappingProxyType[str, LocalText]]:
    found = {}
    for dimension in Dimension:
        entry = table.table(dimension, optional=True)
        found[dimension.value] = MappingProxyType(
            {code: _local(entry, code) for code in entry.content}
        )
    table.finish()
    return found


def _local(table: Table, name: str) -> LocalText:
    return table.local(name, (FALLBACK,), more=True)
