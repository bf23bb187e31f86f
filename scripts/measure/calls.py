"""How many arguments calls of the package's own functions and classes are given by hand."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scripts.measure.functions import FunctionSyntax
from scripts.measure.tree import PACKAGE, Module, Tree


class Kind(StrEnum):
    """What is called: a function, one that takes any names (`**values`), or a class."""

    FUNCTION = "function"
    OPEN = "open"
    CLASS = "class"


@dataclass(frozen=True)
class Call:
    """One call of something that the package defines.

    `arguments` are those written at the call, by place or by name; `*many` and `**more` are one
    each, for one value is passed on.
    """

    where: str
    callee: str
    arguments: int
    kind: Kind


def calls(tree: Tree) -> tuple[Call, ...]:
    """Return the calls of own functions and classes, those with the most arguments first.

    A plain name is own if the module defines it or imports it from the package. Of
    `value.name(...)` only the last name is known: it is own if the package has a function, method
    or class of that name, and is not taken for own where `value` was imported from elsewhere.
    """
    defined = _defined(tree)
    found = [call for module in tree.modules for call in _of(module, defined)]
    return tuple(sorted(found, key=lambda call: (-call.arguments, call.where)))


Source = tuple[str, str]
"""The module that defines something, and its name; no module where that is not known."""


def _defined(tree: Tree) -> Mapping[Source, Kind]:
    """What the package defines; of several with one name the strictest counts."""
    strictest = list(Kind)
    found: dict[Source, Kind] = {}
    for module in tree.modules:
        for syntax in module.nodes:
            if isinstance(syntax, FunctionSyntax | ast.ClassDef):
                for source in ((module.name, syntax.name), ("", syntax.name)):
                    both = (_kind(syntax), found.get(source, Kind.CLASS))
                    found[source] = min(both, key=strictest.index)
    return found


def _kind(syntax: FunctionSyntax | ast.ClassDef) -> Kind:
    if isinstance(syntax, ast.ClassDef):
        return Kind.CLASS
    return Kind.OPEN if syntax.args.kwarg else Kind.FUNCTION


def _of(module: Module, defined: Mapping[Source, Kind]) -> Iterator[Call]:
    own, foreign = _names(module)
    for syntax in module.nodes:
        if not isinstance(syntax, ast.Call):
            continue
        source = _callee(syntax.func, own, foreign)
        kind = defined.get(source) or defined.get(("", source[1]))
        if kind:
            yield Call(
                where=f"{module.path.as_posix()}:{syntax.lineno}",
                callee=source[1],
                arguments=len(syntax.args) + len(syntax.keywords),
                kind=kind,
            )


def _callee(syntax: ast.expr, own: Mapping[str, Source], foreign: frozenset[str]) -> Source:
    """What is called, if the package may define it; a source without a name where it cannot."""
    if isinstance(syntax, ast.Name):
        return own.get(syntax.id, ("", ""))
    if isinstance(syntax, ast.Attribute) and _bottom(syntax) not in foreign:
        return "", syntax.attr
    return "", ""


def _bottom(syntax: ast.expr) -> str:
    while isinstance(syntax, ast.Attribute | ast.Call):
        syntax = syntax.value if isinstance(syntax, ast.Attribute) else syntax.func
    return syntax.id if isinstance(syntax, ast.Name) else ""


def _names(module: Module) -> tuple[Mapping[str, Source], frozenset[str]]:
    """What names mean here: own ones by where they come from, and foreign ones."""
    own: dict[str, Source] = {}
    foreign: set[str] = set()
    for syntax in module.nodes:
        match syntax:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                own[syntax.name] = module.name, syntax.name
            case ast.ImportFrom() if _is_own(syntax):
                source = "" if syntax.level else syntax.module or ""
                own.update({part.asname or part.name: (source, part.name) for part in syntax.names})
            case ast.ImportFrom() | ast.Import():
                foreign.update(
                    (part.asname or part.name).partition(".")[0] for part in syntax.names
                )
    return own, frozenset(foreign - set(own) - {PACKAGE})


def _is_own(syntax: ast.ImportFrom) -> bool:
    return bool(syntax.level) or (syntax.module or "").partition(".")[0] == PACKAGE
