"""Templates become pages: one environment, strict about names, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, g, make_response, render_template
from jinja2 import StrictUndefined
from wtforms.fields import Field

from intake.bedrock.characters import made_whole
from intake.texts import dates
from intake.texts.languages import SOURCE_LANGUAGE, direction, own_name
from intake.web.foundation import csrf, headers, labels, languages
from intake.web.foundation.assets import stylesheet_address
from intake.web.foundation.navigation import has_page, language_links, link_to
from intake.web.foundation.services import services

UTC = ZoneInfo("UTC")


def page(
    template: str, *, status: int = 200, language: str | None = None, **context: object
) -> Response:
    """Render a template as the answer, in `language` or else in the language of the request.

    What was posted and could not be read is shown as "�".
    """
    if language is not None:
        g.language = language
    return make_response(made_whole(render_template(template, **context)), status)


def in_request_language() -> str:
    """The tag of the language this answer is written in."""
    tag: str = g.get("language", SOURCE_LANGUAGE)
    return tag


def long_date(day: date) -> str:
    """A day in words, in the reader's language."""
    return dates.long_date(day, in_request_language())


def weekday_date(day: date) -> str:
    """A day in words with its weekday, in the reader's language."""
    return dates.weekday_date(day, in_request_language())


def short_date(day: date) -> str:
    """A day as tables show it, in the reader's language."""
    return dates.short_date(day, in_request_language())


def moment(at: datetime, zone: ZoneInfo | None = None) -> str:
    """Day and clock time in the jurisdiction's zone, or in `zone` where the page knows better."""
    return dates.long_moment(at, in_request_language(), zone=zone or _zone())


def clock_time(at: datetime, zone: ZoneInfo | None = None) -> str:
    """The clock time in the jurisdiction's zone, or in `zone`."""
    return dates.clock_time(at, in_request_language(), zone=zone or _zone())


def whole_number(value: int) -> str:
    """A whole number with the separators of the reader's language."""
    return dates.whole_number(value, in_request_language())


def install(app: Flask) -> None:
    """Set up the template environment of `app`."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: languages.translations().ugettext(text),
        lambda one, many, count: languages.translations().ungettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, text: languages.translations().upgettext(context, text),
        npgettext=lambda context, one, many, count: languages.translations().unpgettext(
            context, one, many, count
        ),
    )
    environment.filters.update(
        label=labels.label,
        plain=labels.plain,
        period=labels.period,
        long_date=long_date,
        weekday_date=weekday_date,
        short_date=short_date,
        moment=moment,
        clock_time=clock_time,
        whole_number=whole_number,
    )
    environment.globals.update(
        csp_nonce=headers.nonce,
        resident_token=csrf.resident_token,
        language_name=own_name,
        direction_of=direction,
        stylesheet=stylesheet_address,
        language_links=language_links,
        has_page=has_page,
        link_to=link_to,
        again_token=csrf.token_of_this_side,
        attributes=control_attributes,
        described_by=described_by,
        first_control=first_control,
    )
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    language = in_request_language()
    settings = services().settings
    return {
        "language": language,
        "direction": direction(language),
        "jurisdiction": g.get("jurisdiction"),
        "demonstration": settings.demonstration,
        "leave_url": settings.leave_url,
    }


def _zone() -> ZoneInfo:
    jurisdiction = g.get("jurisdiction")
    zone: ZoneInfo = UTC if jurisdiction is None else jurisdiction.timezone
    return zone


def described_by(field: Field) -> str:
    """The ids of the hint and the error of a field, for `aria-describedby`."""
    hint = f"{field.id}-hint" if field.description else ""
    error = f"{field.id}-error" if field.errors else ""
    return f"{hint} {error}".strip()


def control_attributes(field: Field, more: Mapping[str, object]) -> dict[str, object]:
    """The attributes of a control: `more`, then what ties it to its hint and error.

    Browsers keep nothing of what is typed unless a page asks for it: the device may be shared.
    """
    found: dict[str, object] = {"autocomplete": "off", "required": False, **more}
    if described := described_by(field):
        found["aria-describedby"] = described
    if field.errors:
        found["aria-invalid"] = "true"
    return found


def first_control(field: Field) -> str:
    """The id that a link in the summary of errors leads to: the first option of a group."""
    for option in field if hasattr(field, "iter_choices") and field.type != "SelectField" else ():
        return str(option.id)
    return str(field.id)
