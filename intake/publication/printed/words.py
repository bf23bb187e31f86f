"""Words of printed reports that are not in a release: periods, counts, the mark of a withheld
number.
"""

from __future__ import annotations

from babel.support import NullTranslations

from intake.publication.printed.material import TOTAL, Material, PublishedTable
from intake.texts.catalogue import catalogue
from intake.texts.dates import whole_number
from intake.texts.marking import marked as _

QUARTERS = {
    "1": _("first quarter of %(year)s"),
    "2": _("second quarter of %(year)s"),
    "3": _("third quarter of %(year)s"),
    "4": _("fourth quarter of %(year)s"),
}
UNITS = {
    "complaint": _("complaints"),
    "case": _("cases"),
    "allegation": _("allegations"),
    "clock": _("deadlines"),
}


def period_words(period: str, language: str) -> str:
    """A quarter or a year in words: "third quarter of 2026", "2026"."""
    year, _q, number = period.partition("Q")
    return catalogue(language).gettext(QUARTERS[number]) % {"year": year} if number else year


class Words:
    """The words of one language, for one release."""

    def __init__(self, material: Material, language: str) -> None:
        self.material = material
        self.language = language
        self.say: NullTranslations = catalogue(language)

    @property
    def withheld(self) -> str:
        """What stands in the place of a number that is kept back."""
        return self.say.gettext("withheld")

    def why_withheld(self) -> str:
        """Why a number is kept back, in a sentence."""
        return self.say.gettext(
            "The number is under %(k)s, or someone could use it to calculate a number under %(k)s."
        ) % {"k": self.material.catalogue["k"]}

    def period(self, period: str) -> str:
        """A quarter or a year in words: "third quarter of 2026", "2026"."""
        return period_words(period, self.language)

    def short_period(self, period: str) -> str:
        """A quarter as an axis shows it: "Q3 2026" in English."""
        year, _q, number = period.partition("Q")
        if not number:
            return year
        return self.say.gettext("Q%(number)s %(year)s") % {"number": number, "year": year}

    def number(self, count: int | None) -> str:
        """A number with the separators of the language, or the mark of a withheld one."""
        return self.withheld if count is None else whole_number(count, self.language)

    def unit(self, unit: str) -> str:
        """What a table counts."""
        return self.say.gettext(UNITS[unit])

    def dimension(self, name: str) -> str:
        """A column's name, beginning with a capital."""
        return self.material.dimension(name).in_(self.language)

    def value(self, dimension: str, value: str) -> str:
        """A value of a dimension, or "all" for its margin."""
        if value == TOTAL:
            return self.say.gettext("total")
        return self.material.value(dimension, value).in_(self.language)

    def title(self, table: PublishedTable) -> str:
        """A table's title."""
        return table.title.in_(self.language)
