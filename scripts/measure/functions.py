"""How long functions are, and how many parameters they take."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from scripts.measure.tree import Module, Tree

FunctionSyntax = ast.FunctionDef | ast.AsyncFunctionDef
BOUND = ("self", "cls")


@dataclass(frozen=True)
class Function:
    """One function or method.

    Attributes:
        where: the file and the line of its `def`.
        lines: from `def` to its last line; decorators do not count, the docstring does. A function
            inside another is one of its own, and its lines also count for the outer one: whoever
            reads the outer one reads them.
        code: the same without the docstring.
        parameters: all that its signature names, without `self` and `cls`.
        inner: whether it stands inside another function.
    """

    where: str
    name: str
    lines: int
    code: int
    parameters: int
    inner: bool


@dataclass(frozen=True)
class Spread:
    """Median, 95th percentile (nearest rank) and maximum of a measure."""

    median: float
    p95: int
    max: int


def functions(tree: Tree) -> tuple[Function, ...]:
    """Return every function of the package."""
    return tuple(found for module in tree.modules for found in _inside(module, module.syntax))


def spread(values: Sequence[int]) -> Spread:
    """Return how values spread; zeros where there are none."""
    if not values:
        return Spread(0, 0, 0)
    ordered = sorted(values)
    return Spread(median(ordered), ordered[ceil(0.95 * len(ordered)) - 1], ordered[-1])


def parameters_of(syntax: FunctionSyntax) -> int:
    """Count what the signature names; `*args` and `**more` are one each."""
    asked = syntax.args
    named = [*asked.posonlyargs, *asked.args, *asked.kwonlyargs]
    starred = [part for part in (asked.vararg, asked.kwarg) if part]
    return sum(part.arg not in BOUND for part in named) + len(starred)


def _inside(module: Module, syntax: ast.AST, inner: bool = False) -> Iterator[Function]:
    for child in ast.iter_child_nodes(syntax):
        is_function = isinstance(child, FunctionSyntax)
        if isinstance(child, FunctionSyntax):
            yield _function(module, child, inner)
        yield from _inside(module, child, inner or is_function)


def _function(module: Module, syntax: FunctionSyntax, inner: bool) -> Function:
    lines = _height(syntax)
    documented = ast.get_docstring(syntax) is not None
    return Function(
        where=f"{module.path.as_posix()}:{syntax.lineno}",
        name=syntax.name,
        lines=lines,
        code=lines - (_height(syntax.body[0]) if documented else 0),
        parameters=parameters_of(syntax),
        inner=inner,
    )


def _height(syntax: ast.stmt) -> int:
    return (syntax.end_lineno or syntax.lineno) - syntax.lineno + 1
