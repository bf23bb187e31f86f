"""Which texts the code and templates use, and which of them a language still lacks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import extract_from_file

from intake.texts.catalogue import LOCALES, merged

KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "marked": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
JINJA_OPTIONS: Mapping[str, Any] = {"trimmed": "true", "silent": "false"}


class Msgid(NamedTuple):
    """The identity of a text: its English words, the plural if it counts, and its context."""

    singular: str
    plural: str | None = None
    context: str | None = None


Used = Mapping[Msgid, Sequence[str]]


def used_texts(root: Path) -> Used:
    """Every text used under `root/intake` and `root/templates`, with the places that use it."""
    found: defaultdict[Msgid, list[str]] = defaultdict(list)
    for path in sorted((root / "intake").rglob("*.py")):
        _collect(found, path, root, "python", {})
    for path in sorted((root / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            _collect(found, path, root, "jinja2.ext:babel_extract", JINJA_OPTIONS)
    return found


def missing_texts(root: Path, language: str, *, locales: Path = LOCALES) -> Used:
    """The used texts that have no finished translation in `language`."""
    known = {msgid_of(message.id, message.context) for message in merged(language, locales)}
    return {msgid: places for msgid, places in used_texts(root).items() if msgid not in known}


def _collect(
    found: defaultdict[Msgid, list[str]],
    path: Path,
    root: Path,
    method: str,
    options: Mapping[str, Any],
) -> None:
    place = path.relative_to(root).as_posix()
    for message in _messages(path, method, options):
        if place not in found[message]:
            found[message].append(place)


def _messages(path: Path, method: str, options: Mapping[str, Any]) -> Iterator[Msgid]:
    results = extract_from_file(method, path, keywords=KEYWORDS, options=dict(options))
    for _line, texts, _comments, context in results:
        yield msgid_of(texts, context)


def msgid_of(texts: str | tuple[str, ...] | list[str], context: str | None) -> Msgid:
    """The identity of a text as Babel gives it: one string, or singular and plural."""
    if isinstance(texts, str):
        return Msgid(texts, None, context)
    return Msgid(texts[0], texts[1], context)
