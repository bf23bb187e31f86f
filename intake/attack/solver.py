"""One part of the system in the solver: extreme points of it, in fractions or whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy

from intake.attack.reduction import Part

NEARLY = 1e-6
_PRIMAL_SIMPLEX = 4
Point = list[int]


class Unsolvable(ArithmeticError):
    """The solver says that no numbers fit."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """What a search for a greatest value came to.

    Attributes:
        value: the greatest value, or None if time ran out before it was certain.
        place: the solution, not necessarily in whole numbers.
    """

    value: float | None
    place: list[float] | None


def holds(part: Part, point: Sequence[int]) -> bool:
    """Whether whole numbers keep every bound and every row, reckoned without any tolerance."""
    bounds = zip(part.low, point, part.high, strict=True)
    if not all(low <= number <= high for low, number, high in bounds):
        return False
    for parts, least, most in part.rows:
        total = sum(factor * point[place] for place, factor in parts)
        if total < least or (most is not None and total > most):
            return False
    return True


def as_point(place: Sequence[float]) -> Point | None:
    """The whole numbers that a solution stands for; None if it has fractions."""
    point = [round(number) for number in place]
    near = all(abs(a - b) <= NEARLY for a, b in zip(place, point, strict=True))
    return point if near else None


class Solver:
    """A part that is searched again and again, each time from where the last search ended.

    Args:
        whole: for whole numbers only.
        afresh: start each search anew, which is quicker when all the prices change.
        gap: the share of the greatest sum that may be missing, among whole numbers.
    """

    def __init__(
        self, part: Part, *, whole: bool = False, afresh: bool = False, gap: float = 0.0
    ) -> None:
        self._size = len(part.columns)
        self._priced: dict[int, float] = {}
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in _options(whole=whole, afresh=afresh, gap=gap):
            self._highs.setOptionValue(name, value)
        self._highs.passModel(program_of(part, whole=whole))
        self._whole = whole

    def greatest(
        self, prices: Mapping[int, float], *, seconds: float, enough: float | None = None
    ) -> Optimum:
        """The greatest sum of priced unknowns.

        Args:
            seconds: how long to search.
            enough: in whole numbers: a sum that it suffices to reach.

        Raises:
            Unsolvable: there is no solution at all.
        """
        self._price(prices)
        if self._whole:
            target = -highspy.kHighsInf if enough is None else -enough
            self._highs.setOptionValue("objective_target", float(target))
        # The solver's clock runs on over all of its searches.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Unsolvable
        known = self._highs.getInfo().primal_solution_status
        has_place = known == highspy.SolutionStatus.kSolutionStatusFeasible
        place = list(self._highs.getSolution().col_value) if has_place else None
        if status != highspy.HighsModelStatus.kOptimal:
            return Optimum(None, place)
        return Optimum(-self._highs.getInfo().objective_function_value, place)

    def _price(self, prices: Mapping[int, float]) -> None:
        places = sorted(self._priced.keys() | prices.keys())
        costs = [-float(prices.get(place, 0.0)) for place in places]
        if places:
            self._highs.changeColsCost(len(places), places, costs)
        self._priced = dict(prices)


def _options(*, whole: bool, afresh: bool, gap: float) -> list[tuple[str, bool | float | str]]:
    options: list[tuple[str, bool | float | str]] = [
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("primal_feasibility_tolerance", 1e-9),
    ]
    if whole:
        return [*options, ("mip_rel_gap", gap)]
    if afresh:
        return [*options, ("solver", "simplex")]
    again = ("simplex_strategy", _PRIMAL_SIMPLEX)
    return [*options, ("presolve", "off"), ("solver", "simplex"), again]


def program_of(part: Part, *, whole: bool) -> highspy.HighsLp:
    """A part as the solver takes it, without prices."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(part.columns), len(part.rows)
    program.col_cost_ = [0.0] * len(part.columns)
    program.col_lower_ = [float(low) for low in part.low]
    program.col_upper_ = [float(high) for high in part.high]
    program.row_lower_ = [float(least) for _, least, _ in part.rows]
    program.row_upper_ = [
        highspy.kHighsInf if most is None else float(most) for _, _, most in part.rows
    ]
    starts, index, value = [0], [], []
    for parts, _, _ in part.rows:
        index += [place for place, _ in parts]
        value += [float(factor) for _, factor in parts]
        starts.append(len(index))
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_, matrix.value_ = starts, index, value
    if whole:
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(part.columns)
    return program
