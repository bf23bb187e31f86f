"""What a release says in plain sentences, beyond its totals; only from numbers that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.publication.pages.history import History, Number
from intake.publication.printed.headlines import headlines
from intake.publication.printed.words import Words
from intake.texts.dates import whole_number
from intake.texts.marking import marked as _

FIRST_WAIT = _("Half of the people who got a first answer waited this long or less: %(band)s.")
DURATION = _("Half of the cases that ended took this long or less: %(band)s.")
BANDS = (("first_answers", "waiting", FIRST_WAIT), ("cases_ended", "duration", DURATION))


def sentences(history: History, words: Words) -> tuple[str, ...]:
    """The sentences, the most important first."""
    speaker = _Speaker(history, words)
    totals = headlines(history.newest, words.language, before=history.before)
    # How many numbers are kept back is said last there, and stays last.
    protected = history.newest.is_rounded or history.newest.release["withheld"]
    last = -1 if protected else len(totals)
    return (
        *totals[:last],
        *speaker.bands(),
        *speaker.urgent(),
        *speaker.referrals(),
        *speaker.recommendations(),
        *speaker.cohort(),
        *totals[last:],
    )


class _Speaker:
    def __init__(self, history: History, words: Words) -> None:
        self.history = history
        self.words = words
        self.say = words.say
        self.period = history.newest.period

    def bands(self) -> Iterator[str]:
        """The band of the middle one; of rounded numbers nobody can tell."""
        if self.history.newest.is_rounded:
            return
        for measure, dimension, sentence in BANDS:
            values = self.history.newest.catalogue["dimensions"].get(dimension, {"values": ()})
            ids = [value["id"] for value in values["values"]]
            found = [self.find(measure, **{dimension: id}) for id in ids]
            known = [number.count for number in found if number is not None]
            places = middle_bands(known) if len(known) == len(ids) else ()
            if places:
                band = self.words.value(dimension, ids[places[0]])
                yield self.say.gettext(sentence) % {"band": band}

    def urgent(self) -> Iterator[str]:
        """How many urgent actions ended, and after how many the person was released."""
        ended, released = self.pair("urgent_ended", outcome="released")
        if ended:
            sentence = self.say.ngettext(
                "%(number)s urgent action ended.", "%(number)s urgent actions ended.", ended
            )
            yield self.filled(sentence, number=ended) + self._released(released)

    def referrals(self) -> Iterator[str]:
        """How many referrals nobody confirmed."""
        ended, unanswered = self.pair("referrals_ended", result="not_confirmed")
        if ended and unanswered is not None:
            sentence = self.say.ngettext(
                "%(number)s referral to another office ended; %(missing)s was not confirmed in "
                "time.",
                "%(number)s referrals to other offices ended; %(missing)s of them were not "
                "confirmed in time.",
                ended,
            )
            yield self.filled(sentence, number=ended, missing=unanswered)

    def recommendations(self) -> Iterator[str]:
        """How many recommendations the agencies accepted."""
        ended, accepted = self.pair("recommendations_answered", answer="accepted")
        if ended and accepted is not None:
            sentence = self.say.ngettext(
                "%(number)s recommendation ended; agencies accepted %(accepted)s.",
                "%(number)s recommendations ended; agencies accepted %(accepted)s.",
                ended,
            )
            yield self.filled(sentence, number=ended, accepted=accepted)

    def cohort(self) -> Iterator[str]:
        """With the last quarter of a year: what is still open of the year before."""
        year = int(self.period[:4]) - 1
        if not self.period.endswith("Q4"):
            return
        opened = self.history.find("cases_of_year", str(year))
        still = self.history.find("cases_of_year", str(year), standing="still_open")
        if opened and still and opened.count and still.count is not None:
            sentence = self.say.ngettext(
                "Of %(number)s case opened in %(year)s, %(still)s was still open at the end of "
                "%(next)s.",
                "Of %(number)s cases opened in %(year)s, %(still)s were still open at the end of "
                "%(next)s.",
                opened.count,
            )
            yield sentence % {
                "number": self.words.number(opened.count),
                "still": self.words.number(still.count),
                "year": year,
                "next": year + 1,
            }

    def pair(self, measure: str, **where: str) -> tuple[int | None, int | None]:
        """A measure's total and one of its parts, as far as they are shown."""
        whole, part = self.find(measure), self.find(measure, **where)
        return (whole.count if whole else None, part.count if part else None)

    def find(self, measure: str, **where: str) -> Number | None:
        """A number of the release's own quarter."""
        return self.history.find(measure, self.period, **where)

    def filled(self, sentence: str, **counts: int) -> str:
        """A sentence with its numbers in place."""
        return sentence % {
            name: whole_number(count, self.words.language) for name, count in counts.items()
        }

    def _released(self, released: int | None) -> str:
        if released is None:
            return ""
        sentence = self.say.ngettext(
            "In %(number)s of them the person was released.",
            "In %(number)s of them the person was released.",
            released,
        )
        return " " + self.filled(sentence, number=released)


def middle_bands(counts: Sequence[int | None]) -> tuple[int, ...]:
    """The places of the bands that hold the middle one, or the middle two of an even number.

    Only from a row of which every number is shown: of a withheld one nothing is said here that
    could narrow it down. Empty where a number is withheld, or where there is nothing to count.
    """
    if any(count is None for count in counts):
        return ()
    shown = [count or 0 for count in counts]
    total = sum(shown)
    if not total:
        return ()
    places = {_place(shown, rank) for rank in ((total - 1) // 2, total // 2)}
    return tuple(sorted(places))


def _place(counts: Sequence[int], rank: int) -> int:
    """The band of the one with this rank, counted from zero."""
    for place, count in enumerate(counts):
        if rank < count:
            return place
        rank -= count
    raise ValueError("there are not so many")
