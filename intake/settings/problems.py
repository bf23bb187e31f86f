"""Mistakes in settings, in plain words: where it stands, what is wrong, what would be right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError


@dataclass(frozen=True, order=True)
class SettingProblem:
    """One mistake: the dotted name, where it was read, what is wrong and what would be right."""

    name: str
    place: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.name} ({self.place}): {self.wrong}; {self.right}"


class SettingsInvalid(Exception):
    """The settings cannot be used; `problems` holds every mistake found, not only the first."""

    def __init__(self, problems: Iterable[SettingProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def from_validation(
    error: ValidationError, *, model: type[BaseModel], places: Mapping[str, str]
) -> list[SettingProblem]:
    """Turn pydantic's errors into problems. Values are never repeated: they may be secrets."""
    return [_problem(detail, model=model, places=places) for detail in error.errors()]


def _problem(detail: Any, *, model: type[BaseModel], places: Mapping[str, str]) -> SettingProblem:
    name = ".".join(str(step) for step in detail["loc"])
    place = places.get(name, "not set")
    match detail["type"]:
        case "extra_forbidden":
            return SettingProblem(name, place, "is not a setting", _nearest(name, model))
        case "missing":
            return SettingProblem(name, place, "is missing", f"set {variable(name)}")
        case _:
            return SettingProblem(name, place, "is not allowed", _first_lower(str(detail["msg"])))


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
    return f"did you mean {near[0]}?" if near else "docs/settings.md lists every setting"


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]
