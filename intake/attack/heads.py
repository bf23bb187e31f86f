"""Holds what a release counts of itself against its tables: what only it says is given away."""

from __future__ import annotations

from collections.abc import Mapping

from intake.attack.reading import Release
from intake.attack.verdict import Cell

COMPLAINTS = "complaints_received"
_DIGITS = 3
"""Of the share that a head tells."""


def check_head(release: Release, cells: Mapping[Cell, int | None]) -> None:
    """Note each count of release.json that its own tables do not say too.

    Args:
        cells: those of the release: its number, or None where it is withheld.
    """
    total = cells.get(Cell(COMPLAINTS, release.period, ()))
    shown = sum(number is not None for number in cells.values())
    counted = {
        "complaints": total,
        "shown": shown,
        "withheld": len(cells) - shown,
        "complaints_in_shown_cells": _share(release, cells, total),
    }
    for name, number in counted.items():
        if name in release.head and release.head[name] != number:
            release.fault(f"release.json says {release.head[name]} of {name}, the tables {number}")


def _share(release: Release, cells: Mapping[Cell, int | None], total: int | None) -> float | None:
    """The mean share of complaints in shown cells of the tables that break them down."""
    if not total:
        return None
    shares = []
    for table in release.tables:
        if table.measure == COMPLAINTS and table.dimensions and table.level == "quarter":
            inner = [
                number or 0
                for cell, number in cells.items()
                if cell.measure == COMPLAINTS
                and cell.period == release.period
                and {name for name, _ in cell.where} == set(table.dimensions)
            ]
            shares.append(sum(inner) / total)
    return round(sum(shares) / len(shares), _DIGITS) if shares else None
