"""How many files one page reaches: its view, what is the view's alone, templates, texts, links.

The page is named by its address, which stays when modules are moved.
"""

import ast
from collections.abc import Iterator

from scripts.measure.modules import importers
from scripts.measure.tree import Module, Tree
from scripts.measure.words import (
    NotInTree,
    Reach,
    aside,
    gettexts,
    strings,
    translations,
    with_word,
)

METHODS = ("route", "get", "post")


def page_reach(tree: Tree, address: str) -> Reach:
    """Return the files of one page: its view, what only the view imports, templates, texts.

    Others count that name its endpoint, for a link or a redirect. Raises NotInTree.
    """
    view, endpoint = _view(tree, address)
    modules = _alone(tree, view)
    named = {text for module in modules for text in strings(module.syntax)}
    templates = {
        path.relative_to(tree.root).as_posix()
        for path in tree.files("templates", "*")
        if path.relative_to(tree.root / "templates").as_posix() in named
    }
    linking = {
        module.path.as_posix() for module in tree.modules if endpoint in set(strings(module.syntax))
    }
    files = {module.path.as_posix() for module in modules} | templates | linking
    files |= with_word(tree, "templates", endpoint)
    texts = {text for module in modules for text in gettexts(module.syntax)}
    files |= translations(tree, texts)
    return Reach(f"{address} ({endpoint})", tuple(sorted(files)), aside(tree, endpoint))


def _view(tree: Tree, address: str) -> tuple[Module, str]:
    for module in tree.modules:
        for rule, endpoint in _routes(module) if "Blueprint" in module.text else ():
            if rule == address:
                return module, endpoint
    raise NotInTree(f"no page has the address {address}")


def _routes(module: Module) -> Iterator[tuple[str, str]]:
    """Address and endpoint of each view of a module with a blueprint of its own."""
    named = dict(_blueprints(module.syntax))
    for view in module.nodes:
        if not isinstance(view, ast.FunctionDef):
            continue
        for variable, rule in filter(None, map(_route, view.decorator_list)):
            if variable in named:
                name, prefix = named[variable]
                yield prefix + rule, f"{name}.{view.name}"


def _route(syntax: ast.expr) -> tuple[str, str] | None:
    """The blueprint's variable and the rule, if it is `@blueprint.get("/rule")` or the like."""
    match syntax:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=variable), attr=method),
            args=[ast.Constant(value=str() as rule), *_],
        ) if method in METHODS:
            return variable, rule
    return None


def _blueprints(syntax: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    for part in syntax.body:
        match part:
            case ast.Assign(
                targets=[ast.Name(id=variable)],
                value=ast.Call(
                    func=ast.Name(id="Blueprint"),
                    args=[ast.Constant(value=str() as name), *_],
                    keywords=more,
                ),
            ):
                yield variable, (name, _prefix(more))


def _prefix(keywords: list[ast.keyword]) -> str:
    for keyword in keywords:
        if keyword.arg == "url_prefix" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return ""


def _alone(tree: Tree, view: Module) -> tuple[Module, ...]:
    """The module, and those that nothing but it and they import."""
    importing, members = importers(tree), {view.name}
    while more := {name for name, by in importing.items() if name not in members and by <= members}:
        members |= more
    return tuple(module for module in tree.modules if module.name in members)
