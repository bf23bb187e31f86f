"""The staff pages: every module of the rooms that has a blueprint, and the guards before it."""

from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from flask import Blueprint

import intake.web.staff as package
from intake.web.foundation.errors import ErrorRow
from intake.web.staff.demonstration.views import only_in_a_demonstration
from intake.web.staff.entry.session import GUARDS

__all__ = ["BLUEPRINTS", "ERRORS", "GUARDS", "ONLY_IN_A_DEMONSTRATION"]


def _modules() -> tuple[ModuleType, ...]:
    rooms = walk_packages(package.__path__, f"{package.__name__}.")
    names = sorted(found.name for found in rooms if found.name != __name__)
    return tuple(import_module(name) for name in names)


_MODULES = _modules()
BLUEPRINTS: tuple[Blueprint, ...] = tuple(
    module.blueprint
    for module in _MODULES
    if isinstance(getattr(module, "blueprint", None), Blueprint)
)
ONLY_IN_A_DEMONSTRATION: tuple[Blueprint, ...] = (only_in_a_demonstration,)
ERRORS: tuple[ErrorRow, ...] = tuple(
    row for module in _MODULES for row in getattr(module, "ERRORS", ())
)
