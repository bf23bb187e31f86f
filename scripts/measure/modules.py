"""How modules lie in folders, how long they are, and which small one has a single importer."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.measure.tree import Module, Tree


@dataclass(frozen=True)
class Single:
    """A module that one other module imports, and no more."""

    path: str
    lines: int
    importer: str


def per_folder(tree: Tree) -> Mapping[str, int]:
    """Return how many modules lie directly in each folder, `__init__.py` not counted."""
    return Counter(module.folder for module in tree.modules if not module.is_package)


def longest(tree: Tree) -> Module:
    """Return the module with the most lines."""
    return max(tree.modules, key=lambda module: module.lines)


def importers(tree: Tree) -> Mapping[str, frozenset[str]]:
    """Return for each module, by dotted name, those of the package that import it."""
    known = {module.name for module in tree.modules}
    found: dict[str, set[str]] = defaultdict(set)
    for module in tree.modules:
        for name in _imported(module, known) - {module.name}:
            found[name].add(module.name)
    return {name: frozenset(by) for name, by in found.items()}


def small_singles(tree: Tree, *, under: int) -> tuple[Single, ...]:
    """Return the modules shorter than `under` lines with exactly one importer."""
    by_name = importers(tree)
    return tuple(
        Single(module.path.as_posix(), module.lines, next(iter(by_name[module.name])))
        for module in tree.modules
        if not module.is_package and module.lines < under and len(by_name.get(module.name, ())) == 1
    )


def _imported(module: Module, known: set[str]) -> set[str]:
    return {name for syntax in module.nodes for name in _named(syntax, module, known)}


def _named(syntax: ast.AST, module: Module, known: set[str]) -> Iterator[str]:
    """The modules that one statement imports: `from a import b` is `a.b` where that is one."""
    if isinstance(syntax, ast.Import):
        yield from (part.name for part in syntax.names if part.name in known)
    elif isinstance(syntax, ast.ImportFrom):
        source = _source(syntax, module)
        for part in syntax.names:
            whole = f"{source}.{part.name}"
            if whole in known or source in known:
                yield whole if whole in known else source


def _source(syntax: ast.ImportFrom, module: Module) -> str:
    if not syntax.level:
        return syntax.module or ""
    parts = module.path.with_suffix("").parts[: -syntax.level]
    return ".".join((*parts, *filter(None, [syntax.module])))
