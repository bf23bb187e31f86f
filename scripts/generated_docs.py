"""Pages of docs/ that are made from the code: written with --write, otherwise compared.

Each page of `PAGES` is made whole from what the code itself works with, so that it cannot tell
another story.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from intake.cases.workflow import diagram
from intake.settings.model import Settings
from intake.settings.problems import variable

DOCS = Path(__file__).resolve().parent.parent / "docs"

SETTINGS_INTRODUCTION = """\
# Settings

Made from `intake/settings/model.py` by `make fix`; `make check` compares.

Settings are read from a TOML file (`intake.toml` in the data folder, or the file that
`INTAKE_SETTINGS` names) and from the environment, which wins. `INTAKE_DATA` names the data folder
(default `var`); `PORT` is another name of `INTAKE_PORT`. An unknown name, a placeholder or a
missing secret keeps intake from starting, and every mistake is told at once.
"""


def settings_page() -> str:
    """Make docs/settings.md: every setting, its variable, its default and its limits."""
    return SETTINGS_INTRODUCTION + "".join(_sections(Settings))


def _sections(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    nested = {
        name: field.annotation
        for name, field in model.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    }
    title = f"`[{prefix.rstrip('.')}]`" if prefix else "At the top of the file"
    yield f"\n## {title}\n\n{model.__doc__}\n\n"
    yield "| Setting | Variable | Default | What it is for |\n|---|---|---|---|\n"
    for name, field in model.model_fields.items():
        if name not in nested:
            yield _row(prefix + name, field)
    for name, inner in nested.items():
        yield from _sections(inner, f"{prefix}{name}.")


def _row(name: str, field: FieldInfo) -> str:
    default = "" if field.is_required() or field.default is None else f"`{field.default}`"
    about = f"{field.description}{_limits(field)}".replace("|", "\\|")
    return f"| `{name}` | `{variable(name)}` | {default} | {about} |\n"


def _limits(field: FieldInfo) -> str:
    least = [part.ge for part in _metadata(field) if isinstance(part, Ge)]
    most = [part.le for part in _metadata(field) if isinstance(part, Le)]
    return f" From {least[0]} to {most[0]}." if least and most else ""


def _metadata(field: FieldInfo) -> list[Any]:
    inner = get_args(field.annotation) if get_origin(field.annotation) else ()
    return [*field.metadata, *(part for part in inner if isinstance(part, Ge | Le))]


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "workflow.md": diagram.document,
}


def outdated(docs: Path = DOCS) -> list[str]:
    """Return the names of pages that are missing or differ from what the code says now."""
    return [
        name
        for name, make in PAGES.items()
        if not (docs / name).is_file() or (docs / name).read_text("utf-8") != make()
    ]


def write(docs: Path = DOCS) -> None:
    """Write every page anew."""
    for name, make in PAGES.items():
        (docs / name).write_text(make(), "utf-8")


def main(words: list[str]) -> int:
    """Write (`--write`) or compare; return 1 where a page is outdated."""
    if words == ["--write"]:
        write()
        return 0
    names = outdated()
    for name in names:
        print(f"docs/{name} differs from the code: make fix")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
