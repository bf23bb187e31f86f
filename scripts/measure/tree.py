"""A source tree as the measures see it: the package's modules, each parsed once at most."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = "intake"


@dataclass(frozen=True)
class Module:
    """One Python file of the package; `path` is relative to the root of the tree."""

    path: Path
    text: str

    @cached_property
    def syntax(self) -> ast.Module:
        """What it says to Python; parsed when first asked for."""
        return ast.parse(self.text, str(self.path))

    @property
    def name(self) -> str:
        """The dotted name by which it is imported."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if self.is_package else parts)

    @property
    def is_package(self) -> bool:
        """Whether it is the `__init__.py` of a folder."""
        return self.path.stem == "__init__"

    @property
    def folder(self) -> str:
        """The folder it lies in."""
        return self.path.parent.as_posix()

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every part of its syntax, outer parts first."""
        return tuple(ast.walk(self.syntax))

    @property
    def lines(self) -> int:
        """How many lines it has, empty ones and comments too."""
        return len(self.text.splitlines())


@dataclass(frozen=True)
class Tree:
    """The checkout at `root`."""

    root: Path

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Every module of the package, by path. Raises FileNotFoundError where there is none."""
        found = tuple(self._read(path) for path in self.files(PACKAGE, "*.py"))
        if not found:
            raise FileNotFoundError(f"{self.root} has no package {PACKAGE}")
        return found

    def files(self, folder: str, pattern: str) -> Iterator[Path]:
        """Yield the files below a folder of the tree, in order, without what Python cached."""
        for path in sorted((self.root / folder).rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path

    def _read(self, path: Path) -> Module:
        return Module(path.relative_to(self.root), path.read_text("utf-8"))
