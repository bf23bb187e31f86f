"""The words of releases by language, read from config/reports/texts: one file a language."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.numbers.single_rows import NONE, SEVERAL, WITHHELD
from intake.protection.rows.hierarchies import LONG, SHORT, WITHOUT_FINDINGS
from intake.rules.codes import AgencyKind
from intake.rules.localtext import FALLBACK, LocalText
from intake.rules.problems import ConfigurationInvalid

FOLDER = "reports/texts"
ROW_WORDS = (
    "ended",
    *(WITHHELD, NONE, SEVERAL, WITHOUT_FINDINGS, SHORT, LONG),
    *(f"kind_{kind}" for kind in AgencyKind),
)
"""What a row can say that is no value of a table."""

TEXTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "quarter": frozenset({"number", "year"}),
        "title": frozenset({"body", "period"}),
        "description": frozenset({"body", "period"}),
        "citation": frozenset({"body", "period", "number", "day", "license"}),
        "counting_rule": frozenset(),
        "limits": frozenset(),
        "protection.S": frozenset({"k", "below", "width"}),
        "protection.totals": frozenset({"least"}),
        "protection.R": frozenset({"base", "window", "width"}),
        "protection.law": frozenset({"law", "source"}),
        "columns.period": frozenset(),
        "columns.count": frozenset(),
        "columns.status": frozenset(),
        "columns.total": frozenset(),
        "columns.shown": frozenset(),
        "columns.withheld": frozenset(),
        "notes.invented": frozenset(),
        "notes.dropped": frozenset({"title"}),
        "notes.earlier": frozenset({"period"}),
        "rows.title": frozenset({"year"}),
        "rows.note": frozenset({"year", "rows", "withheld", "k"}),
        "rows.field": frozenset({"field"}),
        **{f"rows.{word}": frozenset[str]() for word in ROW_WORDS},
    }
)
"""Every text by its key, and what may stand in braces in it."""


@dataclass(frozen=True, slots=True)
class ReleaseTexts:
    """The texts of ``TEXTS`` by language and key."""

    by_language: Mapping[str, Mapping[str, str]]

    def filled(self, key: str, language: str, **values: object) -> str:
        """A text with its braces filled in, in English where the language has no file."""
        known = self.by_language
        base = language.partition("-")[0]
        texts = known.get(language) or known.get(base) or known[FALLBACK]
        return texts[key].format_map(values)


def read_texts(config_dir: Path) -> ReleaseTexts:
    """Read the texts of every language.

    Raises:
        ConfigurationInvalid: a text is missing, unknown, or has other braces than it may have.
    """
    found, problems = {}, []
    for path in sorted((config_dir / FOLDER).glob("*.toml")):
        file = f"{FOLDER}/{path.name}"
        tables = read_toml(path, place=file)
        if isinstance(tables, Problem):
            problems.append(tables)
            continue
        content = dict(_flat(tables))
        problems += _faults(file, content)
        found[path.stem] = MappingProxyType(content)
    if FALLBACK not in found:
        problems.append(Problem(f"{FOLDER}/en.toml", "The file is missing.", "English texts"))
    if problems:
        raise ConfigurationInvalid(sorted(problems))
    return ReleaseTexts(MappingProxyType(found))


def local(languages: Iterable[str], texts: ReleaseTexts, key: str, **values: Any) -> LocalText:
    """A text in several languages; a value that is a ``LocalText`` is put in by language."""
    return LocalText(
        {
            language: texts.filled(
                key,
                language,
                **{
                    name: value.in_(language) if isinstance(value, LocalText) else value
                    for name, value in values.items()
                },
            )
            for language in languages
        }
    )


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value if isinstance(value, str) else ""


def _faults(file: str, content: Mapping[str, str]) -> Iterator[Problem]:
    for key in TEXTS:
        if not content.get(key, "").strip():
            yield Problem(file, "The text is missing.", "plain words", key=key)
    for key, text in content.items():
        if key not in TEXTS:
            yield Problem(
                file, "This key is not known here.", f"one of: {', '.join(TEXTS)}", key=key
            )
        elif (stray := _braces(text) - TEXTS[key]) or "{" in stray:
            right = ", ".join(sorted(TEXTS[key])) or "no braces"
            yield Problem(file, f"{', '.join(sorted(stray))} cannot be filled in.", right, key=key)


def _braces(text: str) -> frozenset[str]:
    try:
        fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return frozenset({"{"})
    return frozenset(name or "{" for name in fields)
