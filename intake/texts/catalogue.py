"""Message catalogues read from .po files in memory: English is the msgid, nothing is compiled."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from intake.texts.languages import SOURCE_LANGUAGE, locale_of

LOCALES = Path(__file__).parent / "locales"


class CatalogueInvalid(ValueError):
    """A .po file does not parse, or two files translate one msgid in two ways."""


def available_languages(folder: Path = LOCALES) -> tuple[str, ...]:
    """Tags of the languages the interface has texts for, English first."""
    others = sorted(path.name for path in folder.iterdir() if any(path.glob("*.po")))
    return (SOURCE_LANGUAGE, *(tag for tag in others if tag != SOURCE_LANGUAGE))


def po_files(language: str, folder: Path = LOCALES) -> tuple[Path, ...]:
    """The .po files of one language, one per audience, in the order they are merged."""
    return tuple(sorted((folder / language).glob("*.po")))


def read_catalog(path: Path, language: str) -> Catalog:
    """One .po file, parsed strictly. Raises CatalogueInvalid."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=locale_of(language).language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueInvalid(f"{path}: {error}") from error


def translated(catalog: Catalog) -> Iterator[Message]:
    """The messages that carry a finished translation: not empty, not marked fuzzy."""
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not message.fuzzy and all(strings):
            yield message


def merged(language: str, folder: Path = LOCALES) -> Catalog:
    """All files of one language as one catalog. Raises CatalogueInvalid on a contradiction."""
    whole = Catalog(locale=locale_of(language).language)
    for path in po_files(language, folder):
        for message in translated(read_catalog(path, language)):
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise CatalogueInvalid(f"{path}: a second translation of {message.id!r}")
            whole.add(message.id, message.string, context=message.context)
    return whole


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations for one language tag; an unknown or missing text stays English.

    Raises CatalogueInvalid when a file of this install is broken.
    """
    if language == SOURCE_LANGUAGE or not po_files(language):
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, merged(language))
    compiled.seek(0)
    return Translations(compiled)
