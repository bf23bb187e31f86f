"""Invents the counts of past years for a demonstration: the same ones every time; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from intake.cases.vocabulary import ClosingReason, Disposition
from intake.numbers.measures import DURATIONS, IN_TIME, LATE, REFERRED, WAITS, Measure
from intake.numbers.quarters import Quarter, closed_quarters
from intake.publication.past.reading import PastCounts
from intake.publication.past.values import COUNTED
from intake.questions.urgency import Urgency
from intake.rules.reading import read_shipped

FILE = Path("demonstration") / "past-years.toml"
_MEAN_WAIT_DAYS = 3.6
_URGENT_CLOCKS = {"urgent_triage": 91, "urgent_custodian": 84, "urgent_counsel": 82,
                  "urgent_decision": 88}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invention:
    """What the past years of a demonstration are drawn from.

    Attributes:
        weights: everything else in the file, by its tables.
    """

    jurisdiction: str
    seed: str
    complaints_a_quarter: tuple[int, ...]
    growth_a_year: float
    entered_late: float
    second_agency: float
    weights: Mapping[str, Any]


def read_invention(config_dir: Path) -> Invention:
    """Read the shipped file."""
    data = read_shipped(config_dir, FILE)
    data["complaints_a_quarter"] = tuple(data["complaints_a_quarter"])
    tables = {name: data.pop(name) for name in tuple(data) if isinstance(data[name], dict)}
    return Invention(**data, weights=tables)


def invent(invention: Invention, quarters: Sequence[Quarter]) -> PastCounts:
    """The counts of these quarters, oldest first, as if complaints had come in from the first on.

    A longer run begins with the very counts of a shorter one.
    """
    return _Years(invention, quarters).told()


@dataclass(frozen=True, slots=True)
class _Case:
    agency: str
    received: date
    entered: date
    is_critical: bool


class _Years:
    """Complaints, drawn one after the other and counted where they and what follows belong."""

    def __init__(self, invention: Invention, quarters: Sequence[Quarter]) -> None:
        self._from = invention
        self._quarters = quarters
        self._random = Random(invention.seed)  # noqa: S311 - an invention has no secrets
        self._counts: dict[Measure, dict[Quarter, dict[tuple[str, ...], int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )

    def told(self) -> PastCounts:
        for index, quarter in enumerate(self._quarters):
            # Each quarter's chances are its own, so that a longer run changes no earlier one.
            self._random.seed(f"{self._from.seed} {quarter.name}")
            base = self._from.complaints_a_quarter[quarter.number - 1]
            number = round(base * self._from.growth_a_year ** (index / 4))
            for _ in range(number + self._random.randint(-6, 6)):
                self._complaint(quarter)
        return PastCounts(
            counts={
                (measure, quarter): dict(self._counts[measure][quarter])
                for measure in COUNTED
                for quarter in self._quarters
            },
            places={quarter: quarter.name for quarter in self._quarters},
        )

    def _complaint(self, quarter: Quarter) -> None:
        days = (quarter.last_day - quarter.first_day).days
        entered = quarter.first_day + timedelta(days=self._random.randint(0, days))
        late = self._chance(self._from.entered_late)
        received = entered - timedelta(days=self._random.randint(5, 60) if late else 0)
        drawn = {name: self._draw(of) for name, of in self._from.weights["complaint"].items()}
        agency = drawn.pop("agency")
        self._count(Measure.COMPLAINTS_RECEIVED, entered, *drawn.values())
        agencies = {agency: None}
        if self._chance(self._from.second_agency):
            agencies[self._draw(self._from.weights["complaint"]["agency"])] = None
        for one in agencies:
            is_critical = drawn["urgency"] == Urgency.CRITICAL
            self._case(_Case(one, received, entered, is_critical))

    def _case(self, case: _Case) -> None:
        weights = self._from.weights
        self._count(Measure.CASES_RECEIVED, case.entered, case.agency)
        answered = case.entered + timedelta(days=int(self._random.expovariate(1 / _MEAN_WAIT_DAYS)))
        waited = _band((answered - case.received).days, WAITS)
        self._count(Measure.FIRST_ANSWERS, answered, waited)
        for clock, (has, kept) in weights["clock"].items():
            if self._chance(has / 100):
                self._clock(
                    case.entered + timedelta(days=self._random.randint(1, 120)), clock, kept
                )
        if case.is_critical:
            self._urgent(case)
        self._end(case)

    def _urgent(self, case: _Case) -> None:
        for clock, kept in _URGENT_CLOCKS.items():
            self._clock(case.entered, clock, kept)
        ended = case.entered + timedelta(days=self._random.randint(0, 12))
        self._count(Measure.URGENT_ENDED, ended, self._draw(self._from.weights["case"]["outcome"]))

    def _clock(self, day: date, clock: str, kept: int) -> None:
        timing = IN_TIME if self._chance(kept / 100) else LATE
        self._count(Measure.CLOCKS_ENDED, day, clock, timing)

    def _end(self, case: _Case) -> None:
        weights = self._from.weights
        ending = self._draw(weights["case"]["ending"])
        median, spread = weights["days"][ending]
        ended = case.entered + timedelta(
            days=1 + int(median * self._random.lognormvariate(0, spread))
        )
        took = _band((ended - case.received).days, DURATIONS)
        year = str(case.entered.year)
        self._count(Measure.CASES_ENDED, ended, case.agency, ending, took, year)
        if ending == REFERRED or self._chance(0.03):
            result = "confirmed" if ending == REFERRED else self._draw(weights["case"]["result"])
            self._count(Measure.REFERRALS_ENDED, ended, result)
        if ending == ClosingReason.FINDINGS:
            self._findings(case.agency, ended)

    def _findings(self, agency: str, ended: date) -> None:
        weights = self._from.weights
        rules = weights["rule"].get(agency, weights["rule"]["other"])
        failed = False
        for _ in range(self._random.choices((1, 2, 3), (68, 25, 7))[0]):
            disposition = self._draw(weights["case"]["disposition"])
            failed = failed or disposition == Disposition.POLICY_FAILURE
            self._count(Measure.ALLEGATIONS_DECIDED, ended, self._draw(rules), agency, disposition)
        if failed:
            answered = ended + timedelta(days=self._random.randint(8, 45))
            answer = self._draw(weights["case"]["answer"])
            self._count(Measure.RECOMMENDATIONS_ANSWERED, answered, answer)

    def _count(self, measure: Measure, day: date, *values: str) -> None:
        self._counts[measure][Quarter.of(day)][values] += 1

    def _draw(self, weights: Mapping[str, float]) -> str:
        return self._random.choices(tuple(weights), tuple(weights.values()))[0]

    def _chance(self, share: float) -> bool:
        return self._random.random() < share


def _band(days: int, bands: Sequence[tuple[str, int | None]]) -> str:
    return next(name for name, most in bands if most is None or days <= most)


def past_quarters(first_period: str, today: date, *, most: int = 20) -> tuple[Quarter, ...]:
    """The closed quarters since the first period, five years of them at most."""
    first = Quarter.parse(first_period)
    return closed_quarters(first.first_day, today)[:most]
