"""Each way of publishing wrongly is stopped by the attack; done rightly, the same is clean."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from intake.attack import Verdict, attack_folder
from intake.numbers.catalogue import Catalogue, Method
from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.protect import protect
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from tests.fixtures.bodies import Body
from tests.fixtures.small_catalogues import VALUES, small_catalogue
from tests.fixtures.true_cells import Truth, cells_of_release
from tests.fixtures.written_releases import Publisher, hide_small, sum_up

QUARTERLY = (
    ("decided", "allegations_decided", (), "quarter"),
    ("by-rule", "allegations_decided", ("rule",), "quarter"),
    ("by-disposition", "allegations_decided", ("disposition",), "quarter"),
)
YEARLY = ("by-rule-yearly", "allegations_decided", ("rule",), "year")
MANY = {
    **VALUES,
    "rule": ("R1", "R2", "R3", "R4", "R5", "R6"),
    "disposition": ("sustained", "unfounded", "not_sustained"),
}
BY_QUARTER = {
    "2024Q1": (30, 15, 12, 11, 5, 3),
    "2024Q2": (28, 14, 11, 6, 4, 2),
    "2024Q3": (33, 16, 13, 12, 6, 4),
    "2024Q4": (31, 15, 5, 10, 6, 4),
    "2025Q1": (30, 15, 12, 11, 5, 3),
}
"""Allegations of each rule."""
CATALOGUE = small_catalogue(*QUARTERLY, YEARLY, values=MANY)
MEASURE = Measure.ALLEGATIONS_DECIDED
Numbers = Mapping[Cell, int | None]


@dataclass
class Published:
    """A made-up body's quarters, published in one way or another."""

    root: Path
    body: Body
    catalogue: Catalogue = CATALOGUE
    publisher: Publisher = field(init=False)

    def __post_init__(self) -> None:
        self.publisher = Publisher(self.catalogue, self.root)

    def rightly(self, quarter: Quarter, history: Numbers | None = None) -> Numbers:
        """What protection lets out of a quarter, knowing everything before or this history."""
        known = self.publisher.published if history is None else history
        return protect(
            Counts(self.catalogue, quarter, self.body.up_to(quarter)),
            EarlierReleases(dict(known)),
            seed=b"a secret",
            progress=lambda what, done, of: None,
        ).cells

    def true_numbers(self, quarter: Quarter) -> dict[Cell, int]:
        truth = Truth(self.body.cube)
        return {cell: truth.number(cell) for cell in cells_of_release(self.catalogue, quarter)}

    def publish(self, quarter: Quarter, numbers: Numbers) -> Path:
        return self.publisher.publish(quarter, numbers)

    def attack(self) -> Verdict:
        return attack_folder(self.root)


@pytest.fixture(scope="module")
def body() -> Body:
    cube: dict[tuple[str, str], dict[tuple[str, ...], int]] = {}
    for period, numbers in BY_QUARTER.items():
        counts = cube[MEASURE, period] = {}
        for rule, number in zip(MANY["rule"], numbers, strict=True):
            for one in range(number):
                key = (rule, "police", MANY["disposition"][one % 7 % 3])
                counts[key] = counts.get(key, 0) + 1
    return Body(tuple(Quarter.parse(one) for one in BY_QUARTER), cube)


@pytest.fixture(scope="module")
def clean(body: Body, tmp_path_factory: pytest.TempPathFactory) -> Published:
    published = Published(tmp_path_factory.mktemp("clean"), body)
    for quarter in body.quarters:
        published.publish(quarter, published.rightly(quarter))
    return published


@pytest.fixture
def copy(clean: Published, tmp_path: Path) -> Path:
    return Path(shutil.copytree(clean.root, tmp_path / "copy"))


def test_rightly_done_nobody_is_found(clean: Published) -> None:
    assert clean.attack().is_clean
    assert any(number is None for number in clean.publisher.published.values())


def test_small_numbers_withheld_and_nothing_else(body: Body, tmp_path: Path) -> None:
    published = Published(tmp_path, body)
    for quarter in body.quarters:
        published.publish(quarter, hide_small(CATALOGUE, published.true_numbers(quarter)))
    verdict = published.attack()
    assert verdict.exact + verdict.narrow
    assert not verdict.faults


