"""Bars, laid out as shapes and texts that a template draws as SVG; pure.

Lengths are in units of the drawing, which a page scales to the room that it has. What tells parts
of a bar from each other is a pattern, never colour alone; a withheld number is a dashed gap, never
a bar without length. In a language that runs from right to left the whole drawing does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

WIDTH = 360.0
LINE, BAR, ROW, TIGHT = 17.0, 16.0, 12.0, 3.0
LETTER = 7.3
SHORT_LABEL = 10
STUB = 24.0
"""How long a gap is drawn whose length nobody may know."""
LEAST = 1.5
LOOKS = ("p0", "p1", "p2", "p3", "p4", "p5", "p6")
GAP = "gap"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how much, and its look; without a size it is a gap of no known length."""

    size: int | None
    look: str = LOOKS[0]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label (none: it belongs to the bar above), its parts, what stands at its end."""

    label: str
    parts: tuple[Part, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A part as it is drawn."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text as it is drawn; it begins at x in the direction of its language."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a look stands for."""

    look: str
    words: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart ready to be drawn; `told` is said to who does not see it.

    Attributes:
        id: unique on its page.
        axes: lines where bars begin: x, and the y of both ends.
    """

    id: str
    title: str
    told: str
    direction: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    axes: tuple[tuple[float, float, float], ...]
    keys: tuple[Key, ...]


def chart_svg_model(
    bars: Sequence[Bar],
    *,
    id: str,
    title: str,
    told: str,
    direction: str,
    keys: Sequence[Key] = (),
) -> ChartView:
    """Lay out bars, one under the other."""
    layout = _Layout(bars, mirrored=direction == "rtl")
    layout.place()
    return ChartView(
        id=id,
        title=title,
        told=told,
        direction=direction,
        width=WIDTH,
        height=layout.height,
        shapes=tuple(layout.shapes),
        texts=tuple(layout.texts),
        axes=tuple(layout.axes),
        keys=tuple(keys),
    )


class _Layout:
    def __init__(self, bars: Sequence[Bar], *, mirrored: bool) -> None:
        self.bars = bars
        self.mirrored = mirrored
        self.beside = all(len(bar.label) <= SHORT_LABEL for bar in bars)
        longest = max((len(bar.label) for bar in bars), default=0)
        self.start = longest * LETTER + 8 if self.beside else 1.0
        room = max((len(bar.said) for bar in bars), default=0) * LETTER + 12
        if any(part.size is None for bar in bars for part in bar.parts):
            room += STUB
        self.scale = (WIDTH - self.start - room) / max([_most(bar) for bar in bars] + [1])
        self.shapes: list[Shape] = []
        self.texts: list[Text] = []
        self.axes: list[tuple[float, float, float]] = []
        self.height = 2.0

    def place(self) -> None:
        """Put every bar where it belongs."""
        for bar in self.bars:
            self.height += self._gap(bar)
            self._label(bar)
            self._bar(bar)
            self.height += BAR
        self.height += ROW / 2
        if self.beside:
            self.axes.append((self.across(self.start), 2.0, self.height - TIGHT))

    def across(self, x: float, width: float = 0.0) -> float:
        """Where something that begins at x is drawn, in the direction of the language."""
        return WIDTH - x - width if self.mirrored else x

    def _gap(self, bar: Bar) -> float:
        if not self.shapes and not self.texts:
            return TIGHT
        return ROW if bar.label else TIGHT

    def _label(self, bar: Bar) -> None:
        if not bar.label:
            return
        if self.beside:
            self.texts.append(Text(self.across(0), self.height + BAR - TIGHT, bar.label))
            return
        for line in wrap(bar.label, int(WIDTH / LETTER)) or [""]:
            self.height += LINE
            self.texts.append(Text(self.across(0), self.height - 5, line))

    def _bar(self, bar: Bar) -> None:
        if not self.beside:
            self.axes.append((self.across(self.start), self.height, self.height + BAR))
        x = self.start
        for look, width in _widths(bar, self.scale):
            left = self.across(x, width)
            self.shapes.append(Shape(left, self.height, width, BAR, look))
            x += width
        self.texts.append(Text(self.across(x + 6), self.height + BAR - TIGHT, bar.said))


def _most(bar: Bar) -> float:
    """How long a bar is in what it counts; a gap of no known length counts nothing."""
    return sum(part.size or 0 for part in bar.parts)


def _widths(bar: Bar, scale: float) -> Iterator[tuple[str, float]]:
    for part in bar.parts:
        if part.size is None:
            yield GAP, STUB
        elif part.size:
            yield part.look, max(part.size * scale, LEAST)
