"""Documents to print, as HTML from the templates of `templates/documents/`, without Flask."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake.settings.locations import templates_dir
from intake.texts.catalogue import catalogue
from intake.texts.languages import direction

FOLDER = "documents"


def paper(name: str, language: str, /, **values: Any) -> str:
    """A whole HTML document in a language, with all its styles inside."""
    template = _environment(language).get_template(f"{FOLDER}/{name}")
    return template.render(language=language, direction=direction(language), **values)


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