def test_each_release_protected_by_itself(body: Body, tmp_path: Path) -> None:
    published = Published(tmp_path, body)
    for quarter in body.quarters:
        published.publish(quarter, published.rightly(quarter, history={}))
    verdict = published.attack()
    assert verdict.exact + verdict.narrow
    assert not verdict.faults


def test_a_number_said_to_be_less_than_ten(copy: Path) -> None:
    path = next(one for one in sorted(copy.glob("*/data/by-rule.csv")) if b",," in one.read_bytes())
    path.write_text(path.read_text("utf-8").replace(",,withheld", ",<10,withheld"), "utf-8")
    sum_up(path.parents[1])
    assert any("'<10'" in fault for fault in attack_folder(copy).faults)


def test_a_closed_quarter_issued_again_with_one_record_more(
    clean: Published, body: Body, tmp_path: Path
) -> None:
    """In its own place, or in a later release: neither goes out."""
    more = {slot: dict(counts) for slot, counts in body.cube.items()}
    counts = more[MEASURE, "2024Q2"]
    counts[next(iter(counts))] += 1
    again = Published(tmp_path, Body(body.quarters, more))
    for quarter in body.quarters[:2]:
        folder = again.publish(quarter, again.rightly(quarter))
    copy = Path(shutil.copytree(clean.root, tmp_path / "copy"))
    shutil.rmtree(copy / "2024Q2")
    shutil.copytree(folder, copy / "2024Q2")
    assert "2024Q3: does not follow on the release before it" in attack_folder(copy).faults

    later = Path(shutil.copytree(clean.root, tmp_path / "later"))
    lines = (folder / "data" / "decided.csv").read_text("utf-8").splitlines()[1:]
    with (later / "2025Q1" / "data" / "decided.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
    sum_up(later / "2025Q1")
    words = "2025Q1: allegations_decided 2024Q2 (total) was published before, and otherwise"
    assert words in attack_folder(later).faults


def test_a_roll_up_that_was_not_in_the_catalogue(body: Body, tmp_path: Path) -> None:
    """Quarters protected without the year, and the year added when they are out."""
    published = Published(tmp_path, body, small_catalogue(*QUARTERLY, values=MANY))
    for quarter in body.quarters[:3]:
        published.publish(quarter, published.rightly(quarter))
    quarter = body.quarters[3]
    numbers = published.rightly(quarter)
    published.catalogue = published.publisher.catalogue = CATALOGUE
    year = {cell: n for cell, n in published.true_numbers(quarter).items() if cell.is_yearly}
    published.publish(quarter, {**year, **numbers})
    verdict = published.attack()
    assert "2024Q4: the catalogue was changed within the year" in verdict.faults
    assert verdict.exact + verdict.narrow


def test_both_methods_for_one_period(clean: Published, copy: Path) -> None:
    """The last quarter again, rounded: what is withheld in one is about this in the other."""
    folder = copy / "2025Q1"
    content = json.loads((folder / "catalogue.json").read_bytes())
    (folder / "catalogue.json").write_text(json.dumps({**content, "method": "R"}), "utf-8")
    head = json.loads((folder / "release.json").read_bytes())
    head |= {"method": "R", "window": 4}
    (folder / "release.json").write_text(json.dumps(head), "utf-8")
    sum_up(folder)
    assert "2025Q1: the catalogue has another method than before" in attack_folder(copy).faults

    rounded = Publisher(replace(CATALOGUE, method=Method.ROUNDING), copy)
    rounded.number, rounded.digest = 5, sum_up(copy / "2025Q1")
    rounded.publish(
        Quarter(2025, 2), dict.fromkeys(cells_of_release(CATALOGUE, Quarter(2025, 2)), 0)
    )
    path = copy / "2025Q2" / "data" / "by-rule.csv"
    path.write_text(path.read_text("utf-8") + "2025Q1,R1,10,shown\n", "utf-8")
    sum_up(copy / "2025Q2")
    faults = attack_folder(copy).faults
    assert any("does not foresee" in fault for fault in faults)
    assert any("published before, and otherwise" in fault for fault in faults)


def test_a_file_altered_on_disk(copy: Path) -> None:
    path = copy / "2024Q2" / "data" / "by-rule.csv"
    path.write_bytes(path.read_bytes().replace(b",withheld", b",Withheld"))
    assert (
        "2024Q2: data/by-rule.csv is not the file that SHA256SUMS lists"
        in attack_folder(copy).faults
    )
