"""Where settings come from: a TOML file first, the environment over it, and where each stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake.bedrock.problems import Problem
from intake.bedrock.toml import read_toml
from intake.settings.problems import SettingsInvalid

PREFIX = "INTAKE_"
ALIASES = {"INTAKE_DATA": "data_dir", "PORT": "port"}
NOT_SETTINGS = frozenset({"INTAKE_SETTINGS"})


@dataclass
class Gathered:
    """Raw values as a tree, and for each dotted name the place where its value was read."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, *, place: str) -> None:
        """Set one dotted name, over whatever stood there."""
        *parents, leaf = name.split(".")
        branch = self.values
        for parent in parents:
            below = branch.get(parent)
            branch[parent] = branch = below if isinstance(below, dict) else {}
        branch[leaf] = value
        self.places[name] = place

    def has(self, name: str) -> bool:
        """Say whether a value was read for this dotted name."""
        return name in self.places


def gather(environ: Mapping[str, str], *, toml_path: Path | None) -> Gathered:
    """Read the file, if there is one, and the environment over it."""
    gathered = Gathered()
    if toml_path is not None:
        _put_tree(gathered, _content(toml_path), place=str(toml_path))
    for key in sorted(environ):
        name = _name_of(key)
        # An empty variable counts as unset: that is how env files and units clear one.
        if name is not None and environ[key] != "":
            gathered.put(name, environ[key], place=f"environment variable {key}")
    return gathered


def _name_of(key: str) -> str | None:
    if key in ALIASES:
        return ALIASES[key]
    if not key.startswith(PREFIX) or key in NOT_SETTINGS:
        return None
    return key.removeprefix(PREFIX).lower().replace("__", ".")


def _put_tree(gathered: Gathered, tree: Mapping[str, Any], *, place: str, prefix: str = "") -> None:
    for key, value in tree.items():
        if isinstance(value, dict):
            _put_tree(gathered, value, place=place, prefix=f"{prefix}{key}.")
        else:
            gathered.put(prefix + key, value, place=place)


def _content(path: Path) -> dict[str, Any]:
    content = read_toml(path)
    if isinstance(content, Problem):
        raise SettingsInvalid([content])
    return content
