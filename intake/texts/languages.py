"""Languages by their tag: own name, direction of script, and the locale that formats for them."""

from functools import cache

from babel import Locale, UnknownLocaleError

SOURCE_LANGUAGE = "en"


class UnknownLanguage(LookupError):
    """The tag names no language that Babel knows."""


@cache
def locale_of(language: str) -> Locale:
    """The Babel locale for a BCP 47 tag, in its United States variety where one exists.

    Residents live in the United States, so Spanish times read "3:30 p. m.", not "15:30".
    Raises UnknownLanguage.
    """
    try:
        plain = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise UnknownLanguage(language) from error
    if plain.territory or plain.script:
        return plain
    try:
        return Locale(plain.language, territory="US")
    except UnknownLocaleError:
        return plain


@cache
def own_name(language: str) -> str:
    """The language's name in itself, with a capital where its script has one: "Español"."""
    locale = Locale.parse(language, sep="-")
    full = "-" in language
    name = (
        locale.get_display_name(locale) if full else locale.get_language_name(locale)
    ) or language
    return name[:1].upper() + name[1:]


@cache
def name_in(language: str, reader: str) -> str:
    """The language's name in another, with a capital: "Spanish" for `es` in English."""
    name = Locale.parse(language, sep="-").get_display_name(locale_of(reader)) or language
    return name[:1].upper() + name[1:]


@cache
def direction(language: str) -> str:
    """`rtl` for a script that runs from right to left, else `ltr` (values of HTML `dir`)."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"
