"""A column chart of one number a quarter, as SVG that reads in black and white; pure."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 420, 170
LEFT, RIGHT, TOP, BOTTOM = 4, 4, 16, 32
WITHHELD_HEIGHT = 26.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands under it and above it, and its height; None where withheld."""

    label: str
    shown: str
    count: int | None


def column_chart(columns: Sequence[Column]) -> str:
    """The chart as an SVG document; a withheld number is a dashed outline, never a height."""
    room = (WIDTH - LEFT - RIGHT) / max(len(columns), 1)
    most = max([column.count or 0 for column in columns] + [1])
    parts = [
        _column(column, LEFT + index * room, room, most) for index, column in enumerate(columns)
    ]
    base = HEIGHT - BOTTOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="Noto Sans, DejaVu Sans, sans-serif" '
        f'font-size="10" text-anchor="middle">{"".join(parts)}'
        f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" stroke="#000" stroke-width="1.2"/></svg>'
    )


def as_address(svg: str) -> str:
    """The SVG as a `data:` address, to stand in an image with a text of its own."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _column(column: Column, left: float, room: float, most: int) -> str:
    base, middle = HEIGHT - BOTTOM, left + room / 2
    width = min(room * 0.7, 44)
    if column.count is None:
        height, style = WITHHELD_HEIGHT, 'fill="none" stroke-dasharray="3 2"'
    else:
        height, style = column.count / most * (base - TOP), 'fill="#9db4c8"'
    box = (
        f'<rect x="{middle - width / 2:.1f}" y="{base - height:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" stroke="#000" {style}/>'
    )
    above = f'<text x="{middle:.1f}" y="{base - height - 5:.1f}">{escape(column.shown)}</text>'
    return box + above + _label(column.label, middle)


def _label(label: str, middle: float) -> str:
    """What stands under a column, a word a line."""
    lines = (
        f'<tspan x="{middle:.1f}" y="{HEIGHT - BOTTOM + 13 * number}">{escape(word)}</tspan>'
        for number, word in enumerate(label.split(), start=1)
    )
    return f"<text>{''.join(lines)}</text>"
