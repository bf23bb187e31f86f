"""A bar chart of a released table as SVG: no script, no style sheet, legible in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from xml.sax.saxutils import escape, quoteattr

WIDTH = 480
LABELS, NUMBERS = 190, 84
LINE, TITLE_LINE, ROW = 15, 20, 12
LETTERS_A_LINE = 26
TITLE_LETTERS, SOURCE_LETTERS = 52, 76
HEAD, FOOT = 62, 44
BOLD, ENDS = ' font-weight="600"', ' text-anchor="end"'
TITLE, SMALL = f' font-size="16"{BOLD}', ' font-size="11"'
INK, BAR, PAPER = "#1b1b1b", "#34566f", "#ffffff"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its number as written, and its count; None where it is withheld."""

    label: str
    shown: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with the texts that belong to it; `told` reads it out for who does not see it."""

    language: str
    direction: str
    title: str
    told: str
    source: str
    bars: tuple[Bar, ...]


def svg(chart: Chart) -> str:
    """The chart as an SVG document that scales to the width it gets."""
    titles, sources, tops = _laid_out(chart)
    height, most = height_of(chart), max([bar.count or 0 for bar in chart.bars] + [1])
    drawn = "".join(_bar(bar, top, most) for bar, top in zip(chart.bars, tops, strict=False))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" xml:lang={quoteattr(chart.language)} '
        f'aria-labelledby="title desc" direction="{chart.direction}" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{INK}">'
        f'<title id="title">{escape(chart.title)}</title>'
        f'<desc id="desc">{escape(chart.told)}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>'
        f"{_lines(titles, 12, 28, TITLE, apart=TITLE_LINE)}{drawn}"
        f'<path d="M{LABELS} {tops[0] - 6}V{tops[-1] - 4}" stroke="{INK}"/>'
        f"{_lines(sources, 12, tops[-1] + 24, SMALL)}</svg>\n"
    )


def height_of(chart: Chart) -> int:
    """How high the chart is where it is `WIDTH` wide."""
    _titles, sources, tops = _laid_out(chart)
    return tops[-1] + FOOT + LINE * (len(sources) - 1)


def _laid_out(chart: Chart) -> tuple[tuple[str, ...], tuple[str, ...], list[int]]:
    """The lines of title and source, and where each bar begins; last, where the bars end."""
    titles, sources = wrapped(chart.title, TITLE_LETTERS), wrapped(chart.source, SOURCE_LETTERS)
    tops = [HEAD + TITLE_LINE * (len(titles) - 1)]
    for bar in chart.bars:
        tops.append(tops[-1] + LINE * len(wrapped(bar.label, LETTERS_A_LINE)) + ROW)
    return titles, sources, tops


def wrapped(text: str, letters: int) -> tuple[str, ...]:
    """A text in lines of at most so many letters; a longer word has a line of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _bar(bar: Bar, top: int, most: int) -> str:
    lines = wrapped(bar.label, LETTERS_A_LINE)
    label = _lines(lines, LABELS - 10, top + 12, ENDS)
    middle = top + LINE * len(lines) // 2
    width = 26 if bar.count is None else ceil((WIDTH - LABELS - NUMBERS) * bar.count / most)
    look = 'fill="none" stroke-dasharray="4 3"' if bar.count is None else f'fill="{BAR}"'
    box = ""
    if width:
        box = (
            f'<rect x="{LABELS}" y="{middle - 8}" width="{width}" height="16" '
            f'stroke="{INK}" {look}/>'
        )
    return label + box + _lines((bar.shown,), LABELS + width + 8, middle + 5, BOLD)


def _lines(lines: Sequence[str], x: int, y: int, look: str = "", *, apart: int = LINE) -> str:
    """A text in lines; `look` holds attributes. The title and description are read in its place."""
    spans = "".join(
        f'<tspan x="{x}" y="{y + number * apart}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text aria-hidden="true"{look}>{spans}</text>'
