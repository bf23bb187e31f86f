"""Every text of the project that somebody reads, with its place, its language and its readers."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_file

from intake.texts.catalogue import available_languages, po_files, read_catalog
from intake.texts.extraction import JINJA_OPTIONS, KEYWORDS

SOURCE = "en"
LAW = frozenset({"wording", "amended_wording", "former"})
PROSE = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs")
ATTRIBUTES = frozenset({"alt", "title", "aria-label", "placeholder"})
STAFF = ("templates/staff/", "intake/web/staff/", "staff.po")
SHARED = ("intake/web/words/", "words.po", "intake.po")


class Readers(StrEnum):
    """Who reads a text: residents and the public, staff, both, or those who run the system."""

    RESIDENT = "resident"
    STAFF = "staff"
    BOTH = "both"
    DOCS = "docs"


@dataclass(frozen=True, slots=True)
class Written:
    """One text; `place` is its line or its key inside `path`."""

    path: str
    place: str
    language: str
    readers: Readers
    text: str


def everything(root: Path) -> Iterator[Written]:
    """All texts under the root of the source, in every language."""
    yield from templates(root)
    yield from code(root)
    yield from configuration(root)
    yield from translations(root)
    yield from pages(root)


def templates(root: Path) -> Iterator[Written]:
    """The marked texts of templates, and what stands in them outside of any mark."""
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            yield from _marked(path, root, "jinja2.ext:babel_extract", dict(JINJA_OPTIONS))
            for line, text in _bare(path.read_text("utf-8")):
                yield _english(path, root, str(line), text)


def code(root: Path) -> Iterator[Written]:
    """The texts that Python marks for translation."""
    for path in sorted((root / "intake").rglob("*.py")):
        yield from _marked(path, root, "python", {})


def configuration(root: Path) -> Iterator[Written]:
    """What the configuration says in a language, save for the wording of laws."""
    for path in sorted((root / "config").rglob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        language = _language_of(path)
        for place, spoken, text in _said(table, language):
            yield Written(_name(path, root), place, spoken, Readers.RESIDENT, _plain(text))


def translations(root: Path) -> Iterator[Written]:
    """The finished texts of the .po files."""
    locales = root / "intake" / "texts" / "locales"
    for language in available_languages(locales)[1:]:
        for path in po_files(language, locales):
            name = _name(path, root)
            for message in read_catalog(path, language):
                strings = (message.string or ()) if message.id else ()
                for text in (strings,) if isinstance(strings, str) else strings:
                    place = str(message.lineno)
                    yield Written(name, place, language, _readers_of(name), _plain(text))


def pages(root: Path) -> Iterator[Written]:
    """The prose of the documents, paragraph by paragraph, without code."""
    for name in PROSE:
        base = root / name
        for path in sorted(base.rglob("*.md")) if base.is_dir() else [base] * base.is_file():
            for line, text in _paragraphs(path.read_text("utf-8")):
                yield Written(_name(path, root), str(line), SOURCE, Readers.DOCS, _plain(text))


def _marked(path: Path, root: Path, method: str, options: dict[str, Any]) -> Iterator[Written]:
    found = extract_from_file(method, path, keywords=dict(KEYWORDS), options=options)
    for line, texts, _comments, _context in found:
        for text in (texts,) if isinstance(texts, str) else texts:
            yield _english(path, root, str(line), text)


def _english(path: Path, root: Path, place: str, text: str) -> Written:
    name = _name(path, root)
    return Written(name, place, SOURCE, _readers_of(name), _plain(text))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _readers_of(name: str) -> Readers:
    start = name.rpartition("/")[2] if name.endswith(".po") else name
    if start.startswith(STAFF):
        return Readers.STAFF
    return Readers.BOTH if start.startswith(SHARED) else Readers.RESIDENT


def _plain(text: str) -> str:
    """The words alone: no code, no tags, no names that are filled in, one blank between words."""
    text = re.sub(r"<code>.*?</code>|`[^`]*`", "#", text, flags=re.DOTALL)
    text = re.sub(r"</?\w[^<>]*>|\]\([^()]*\)", " ", text)
    text = re.sub(r"%\(\w+\)[sd]|\{\w*\}", "#", text)
    return " ".join(text.split())


def _bare(source: str) -> Iterator[tuple[int, str]]:
    source = re.sub(r"\{#.*?#\}", _lines, source, flags=re.DOTALL)
    source = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", _lines, source, flags=re.DOTALL)
    source = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", _lines, source, flags=re.DOTALL)
    reader = _Text()
    reader.feed(source)
    reader.close()
    return iter(reader.found)


def _lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


class _Text(HTMLParser):
    """Collects the text of a page and of the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._unread = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread = tag in {"style", "script"}
        for name, value in attrs:
            if name in ATTRIBUTES and value:
                self.found.append((self.getpos()[0], value))

    def handle_endtag(self, tag: str) -> None:
        self._unread = False

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._unread:
            self.found.append((self.getpos()[0], data))


def _language_of(path: Path) -> str | None:
    """The language of a file that holds one alone: `…/texts/es/R1.toml`, `…/texts/es.toml`."""
    parts = (*path.parts[:-1], path.stem)
    return parts[parts.index("texts") + 1] if "texts" in parts else None


def _said(value: Any, language: str | None, place: str = "") -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in LAW:
                spoken = key if language is None and _is_language(key) else language
                yield from _said(inner, spoken, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _said(inner, language, f"{place}[{number}]")
    elif isinstance(value, str) and language is not None:
        yield place, language, value


def _is_language(key: str) -> bool:
    return key in available_languages()


def _paragraphs(source: str) -> Iterator[tuple[int, str]]:
    source = re.sub(r"^(```|~~~).*?^\1", _lines, source, flags=re.DOTALL | re.MULTILINE)
    start, held = 1, list[str]()
    for number, line in enumerate([*source.splitlines(), ""], start=1):
        alone = not line.strip() or re.match(r"\s*([-*|#]|\d+\.)\s?", line)
        if alone and held:
            yield start, " ".join(held)
            held = []
        if line.strip():
            start = number if not held else start
            held.append(line.strip())
