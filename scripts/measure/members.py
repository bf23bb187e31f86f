"""How many files an event or a sealed part reaches: those that mention one member of an enum.

The member is named by the value that is stored, which no change of names in Python touches.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.measure.tree import Module, Tree
from scripts.measure.words import NotInTree, Reach, aside, gettexts, translations, with_word


@dataclass(frozen=True)
class Member:
    """A member of an enum; `value` is what is stored."""

    enum: str
    name: str
    value: str

    def is_meant(self, syntax: ast.AST, names: frozenset[str]) -> bool:
        """Whether it is `EventKind.MEMBER`, or the same under another name that the module uses."""
        match syntax:
            case ast.Attribute(value=ast.Name(id=enum), attr=self.name):
                return enum in names
        return False


def member_reach(tree: Tree, enum: str, value: str, *, as_text: bool) -> Reach:
    """Return the files that mention a member of an enum.

    In Python it is `Enum.MEMBER`; in translations a text that Python has beside the member. With
    `as_text` the stored value counts as well: as a string in Python, as a word in templates and
    configuration. It says little where the value is an everyday word. Raises NotInTree.
    """
    member = _member(tree, enum, value)
    found = [module for module in tree.modules if _mentions(module, member, as_text)]
    files = {module.path.as_posix() for module in found}
    for folder in ("templates", "config") if as_text else ():
        files |= with_word(tree, folder, value)
    files |= translations(tree, {text for module in found for text in _beside(module, member)})
    beside = aside(tree, f"{enum}.{member.name}", *[value] * as_text)
    return Reach(f"{enum} {value}", tuple(sorted(files)), beside)


def _member(tree: Tree, enum: str, value: str) -> Member:
    for module in tree.modules:
        for found in module.nodes if enum in module.text else ():
            if isinstance(found, ast.ClassDef) and found.name == enum:
                for name, stored in _members(found):
                    if stored == value:
                        return Member(enum, name, value)
    raise NotInTree(f"{enum} has no member that is stored as {value}")


def _members(syntax: ast.ClassDef) -> Iterator[tuple[str, object]]:
    for part in syntax.body:
        match part:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=stored)):
                yield name, stored


def _mentions(module: Module, member: Member, as_text: bool) -> bool:
    if member.name not in module.text and member.value not in module.text:
        return False
    names = _names(module, member.enum)
    return any(
        member.is_meant(part, names)
        or _defines(part, member)
        or (as_text and isinstance(part, ast.Constant) and part.value == member.value)
        for part in module.nodes
    )


def _defines(syntax: ast.AST, member: Member) -> bool:
    return isinstance(syntax, ast.ClassDef) and syntax.name == member.enum


def _names(module: Module, enum: str) -> frozenset[str]:
    """The enum's own name and what else it is called here, as after `_E = EventKind`."""
    names = {enum}
    for part in module.nodes:
        match part:
            case ast.alias(name=name, asname=str() as other) if name == enum:
                names.add(other)
            case ast.Assign(targets=[ast.Name(id=other)], value=ast.Name(id=name)) if name == enum:
                names.add(other)
            case ast.Assign(targets=[ast.Tuple(elts=others)], value=ast.Tuple(elts=values)):
                names.update(_paired(others, values, enum))
    return frozenset(names)


def _paired(others: list[ast.expr], values: list[ast.expr], enum: str) -> Iterator[str]:
    for other, value in zip(others, values, strict=False):
        match other, value:
            case ast.Name(id=name), ast.Name(id=meant) if meant == enum:
                yield name


def _beside(module: Module, member: Member) -> Iterator[str]:
    """Texts for translation that stand with the member: as its value in a table, or in one call."""
    names = _names(module, member.enum)
    for part in module.nodes:
        match part:
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if key is not None and member.is_meant(key, names):
                        yield from gettexts(value)
            case ast.Call(args=[first, *_]) if member.is_meant(first, names):
                yield from gettexts(part)
