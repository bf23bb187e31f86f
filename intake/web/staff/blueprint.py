"""The staff pages: every module of this package that has a blueprint, and the guards before it."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from flask import Blueprint

import intake.web.staff as package
from intake.web.errors import ErrorRow
from intake.web.staff.faults import FAULTS
from intake.web.staff.session import GUARDS

__all__ = ["BLUEPRINTS", "ERRORS", "GUARDS"]


def _modules() -> tuple[ModuleType, ...]:
    names = (found.name for found in iter_modules(package.__path__) if found.name != "blueprint")
    return tuple(import_module(f"{package.__name__}.{name}") for name in sorted(names))


_MODULES = _modules()
BLUEPRINTS: tuple[Blueprint, ...] = tuple(
    module.blueprint
    for module in _MODULES
    if isinstance(getattr(module, "blueprint", None), Blueprint)
)
ERRORS: tuple[ErrorRow, ...] = FAULTS + tuple(
    row for module in _MODULES for row in getattr(module, "ERRORS", ())
)
