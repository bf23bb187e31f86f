"""The attacker against plain counting: every set of small numbers that fits, one by one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.attack import Verdict, attack_folder
from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from tests.fixtures.small_catalogues import VALUES, small_catalogue
from tests.fixtures.true_cells import Truth, cells_of_release
from tests.fixtures.written_releases import Publisher

QUARTER = Quarter(2024, 1)
K = 4
Cube = dict[tuple[str, str], dict[tuple[str, ...], int]]
DECIDED, RECEIVED, ENDED = "allegations_decided", "cases_received", "cases_ended"
TWO = {**VALUES, "rule": ("R1", "R2"), "agency": ("police", "court")}
RING = replace(
    small_catalogue(
        ("rule-by-disposition", DECIDED, ("rule", "disposition"), "quarter"),
        ("agency-by-disposition", DECIDED, ("agency", "disposition"), "quarter"),
        ("agency-by-rule", DECIDED, ("agency", "rule"), "quarter"),
        values=TWO,
    ),
    k=K,
)
LINKED = replace(
    small_catalogue(
        ("received", RECEIVED, ("agency",), "quarter"),
        ("ended", ENDED, ("agency", "ending"), "quarter"),
        ("decided", DECIDED, ("agency",), "quarter"),
        values=TWO,
    ),
    k=K,
)


def attack(catalogue: Catalogue, numbers: Mapping[Cell, int | None]) -> Verdict:
    with TemporaryDirectory() as folder:
        Publisher(catalogue, Path(folder)).publish(QUARTER, numbers)
        return attack_folder(Path(folder))


def ring_cube(counts: tuple[int, ...]) -> Cube:
    keys = product(TWO["rule"], TWO["agency"], TWO["disposition"])
    return {(DECIDED, QUARTER.name): dict(zip(keys, counts, strict=True))}


def linked_cube(counts: tuple[int, ...]) -> Cube:
    ended = product(TWO["agency"], TWO["ending"], ("d0_30",), ("2024",))
    decided = product(("R1",), TWO["agency"], ("sustained",))
    return {
        (RECEIVED, QUARTER.name): {
            (one,): n for one, n in zip(TWO["agency"], counts, strict=False)
        },
        (ENDED, QUARTER.name): dict(zip(ended, counts[2:6], strict=True)),
        (DECIDED, QUARTER.name): dict(zip(decided, counts[6:], strict=True)),
    }


def may_be(counts: tuple[int, ...]) -> bool:
    """No more end than came in, nor with findings than have something decided."""
    received, ended, decided = counts[:2], counts[2:6], counts[6:]
    return all(
        sum(ended[2 * at : 2 * at + 2]) <= received[at] and ended[2 * at] <= decided[at]
        for at in range(2)
    )


def of_sum(total: int, places: int) -> Iterator[tuple[int, ...]]:
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in of_sum(total - first, places - 1):
            yield (first, *rest)


class Counted:
    """The numbers of every cell, for each set of counts that fits what is shown."""

    def __init__(
        self,
        cells: list[Cell],
        counts: Iterator[tuple[int, ...]],
        cube_of: Callable[[tuple[int, ...]], Cube],
    ) -> None:
        self.cells = cells
        self.worlds = [self._numbers(cube_of(one)) for one in counts]

    def _numbers(self, cube: Cube) -> tuple[int, ...]:
        truth = Truth(cube)
        return tuple(truth.number(cell) for cell in self.cells)

    def given_away(self, shown: Mapping[Cell, int | None]) -> set[Cell]:
        """Cells that are known too closely by the rules of docs/reports-limits.md."""
        fits = self._fitting({cell: n for cell, n in shown.items() if n is not None})
        totals = self._fitting({c: n for c, n in shown.items() if n is not None and c.is_total})
        found = set()
        for cell, number in shown.items():
            if number is not None:
                continue
            seen, allowed = self._range(cell, fits), self._range(cell, totals)
            wanted = min(K - 1, len(allowed) - 1) if cell.where else K - 1
            if len(seen) - 1 < wanted and seen[0] < (3 * K if is_alone(cell, shown) else K):
                found.add(cell)
        return found

    def _fitting(self, shown: Mapping[Cell, int]) -> list[tuple[int, ...]]:
        wanted = [(self.cells.index(cell), number) for cell, number in shown.items()]
        return [world for world in self.worlds if all(world[at] == n for at, n in wanted)]

    def _range(self, cell: Cell, worlds: list[tuple[int, ...]]) -> range:
        numbers = [world[self.cells.index(cell)] for world in worlds]
        return range(min(numbers), max(numbers) + 1)


def is_alone(cell: Cell, shown: Mapping[Cell, int | None]) -> bool:
    """Whether all others of a row of two dimensions are nought, for everybody to see."""
    rows = [
        [one for one in shown if len(one.where) == len(cell.where) == 2 and pair in one.where]
        for pair in cell.where
    ]
    names = [name for name, _ in cell.where]
    return any(
        all(
            shown[one] == 0
            for one in row
            if one != cell and [name for name, _ in one.where] == names
        )
        for row in rows
        if row
    )


RINGS = {
    total: Counted(cells_of_release(RING, QUARTER), of_sum(total, 8), ring_cube) for total in (3, 5)
}
LINKS = Counted(
    cells_of_release(LINKED, QUARTER),
    (
        (*received, *ended, *decided)
        for received in of_sum(5, 2)
        for ended in of_sum(4, 4)
        for decided in of_sum(4, 2)
        if may_be((*received, *ended, *decided))
    ),
    linked_cube,
)


@given(data=st.data(), total=st.sampled_from(sorted(RINGS)))
@settings(max_examples=40, deadline=None)
def test_tables_in_a_ring(data: st.DataObject, total: int) -> None:
    counted = RINGS[total]
    world = data.draw(st.sampled_from(counted.worlds))
    hidden = data.draw(st.sets(st.sampled_from([one for one in counted.cells if one.where])))
    compare(counted, RING, world, hidden)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_tables_tied_by_relations(data: st.DataObject) -> None:
    world = data.draw(st.sampled_from(LINKS.worlds))
    hidden = data.draw(st.sets(st.sampled_from([one for one in LINKS.cells if one.where])))
    compare(LINKS, LINKED, world, hidden)


def compare(
    counted: Counted, catalogue: Catalogue, world: tuple[int, ...], hidden: set[Cell]
) -> None:
    numbers = dict(zip(counted.cells, world, strict=True))
    shown = {cell: None if cell in hidden else number for cell, number in numbers.items()}
    verdict = attack(catalogue, shown)
    assert all("is shown, though" in fault for fault in verdict.faults)
    assert not verdict.undecided
    assert {
        Cell(one.measure, one.period, one.where) for one in verdict.exact + verdict.narrow
    } == counted.given_away(shown)
