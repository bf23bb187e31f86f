"""Reads one table of a configuration file, noting every fault and going on in spite of it."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from intake.bedrock.characters import is_blank
from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.rules.localtext import FALLBACK, LocalText
from intake.rules.problems import ConfigurationInvalid

Code = TypeVar("Code", bound=StrEnum)
NO_TEXT = LocalText({})
LOST_DAY = date(1, 1, 1)


@dataclass(slots=True)
class Findings:
    """Collects problems while files are read and compared."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, key: str, wrong: str, right: str) -> None:
        """Note one fault."""
        self.problems.append(Problem(file, wrong, right, key=key))


def read_table(path: Path, *, file: str, findings: Findings) -> "Table":
    """The top table of a TOML file; an empty one, and a problem, if it cannot be read."""
    content = read_toml(path, place=file)
    if isinstance(content, Problem):
        findings.problems.append(content)
        content = {}
    return Table(file=file, key="", content=content, findings=findings)


def read_shipped(config_dir: Path, file: Path) -> dict[str, Any]:
    """The content of a file that nobody but us writes; raises ConfigurationInvalid without it."""
    content = read_toml(config_dir / file, place=file.as_posix())
    if isinstance(content, Problem):
        raise ConfigurationInvalid([content])
    return content


@dataclass(slots=True)
class Table:
    """A table of a file; `finish` names the keys that nobody asked for."""

    file: str
    key: str
    content: Mapping[str, Any]
    findings: Findings
    asked: set[str] = field(default_factory=set)

    def path(self, name: str) -> str:
        """The dotted path of a key in this table."""
        return f"{self.key}.{name}" if self.key else name

    def fault(self, name: str, wrong: str, right: str) -> None:
        """Note a fault of the key `name`."""
        self.findings.add(self.file, self.path(name) if name else self.key, wrong, right)

    def has(self, name: str) -> bool:
        """Whether the key is there."""
        self.asked.add(name)
        return name in self.content

    def text(self, name: str, *, default: str | None = None) -> str:
        """A text that is not blank."""
        value = self._value(name, str, "a text in quotation marks", default)
        if value is None:
            return ""
        if is_blank(value) and default is None:
            self.fault(name, "The text is empty.", "some words")
        return str(value)

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """true or false."""
        return bool(self._value(name, bool, "true or false", default))

    def number(
        self, name: str, *, default: int | None = None, least: int = 1, most: int = 9999
    ) -> int:
        """A whole number from `least` to `most`."""
        right = f"a whole number from {least} to {most}"
        value = self._value(name, int, right, default)
        if value is not None and not least <= value <= most:
            self.fault(name, f"{value} is out of range.", right)
            return least
        return least if value is None else int(value)

    def day(self, name: str, *, default: date | None = None) -> date:
        """A calendar day."""
        value = self._value(
            name, date, "a date such as 2026-03-01, without quotation marks", default
        )
        return LOST_DAY if value is None else value

    def code(self, name: str, kind: type[Code], *, default: Code | None = None) -> Code:
        """One word of a closed vocabulary."""
        value = self._value(name, str, _one_of(kind), default)
        return self._as_code(name, value, kind) or next(iter(kind))

    def codes(self, name: str, kind: type[Code], *, optional: bool = False) -> tuple[Code, ...]:
        """Words of a closed vocabulary, each at most once."""
        values = self.texts(name, optional=optional)
        known = tuple(code for value in values if (code := self._as_code(name, value, kind)))
        return tuple(dict.fromkeys(known))

    def texts(self, name: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts; an absent one is a problem unless `optional`."""
        values = self._value(name, list, 'a list such as ["one", "two"]', [] if optional else None)
        return tuple(self._items(name, values or [], str, "texts in quotation marks"))

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        values = self._value(name, list, "a list such as [9, 17]", None)
        return tuple(self._items(name, values or [], int, "whole numbers"))

    def local(
        self, name: str, languages: Iterable[str], *, optional: bool = False, more: bool = False
    ) -> LocalText:
        """A text in every one of `languages`, and with `more` in any others besides."""
        value = self._value(name, dict, _in_every(languages), {} if optional else None)
        if not value:
            return NO_TEXT
        return self._local(name, value, tuple(languages), more)

    def table(self, name: str, *, optional: bool = False) -> "Table":
        """A table inside this one; empty if absent."""
        value = self._value(name, dict, f"a table [{self.path(name)}]", {} if optional else None)
        return Table(self.file, self.path(name), value or {}, self.findings)

    def tables(self, name: str, *, optional: bool = False) -> Iterator["Table"]:
        """The tables of a list of tables, each named by its id where it has one."""
        right = f"one or more tables [[{self.path(name)}]]"
        values = self._value(name, list, right, [] if optional else None) or []
        for index, value in enumerate(self._items(name, values, dict, "tables"), start=1):
            label = value.get("id") or value.get("code") or index
            yield Table(self.file, f"{self.path(name)}[{label}]", value, self.findings)

    def finish(self) -> None:
        """Note every key that is not known here."""
        for name in self.content:
            if name not in self.asked:
                near = difflib.get_close_matches(name, self.asked, 1)
                known = ", ".join(sorted(self.asked)) or "no keys at all"
                right = f"{near[0]} (known here: {known})" if near else f"one of: {known}"
                self.fault(name, "This key is not known here.", right)

    def _value(self, name: str, kind: type, right: str, default: Any) -> Any:
        self.asked.add(name)
        if name not in self.content:
            if default is None:
                self.fault(name, "The key is missing.", right)
            return default
        value = self.content[name]
        if not _is(value, kind):
            self.fault(name, f"{shown(value)} has the wrong type.", right)
            return default
        return value

    def _items(self, name: str, values: list[Any], kind: type, right: str) -> Iterator[Any]:
        for value in values:
            if _is(value, kind):
                yield value
            else:
                self.fault(name, f"{shown(value)} does not belong in this list.", f"only {right}")

    def _as_code(self, name: str, value: str | None, kind: type[Code]) -> Code | None:
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            self.fault(name, f"{shown(value)} is not known.", _one_of(kind))
            return None

    def _local(
        self, name: str, value: dict[str, Any], languages: tuple[str, ...], more: bool
    ) -> LocalText:
        known = set(languages) | {FALLBACK}
        for tag in value:
            if tag not in known and not more:
                wrong = f"The language {tag} is not a language of this jurisdiction."
                self.fault(f"{name}.{tag}", wrong, f"only {', '.join(sorted(known))}")
        for tag in languages:
            if not isinstance(value.get(tag), str) or is_blank(value[tag]):
                self.fault(f"{name}.{tag}", f"The text in {tag} is missing.", _in_every(languages))
        return LocalText({tag: words for tag, words in value.items() if isinstance(words, str)})


def _is(value: Any, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def _one_of(kind: type[StrEnum]) -> str:
    return f"one of: {', '.join(kind)}"


def _in_every(languages: Iterable[str]) -> str:
    return "a text for each language: " + ", ".join(languages)


def shown(value: Any) -> str:
    """A value as a message quotes it, cut short where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
