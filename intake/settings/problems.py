"""Mistakes in settings, in plain words: where it stands, what is wrong, what would be right."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from intake.bedrock.problems import Invalid, Problem

UNSET = "settings"


class SettingsInvalid(Invalid):
    """The settings cannot be used; the place of each problem is where the value was read."""


def from_validation(
    error: ValidationError, *, model: type[BaseModel], places: Mapping[str, str]
) -> list[Problem]:
    """Turn pydantic's errors into problems. Values are never repeated: they may be secrets."""
    return [_problem(detail, model=model, places=places) for detail in error.errors()]


def setting_problem(name: str, wrong: str, right: str, *, places: Mapping[str, str]) -> Problem:
    """Return a problem of one setting, at the place where its value was read."""
    return Problem(places.get(name, UNSET), wrong, right, key=name)


def _problem(detail: Any, *, model: type[BaseModel], places: Mapping[str, str]) -> Problem:
    name = ".".join(str(step) for step in detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            wrong, right = "is not a setting.", _nearest(name, model)
        case "missing":
            wrong, right = "is missing.", f"a value in {variable(name)}"
        case _:
            wrong, right = "is not allowed.", _what_is_allowed(str(detail["msg"]))
    return setting_problem(name, wrong, right, places=places)


def variable(name: str) -> str:
    """Return the environment variable of the setting with this dotted name."""
    return {"data_dir": "INTAKE_DATA"}.get(name, "INTAKE_" + name.upper().replace(".", "__"))


def names_of(model: type[BaseModel], prefix: str = "") -> list[str]:
    """Return the dotted names of all settings of a model, in the order in which it states them."""
    names: list[str] = []
    for name, field in model.model_fields.items():
        nested = field.annotation
        if isinstance(nested, type) and issubclass(nested, BaseModel):
            names += names_of(nested, f"{prefix}{name}.")
        else:
            names.append(prefix + name)
    return names


def _nearest(name: str, model: type[BaseModel]) -> str:
    near = get_close_matches(name, names_of(model), n=1)
    return f"{near[0]}?" if near else "one of the settings in docs/settings.md"


def _what_is_allowed(text: str) -> str:
    """What pydantic says, without the beginning that all of its sentences have."""
    text = text.removeprefix("Input should be ").removeprefix("Value error, ")
    return text[:1].lower() + text[1:]
