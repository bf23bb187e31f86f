"""Turn a notice into a neutral subject and body, in the reader's language, without Flask."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake.notify.kinds import NoticeKind
from intake.texts.catalogue import catalogue


def render_notice(
    kind: NoticeKind, *, language: str, templates_dir: Path, **values: str
) -> tuple[str, str]:
    """Render a notice.

    Returns:
        (subject, body); the subject is one line whatever a value holds.
    """
    environment = _environment(templates_dir, language)
    subject = environment.get_template(f"email/{kind.value}/subject.txt").render(**values)
    body = environment.get_template(f"email/{kind.value}/body.txt").render(**values)
    return " ".join(subject.split()), body.strip() + "\n"


@cache
def _environment(templates_dir: Path, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        autoescape=False,  # noqa: S701  plain text, nothing to escape
    )
    translations = catalogue(language)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment
