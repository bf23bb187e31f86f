"""The reader's language and jurisdiction, from the address; and the texts in that language."""

from typing import Any

from babel.support import LazyProxy, NullTranslations
from flask import Blueprint, g, request

from intake.texts.catalogue import available_languages, catalogue
from intake.texts.languages import SOURCE_LANGUAGE
from intake.web.foundation.services import services


class PlaceUnknown(LookupError):
    """The address names no jurisdiction of this install, or a language that it does not offer."""


def resolve_place(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Set `g.jurisdiction` (or None) and `g.language` from the address, for error pages too."""
    parts = request.path.strip("/").split("/")
    jurisdictions = services().configuration.jurisdictions
    g.jurisdiction = jurisdictions.get(parts[0])
    offered = g.jurisdiction.languages if g.jurisdiction else available_languages()
    in_address = parts[1] if g.jurisdiction and len(parts) > 1 else None
    g.language = in_address if in_address in offered else preferred(offered)


def preferred(offered: tuple[str, ...]) -> str:
    """The offered language that the browser asks for first; English where none fits."""
    best = request.accept_languages.best_match(offered)
    return best or (SOURCE_LANGUAGE if SOURCE_LANGUAGE in offered else offered[0])


def attach_prefix(blueprint: Blueprint) -> None:
    """Serve a blueprint under `/<jurisdiction>/<language>`; views take neither as an argument.

    `url_for` fills both in from the page being shown, unless they are given.
    """
    blueprint.url_prefix = "/<jurisdiction>/<language>"
    blueprint.url_value_preprocessor(_take_place)
    blueprint.url_defaults(_give_place)


def translations() -> NullTranslations:
    """The catalogue of this request's language."""
    return catalogue(g.get("language", SOURCE_LANGUAGE))


def gettext(msgid: str, /, **values: object) -> str:
    """The text in this request's language, with `%(name)s` filled in."""
    text = translations().ugettext(msgid)
    return text % values if values else text


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The text for a count, in the plural form the language asks for; `%(num)s` is the count."""
    text = translations().ungettext(singular, plural, number)
    return text % {"num": number, **values}


def lazy_gettext(msgid: str, /, **values: object) -> LazyProxy:
    """A text that is put into the language when it is shown: for what a module defines once."""
    return LazyProxy(gettext, msgid, enable_cache=False, **values)


def _take_place(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    given = values or {}
    slug, language = given.pop("jurisdiction", None), given.pop("language", None)
    jurisdiction = g.jurisdiction
    if jurisdiction is None or jurisdiction.slug != slug or language not in jurisdiction.languages:
        raise PlaceUnknown


def _give_place(_endpoint: str, values: dict[str, Any]) -> None:
    if g.get("jurisdiction") is not None:
        values.setdefault("jurisdiction", g.jurisdiction.slug)
    values.setdefault("language", g.get("language", SOURCE_LANGUAGE))
