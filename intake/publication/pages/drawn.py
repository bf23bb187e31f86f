"""Charts of released numbers: which bars, which parts, and what is told of them; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.publication.pages.charts import GAP, LOOKS, Bar, ChartView, Key, Part, chart_svg_model
from intake.publication.pages.history import Number
from intake.publication.printed.material import TOTAL, PublishedTable
from intake.publication.printed.words import Words
from intake.texts.languages import direction

MOST_BARS = 12
FEWEST_BARS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What one bar shows: its label, its whole, and the numbers that the whole is made of."""

    label: str
    whole: Number
    pieces: tuple[Number, ...] = ()


def bars_chart(
    lines: Sequence[Line], *, id: str, title: str, words: Words, pieces: Sequence[str] = ()
) -> ChartView | None:
    """A bar a line, in parts where there are few enough kinds of pieces to tell apart.

    A chart of nothing but zeros, or of one bar, tells nothing: None.

    Args:
        pieces: what each of a line's pieces is called.
    """
    kept = _kept(lines)
    if len(kept) < FEWEST_BARS or not any(line.whole.count != 0 for line in kept):
        return None
    used = _used(kept, len(pieces))
    stacked = len(LOOKS) >= len(used) >= FEWEST_BARS
    looks = dict(zip(used, LOOKS, strict=False)) if stacked else {}
    keys = [Key(look, pieces[place]) for place, look in looks.items()]
    bars = [Bar(line.label, _parts(line, looks), words.number(line.whole.count)) for line in kept]
    if stacked and any(part.look == GAP for bar in bars for part in bar.parts):
        keys.append(Key(GAP, words.withheld))
    return chart_svg_model(
        bars,
        id=id,
        title=title,
        told=told(kept, words),
        direction=direction(words.language),
        keys=keys,
    )


def table_chart(table: PublishedTable, period: str, words: Words) -> ChartView | None:
    """One period of a published table: a bar for each value of its first dimension."""
    cells = {row.values: Number(row.count) for row in table.rows if row.period == period}
    down = [value for value in dict.fromkeys(key[0] for key in cells) if value != TOTAL]
    crossed = len(table.dimensions) > 1
    across = [one for one in dict.fromkeys(key[-1] for key in cells) if one != TOTAL]
    lines = [
        Line(
            words.value(table.dimensions[0], value),
            cells[(value, TOTAL) if crossed else (value,)],
            tuple(cells[(value, one)] for one in across) if crossed else (),
        )
        for value in down
    ]
    return bars_chart(
        lines,
        id=f"chart-{table.id}-{period}".lower(),
        title=f"{words.title(table)}, {words.period(period)}",
        words=words,
        pieces=[words.value(table.dimensions[1], one) for one in across] if crossed else (),
    )


def pairs_chart(
    labels: Sequence[str],
    pairs: Sequence[tuple[Number | None, ...]],
    *,
    id: str,
    title: str,
    words: Words,
    names: Sequence[str],
) -> ChartView | None:
    """Bars side by side, one for each of `names` under each label."""
    bars = []
    lines = []
    for label, numbers in zip(labels[-MOST_BARS:], pairs[-MOST_BARS:], strict=True):
        shown = [(number, look) for number, look in zip(numbers, LOOKS, strict=False) if number]
        for place, (number, look) in enumerate(shown):
            said = words.number(number.count)
            bars.append(Bar("" if place else label, (Part(number.count, look),), said))
            lines.append(Line(label, number))
    if not any(line.whole.count != 0 for line in lines):
        return None
    return chart_svg_model(
        bars,
        id=id,
        title=title,
        told=words.say.gettext("The table beside it has every number."),
        direction=direction(words.language),
        keys=[Key(look, name) for name, look in zip(names, LOOKS, strict=False)],
    )


def told(lines: Sequence[Line], words: Words) -> str:
    """What a chart shows, for who does not see it: how many bars, the longest, what is missing."""
    say = words.say
    sentences = [
        say.ngettext("%(number)s bar.", "%(number)s bars.", len(lines)) % {"number": len(lines)}
    ]
    shown = [line for line in lines if line.whole.count]
    if shown:
        longest = max(shown, key=lambda line: line.whole.count or 0)
        sentences.append(
            say.gettext("The longest: %(label)s, %(number)s.")
            % {"label": longest.label, "number": words.number(longest.whole.count)}
        )
    if missing := sum(line.whole.count is None for line in lines):
        sentence = say.ngettext("%(number)s is withheld.", "%(number)s are withheld.", missing)
        sentences.append(sentence % {"number": missing})
    return " ".join([*sentences, say.gettext("The table beside it has every number.")])


def _kept(lines: Sequence[Line]) -> list[Line]:
    """All lines; of very many those that are zero are left to the table."""
    if len(lines) <= MOST_BARS:
        return list(lines)
    return [line for line in lines if line.whole.count != 0]


def _used(lines: Sequence[Line], kinds: int) -> list[int]:
    """The places of the pieces that are not zero everywhere."""
    return [
        place
        for place in range(kinds)
        if any(line.pieces and line.pieces[place].count != 0 for line in lines)
    ]


def _parts(line: Line, looks: dict[int, str]) -> tuple[Part, ...]:
    """The parts of a bar; the withheld pieces of a known whole are one gap of what is left."""
    if not looks:
        return (Part(line.whole.count),)
    shown = [
        Part(count, look)
        for place, look in looks.items()
        if (count := line.pieces[place].count) is not None
    ]
    if len(shown) == len(looks):
        return tuple(shown)
    left = None
    if line.whole.count is not None:
        left = line.whole.count - sum(part.size or 0 for part in shown)
    return (*shown, Part(left, GAP))
