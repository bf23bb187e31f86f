"""What a quarter's release says, in a few plain sentences; only from numbers that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intake.publication.printed.material import Material
from intake.publication.printed.words import Words
from intake.texts.dates import whole_number

COMPLAINTS, CASES = "complaints_received", "cases_received"


def headlines(material: Material, language: str, *, before: Material | None) -> tuple[str, ...]:
    """The sentences, the most important first.

    Args:
        before: the release of the quarter before, to compare with.
    """
    speaker = _Speaker(material, language)
    return tuple(
        sentence
        for sentences in (
            speaker.received(before),
            speaker.ended(),
            speaker.decided(),
            speaker.deadlines(),
            speaker.protection(),
        )
        for sentence in sentences
    )


def totals(releases: Sequence[Material], measure: str) -> Mapping[str, int | None]:
    """The totals of a measure by quarter, oldest first, as the releases gave them out."""
    found: dict[str, int | None] = {}
    for release in releases:
        for table in release.tables:
            if table.measure == measure and table.level == "quarter":
                for row in table.rows:
                    if not set(row.values) - {"total"}:
                        found[row.period] = row.count
    return dict(sorted(found.items()))


class _Speaker:
    def __init__(self, material: Material, language: str) -> None:
        self.material = material
        self.words = Words(material, language)
        self.language = language
        self.say = self.words.say

    def total(self, measure: str, **where: str) -> tuple[bool, int | None]:
        """Whether the release decided on the cell, and its number."""
        if not self.material.has(measure, self.material.period, **where):
            return (False, None)
        return (True, self.material.count(measure, self.material.period, **where))

    def filled(self, sentence: str, **counts: int) -> str:
        """A sentence with its numbers in place."""
        return sentence % {
            name: whole_number(count, self.language) for name, count in counts.items()
        }

    def received(self, before: Material | None) -> Iterator[str]:
        known, complaints = self.total(COMPLAINTS)
        if known and complaints is None:
            yield self.say.gettext("The number of complaints received is withheld.")
        if complaints is not None:
            sentence = self.say.ngettext(
                "%(number)s complaint was received.",
                "%(number)s complaints were received.",
                complaints,
            )
            yield self.filled(sentence, number=complaints) + self._compared(before)
        _known, cases = self.total(CASES)
        if cases is not None:
            sentence = self.say.ngettext(
                "%(number)s case was opened.", "%(number)s cases were opened.", cases
            )
            yield self.filled(sentence, number=cases)

    def ended(self) -> Iterator[str]:
        known, ended = self.total("cases_ended")
        if ended is None:
            if known:
                yield self.say.gettext("The number of cases that ended is withheld.")
            return
        sentence = self.say.ngettext("%(number)s case ended.", "%(number)s cases ended.", ended)
        yield self.filled(sentence, number=ended) + self._with_findings(ended)

    def decided(self) -> Iterator[str]:
        _known, decided = self.total("allegations_decided")
        if not decided:
            return
        sentence = self.say.ngettext(
            "%(number)s allegation was decided.", "%(number)s allegations were decided.", decided
        )
        yield self.filled(sentence, number=decided) + self._sustained()

    def deadlines(self) -> Iterator[str]:
        _known, all_of_them = self.total("clocks_ended")
        _known, kept = self.total("clocks_ended", timing="in_time")
        if all_of_them and kept is not None:
            sentence = self.say.ngettext(
                "%(kept)s of %(number)s deadline was met.",
                "%(kept)s of %(number)s deadlines were met.",
                all_of_them,
            )
            yield self.filled(sentence, kept=kept, number=all_of_them)

    def protection(self) -> Iterator[str]:
        window, withheld = int(self.material.release["window"]), self.material.release["withheld"]
        if self.material.is_rounded:
            sentence = self.say.ngettext(
                "Every number is rounded: the true one is at most %(number)s away.",
                "Every number is rounded: the true one is at most %(number)s away.",
                window,
            )
            yield self.filled(sentence, number=window)
        elif withheld:
            sentence = self.say.ngettext(
                "%(number)s of %(all)s numbers of this release is withheld.",
                "%(number)s of %(all)s numbers of this release are withheld.",
                withheld,
            )
            yield self.filled(
                sentence, number=withheld, all=withheld + self.material.release["shown"]
            )

    def _compared(self, before: Material | None) -> str:
        if before is None or not before.has(COMPLAINTS, before.period):
            return ""
        earlier = before.count(COMPLAINTS, before.period)
        if earlier is None:
            return ""
        sentence = self.say.ngettext(
            "In the quarter before, it was %(number)s.",
            "In the quarter before, there were %(number)s.",
            earlier,
        )
        return " " + self.filled(sentence, number=earlier)

    def _with_findings(self, ended: int) -> str:
        _known, findings = self.total("cases_ended", ending="findings")
        if findings is None or not ended:
            return ""
        sentence = self.say.ngettext(
            "%(number)s of them with findings.", "%(number)s of them with findings.", findings
        )
        return " " + self.filled(sentence, number=findings)

    def _sustained(self) -> str:
        _known, sustained = self.total("allegations_decided", disposition="sustained")
        if sustained is None:
            return ""
        sentence = self.say.ngettext(
            "%(number)s of them was sustained.", "%(number)s of them were sustained.", sustained
        )
        return " " + self.filled(sentence, number=sustained)
