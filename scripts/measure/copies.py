"""Lines that stand in more than one module: runs that are equal but for their indentation."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.measure.tree import Module, Tree

RUN = 6
"""The shortest run that counts, in lines."""

Line = tuple[int, str]
Place = tuple[int, int]


@dataclass(frozen=True)
class Copy:
    """One run of equal lines in two modules; `first` and `second` say where each begins."""

    lines: int
    first: str
    second: str


def copies(tree: Tree) -> tuple[Copy, ...]:
    """Return every run of six lines or more that two modules share, the longest first.

    Compared are lines without indentation. Left out are empty lines, comments, docstrings, import
    statements, and lines without a letter or digit, which are brackets alone.
    """
    texts = [tuple(_telling(module)) for module in tree.modules]
    found = [
        Copy(length, _where(tree, texts, one), _where(tree, texts, other))
        for one, other, length in _runs(texts)
    ]
    return tuple(sorted(found, key=lambda copy: (-copy.lines, copy.first, copy.second)))


def _runs(texts: Sequence[Sequence[Line]]) -> Iterator[tuple[Place, Place, int]]:
    for places in _windows(texts).values():
        for nth, one in enumerate(places):
            for other in places[nth + 1 :]:
                if one[0] != other[0] and not _same(texts, one, other, -1):
                    yield one, other, _length(texts, one, other)


def _windows(texts: Sequence[Sequence[Line]]) -> dict[tuple[str, ...], list[Place]]:
    """Where each run of the shortest length stands."""
    windows = defaultdict(list)
    for text, lines in enumerate(texts):
        for start in range(len(lines) - RUN + 1):
            windows[tuple(words for _, words in lines[start : start + RUN])].append((text, start))
    return windows


def _length(texts: Sequence[Sequence[Line]], one: Place, other: Place) -> int:
    length = RUN
    while _same(texts, one, other, length):
        length += 1
    return length


def _same(texts: Sequence[Sequence[Line]], one: Place, other: Place, further: int) -> bool:
    """Whether two runs agree in the line that lies so much further on, or back."""
    words = []
    for text, start in (one, other):
        if not 0 <= start + further < len(texts[text]):
            return False
        words.append(texts[text][start + further][1])
    return words[0] == words[1]


def _telling(module: Module) -> Iterator[Line]:
    silent = _silent(module)
    for number, line in enumerate(module.text.splitlines(), 1):
        words = line.strip()
        if number not in silent and not words.startswith("#") and any(map(str.isalnum, words)):
            yield number, words


def _silent(module: Module) -> frozenset[int]:
    """The lines of docstrings and imports."""
    lines: set[int] = set()
    for part in module.nodes:
        match part:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Import() | ast.ImportFrom():
                lines.update(range(part.lineno, (part.end_lineno or part.lineno) + 1))
    return frozenset(lines)


def _where(tree: Tree, texts: Sequence[Sequence[Line]], place: Place) -> str:
    text, start = place
    return f"{tree.modules[text].path.as_posix()}:{texts[text][start][0]}"
