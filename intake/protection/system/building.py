"""Builds the linear system of what tables and their relations tell; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import CountsInvalid
from intake.protection.system.blocks import Blocks
from intake.protection.system.model import Sum, System


def build_system(
    catalogue: Catalogue, quarters: Sequence[Quarter], cube: Cube, cells: Iterable[Cell]
) -> System:
    """The system over these quarters, with a sum for each of the cells.

    Raises:
        CountsInvalid: a value that no table has, or counts that break a relation.
    """
    blocks = Blocks(catalogue, tuple(quarters), cube)
    system = blocks.system
    _relate(blocks, catalogue)
    for cell in cells:
        system.cells[cell] = blocks.cell(cell)
    if any(system.value(limit) > 0 for limit in system.limits):
        raise CountsInvalid("counts that cannot be: cases, complaints and allegations do not fit")
    return system


def _relate(blocks: Blocks, catalogue: Catalogue) -> None:
    relations, limits = blocks.relations, blocks.system.limits
    agencies = [{str(Dimension.AGENCY): one} for one in catalogue.values(Dimension.AGENCY)]
    if relations.stock:
        for where in agencies if "stock" in relations.by_agency else [{}]:
            limits.extend(_stock(blocks, where))
    if relations.findings:
        for where in agencies if "findings" in relations.by_agency else [{}]:
            limits.extend(_findings(blocks, where))
    if relations.filing:
        limits.extend(_filing(blocks))


def _stock(blocks: Blocks, where: Mapping[str, str]) -> Iterator[Sum]:
    """What had ended by a quarter, of what came in during a year: no more than came in."""
    for year in blocks.years:
        came = {**where, str(Dimension.RECEIVED_YEAR): str(year)}
        total: Sum = {}
        for quarter in blocks.quarters:
            if quarter.year < year:
                continue
            total |= blocks.margin(Measure.CASES_ENDED, quarter.year, came, quarter.name)
            if quarter.year == year:
                received = blocks.margin(Measure.CASES_RECEIVED, year, where, quarter.name)
                total |= dict.fromkeys(received, -1)
            # After the year's end nothing more comes in: the last quarter says it for all.
            if quarter.year == year or quarter == blocks.quarters[-1]:
                yield dict(total)


def _findings(blocks: Blocks, where: Mapping[str, str]) -> Iterator[Sum]:
    """What ended with findings in a quarter: no more than the allegations decided in it."""
    for quarter in blocks.quarters:
        ended = {**where, str(Dimension.ENDING): "findings"}
        terms = blocks.margin(Measure.CASES_ENDED, quarter.year, ended, quarter.name)
        decided = blocks.margin(Measure.ALLEGATIONS_DECIDED, quarter.year, where, quarter.name)
        yield terms | dict.fromkeys(decided, -1)


def _filing(blocks: Blocks) -> Iterator[Sum]:
    """The complaints of a quarter: no more than the cases that they opened."""
    for quarter in blocks.quarters:
        filed = blocks.margin(Measure.COMPLAINTS_RECEIVED, quarter.year, {}, quarter.name)
        opened = blocks.margin(Measure.CASES_RECEIVED, quarter.year, {}, quarter.name)
        yield filed | dict.fromkeys(opened, -1)
