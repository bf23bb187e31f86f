"""Words in a tree: strings in Python, texts that are translated, files that hold a word."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.measure.tree import Tree

TEXTS = "intake/texts/locales"
ASIDE = ("tests", "docs")
GETTEXTS = ("_", "gettext", "lazy_gettext")


class NotInTree(LookupError):
    """The tree has no such member or page."""


@dataclass(frozen=True)
class Reach:
    """The files that mention one thing.

    Attributes:
        files: those of the product: code, templates, configuration, translations.
        aside: those of tests and documents.
    """

    example: str
    files: tuple[str, ...]
    aside: tuple[str, ...]


def gettexts(syntax: ast.AST) -> Iterator[str]:
    """Yield the texts that are marked for translation."""
    for part in ast.walk(syntax):
        match part:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str() as text), *_]):
                if name in GETTEXTS:
                    yield text


def strings(syntax: ast.AST) -> Iterator[str]:
    """Yield every string."""
    for part in ast.walk(syntax):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def with_word(tree: Tree, folder: str, word: str) -> set[str]:
    """Return the files of a folder that hold a word, whole."""
    whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])")
    return {path for path, text in _read(tree, folder) if whole.search(text)}


def aside(tree: Tree, *words: str) -> tuple[str, ...]:
    """Return the tests and documents that hold one of these words, whole."""
    whole = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)")
    return tuple(
        path for folder in ASIDE for path, text in _read(tree, folder) if whole.search(text)
    )


def translations(tree: Tree, texts: set[str]) -> set[str]:
    """Return the translation files that have one of these texts."""
    return {
        path for path, content in _read(tree, TEXTS) if any(text in texts for text in _ids(content))
    }


def _ids(catalogue: str) -> Iterator[str]:
    """The texts that a translation file translates; long ones stand on several lines there."""
    for block in re.findall(r'^msgid ((?:"[^\n]*"\s)+)', catalogue, re.MULTILINE):
        yield "".join(ast.literal_eval(line) for line in block.splitlines())


def _read(tree: Tree, folder: str) -> Iterator[tuple[str, str]]:
    for path in tree.files(folder, "*"):
        try:
            yield path.relative_to(tree.root).as_posix(), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
