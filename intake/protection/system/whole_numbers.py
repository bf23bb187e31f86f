"""Whole numbers for unknowns of which sums are known; on HiGHS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import highspy
import numpy as np

from intake.protection.system.model import Sum


class NoAnswer(Exception):
    """What is known does not fit together, or the search did not end."""


def whole_numbers(columns: Sequence[int], sums: Iterable[tuple[Sum, int, int]]) -> list[int]:
    """Whole numbers from nought on for unknowns in a row, so that sums lie between two numbers.

    Args:
        sums: of some of the unknowns: the terms, the least and the greatest sum.

    Raises:
        NoAnswer: there are none.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    count = len(columns)
    if not count:
        return []
    solver.addVars(count, np.zeros(count), np.full(count, highspy.kHighsInf))
    kinds = np.full(count, highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
    for terms, low, high in sums:
        places = np.array([column - columns[0] for column in terms], dtype=np.int32)
        values = np.array(list(terms.values()), dtype=float)
        solver.addRow(float(low), float(high), len(places), places, values)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise NoAnswer(str(solver.getModelStatus()))
    return [round(number) for number in solver.getSolution().col_value]
