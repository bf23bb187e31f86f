"""Closing quarters, and the counts that are kept of them, as tests read them."""

from __future__ import annotations

from datetime import UTC, datetime

from intake.actions.upkeep.close_quarter import close_quarters
from intake.numbers.cells import Cube
from intake.numbers.cube import read_cube
from intake.numbers.quarters import Quarter
from tests.integration.worker.scene import PLACE, Scene

Q1, Q2, Q3 = (Quarter(2026, number) for number in (1, 2, 3))
CLOSED_AT = {
    Q1: datetime(2026, 4, 11, 19, tzinfo=UTC),
    Q2: datetime(2026, 7, 11, 19, tzinfo=UTC),
    Q3: datetime(2026, 10, 11, 19, tzinfo=UTC),
}
"""The first day on which each is closed."""


def close(scene: Scene, quarter: Quarter) -> Cube:
    """Close what ends with this quarter, on the first day on which that may be."""
    scene.session.rollback()
    scene.at = max(scene.at, CLOSED_AT[quarter])
    close_quarters(scene.session, context=scene.context())
    return cube(scene, quarter)


def cube(scene: Scene, quarter: Quarter, *, of: str = PLACE) -> Cube:
    """The counts of a jurisdiction up to a quarter."""
    scene.session.rollback()
    place = scene.ready.context().configuration.jurisdiction(of)
    return read_cube(scene.session, place, quarter)
