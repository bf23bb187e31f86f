"""The table of expected routings: how `tests/data/routing_expected.csv` is read and written.

Each line says in plain words where a complaint goes. A cell with several entries, parted by
semicolons, stands for each of them, "any" for all that the jurisdiction has; taken together, the
lines hold every combination of employer, place, rules and excluded entities of the three example
jurisdictions exactly once.

After a wished change of the routing, write the table anew, read the difference line by line (that
is the review), and commit it together with the change:

    python -m tests.unit.routing.expected_table
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

from intake.routing import Hints, NobodyLeft, RouteRule, RoutingFacts, route
from intake.rules import Configuration, Jurisdiction, RuleCode, load_configuration

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "tests/data/routing_expected.csv"
HEADER = (
    "Jurisdiction",
    "Employer of the official",
    "Place",
    "Rules said to be broken",
    "Entities excluded",
    "Entity that gets it",
    "Unit",
    "Because of",
    "Administrator alarmed",
)
NO_PLACE, OTHER_PLACE = "no place given", "any other place"
NOT_CONFIRMED, NO_OFFICIAL = "employer not in the list", "no local official"
NOT_SURE, ALL_RULES = "not sure", "all adopted rules"
NOBODY = "none"
ANY_PLACE, ANY_RULES = "any", "any or not sure"
REFUSED = ("nobody: the person is asked whom to let see it", "", "everybody is excluded", "no")
BECAUSE = {
    RouteRule.EMPLOYER: "employer",
    RouteRule.EMPLOYER_PLACE: "employer and place",
    RouteRule.EMPLOYER_RULE: "employer and rule",
    RouteRule.EMPLOYER_PLACE_RULE: "employer, place and rule",
    RouteRule.NOT_CONFIRMED: "front door: employer not confirmed",
    RouteRule.NO_LOCAL_OFFICIAL: "front door: no local official",
    RouteRule.STAND_IN: "stand-in for an excluded entity",
    RouteRule.OUTSIDE_DEFAULT: "outside default: no stand-in left",
}

Question = tuple[str, str, str, str, str]
Answer = tuple[str, str, str, str]
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The plain words of one jurisdiction's choices, and what each stands for."""

    place: Jurisdiction

    def employers(self) -> dict[str, str]:
        listed = {one.name.in_("en"): one.id for one in self.place.agencies.values()}
        return {**listed, NOT_CONFIRMED: "not_confirmed", NO_OFFICIAL: "none"}

    def places(self) -> dict[str, str | None]:
        """Every place that a route names, none, and one place that no route names."""
        routed = {route.place_id for route in self.place.routes if route.place_id}
        facilities = self.place.facilities
        other = next(one for one in facilities if one not in routed)
        named = {facilities[one].name.in_("en"): one for one in facilities if one in routed}
        return {NO_PLACE: None, **named, OTHER_PLACE: other}

    def rules(self) -> dict[str, frozenset[RuleCode]]:
        adopted = [code for code in RuleCode if code in self.place.policy.rules]
        one_each = {str(code): frozenset({code}) for code in adopted}
        return {NOT_SURE: frozenset(), **one_each, ALL_RULES: frozenset(adopted)}

    def exclusions(self) -> dict[str, frozenset[str]]:
        """Every set of the jurisdiction's entities, from none to all."""
        names = {one.key: one.name.in_("en") for one in self.place.entities.values()}
        sets = (some for size in range(len(names) + 1) for some in combinations(names, size))
        return {" + ".join(names[key] for key in some) or NOBODY: frozenset(some) for some in sets}

    def questions(self) -> Iterator[Question]:
        """Every combination, in plain words."""
        name = self.place.name.in_("en")
        yield from product([name], self.employers(), self.places(), self.rules(), self.exclusions())


def answer(question: Question, *, place: Jurisdiction, configuration: Configuration) -> Answer:
    """What routing says to one combination, in plain words."""
    _, employer, where, rules, exclusion = question
    words = Words(place)
    try:
        decision = route(
            RoutingFacts((words.employers()[employer],), words.rules()[rules]),
            hints=Hints(words.places()[where], words.exclusions()[exclusion]),
            jurisdiction=place,
            configuration=configuration,
        )
    except NobodyLeft:
        return REFUSED
    (case,) = decision.cases
    unit = configuration.unit(case.unit_key).name.in_("en")
    entity = configuration.entity(case.entity_key).name.in_("en")
    return entity, unit, BECAUSE[case.rule_fired], "yes" if decision.alarms else "no"


def read(configuration: Configuration, path: Path = TABLE) -> Iterator[tuple[Question, Answer]]:
    """The table with every cell of several entries unfolded."""
    words = {one.name.in_("en"): Words(one) for one in configuration.jurisdictions.values()}
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        if tuple(next(lines)) != HEADER:
            raise ValueError(f"the header of {path.name} is another one")
        for name, employer, where, rules, exclusions, *rest in lines:
            entity, unit, because, alarmed = rest
            wheres = words[name].places() if where == ANY_PLACE else where.split("; ")
            codes = words[name].rules() if rules == ANY_RULES else rules.split("; ")
            for one in product([name], [employer], wheres, codes, exclusions.split("; ")):
                yield one, (entity, unit, because, alarmed)


def write(configuration: Configuration, path: Path = TABLE) -> None:
    """Write the table anew from what routing says now; the difference wants a review."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(HEADER)
        for slug in ("saguaro-city", "marisol-county", "state-of-ocotillo"):
            place = configuration.jurisdiction(slug)
            for employer in Words(place).employers():
                lines.writerows(_lines(place, employer, configuration))


def _lines(
    place: Jurisdiction, employer: str, configuration: Configuration
) -> Iterator[tuple[str, ...]]:
    """The lines of one employer: what is answered alike is folded, exclusions first."""
    answers = {
        question[2:]: answer(question, place=place, configuration=configuration)
        for question in Words(place).questions()
        if question[1] == employer
    }
    words, name = Words(place), place.name.in_("en")
    for exclusions, by_place in _fold(answers, at=2):
        for places, by_rule in _fold(by_place, at=0):
            for rules, told in _fold(by_rule, at=0):
                where = _any_or(places, words.places(), ANY_PLACE)
                codes = _any_or(rules, words.rules(), ANY_RULES)
                yield name, employer, where, codes, exclusions, *told[()]


def _any_or(cell: str, choices: Iterable[str], any_of_them: str) -> str:
    return any_of_them if cell == "; ".join(choices) else cell


def _fold(answers: Mapping[Cells, Answer], *, at: int) -> Iterable[tuple[str, dict[Cells, Answer]]]:
    """The entries of the cell `at` that share all their answers, each group as one cell, and
    those answers by the cells that are left.
    """
    groups: dict[frozenset[tuple[Cells, Answer]], list[str]] = {}
    for entry in dict.fromkeys(cells[at] for cells in answers):
        rest = {
            (*cells[:at], *cells[at + 1 :]): told
            for cells, told in answers.items()
            if cells[at] == entry
        }
        groups.setdefault(frozenset(rest.items()), []).append(entry)
    return [
        ("; ".join(entries), _in_order(group, answers, at)) for group, entries in groups.items()
    ]


def _in_order(
    group: frozenset[tuple[Cells, Answer]], answers: Mapping[Cells, Answer], at: int
) -> dict[Cells, Answer]:
    found = dict(group)
    order = dict.fromkeys((*cells[:at], *cells[at + 1 :]) for cells in answers)
    return {cells: found[cells] for cells in order if cells in found}


if __name__ == "__main__":
    write(load_configuration(ROOT / "config"))
