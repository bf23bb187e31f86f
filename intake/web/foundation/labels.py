"""Words for the codes of enums, in the reader's language: models hold codes, pages show these."""

from collections.abc import Mapping
from enum import StrEnum

from intake.rules.clock_rules import Period, PeriodUnit
from intake.web.foundation.languages import gettext, ngettext
from intake.web.words import PLAIN_WORDS, WORDS


class LabelMissing(LookupError):
    """A code without words: a page would have shown a machine's name for something."""


def label(code: StrEnum) -> str:
    """The field's term for an enum member. Raises LabelMissing; a test sees that it cannot."""
    return _word(code, WORDS)


def plain(code: StrEnum) -> str:
    """The words a resident reads for an enum member: plain ones where there are, else the term."""
    return _word(code, PLAIN_WORDS if type(code) in PLAIN_WORDS else WORDS)


def period(length: Period) -> str:
    """A period in words, such as "5 business days"."""
    count = length.amount
    if length.unit is PeriodUnit.HOURS:
        return ngettext("%(num)d hour", "%(num)d hours", count)
    if length.unit is PeriodUnit.DAYS:
        return ngettext("%(num)d day", "%(num)d days", count)
    return ngettext("%(num)d business day", "%(num)d business days", count)


def _word(code: StrEnum, tables: Mapping[type[StrEnum], Mapping[StrEnum, str]]) -> str:
    try:
        return gettext(tables[type(code)][code])
    except KeyError as error:
        raise LabelMissing(f"{type(code).__name__}.{code}") from error
