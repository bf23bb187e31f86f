"""The feasibility interval of a sum of unknowns while everything that is known holds; on HiGHS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import highspy
import numpy as np

from intake.numbers.cells import Cell
from intake.protection.system.model import Sum, System
from intake.protection.system.whole_numbers import NoAnswer

FAR = 10_000


class KnownCells:
    """A system of which some cells are known.

    Args:
        numbers: the number of each known cell.
    """

    def __init__(self, system: System, numbers: Mapping[Cell, int]) -> None:
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        # So far away that nothing which matters reaches it, and no sum is without an end.
        far = float(max(FAR, 4 * sum(system.truth)))
        count = len(system.truth)
        self._solver.addVars(count, np.zeros(count), np.full(count, far))
        self._add_rows(((terms, 0.0) for terms in system.links), exact=True)
        self._add_rows(((terms, 0.0) for terms in system.limits), exact=False)
        known = ((system.cells[cell], float(number)) for cell, number in numbers.items())
        self._add_rows(known, exact=True)
        self._asked: tuple[int, ...] = ()

    def interval(self, terms: Sum) -> tuple[float, float]:
        """The feasibility interval of a sum: the least and the greatest number that it can have.

        Raises:
            NoAnswer
        """
        return self._least(terms, 1.0), -self._least(terms, -1.0)

    def _least(self, terms: Sum, sign: float) -> float:
        for column in self._asked:
            self._solver.changeColCost(column, 0.0)
        for column, times in terms.items():
            self._solver.changeColCost(column, sign * times)
        self._asked = tuple(terms)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise NoAnswer(str(self._solver.getModelStatus()))
        return float(self._solver.getInfo().objective_function_value)

    def _add_rows(self, rows: Iterable[tuple[Sum, float]], *, exact: bool) -> None:
        for terms, number in rows:
            columns = np.array(list(terms), dtype=np.int32)
            values = np.array(list(terms.values()), dtype=float)
            low = number if exact else -highspy.kHighsInf
            self._solver.addRow(low, number, len(columns), columns, values)
