"""Routing answers every combination as the reviewed table says, and the table holds them all."""

from collections import Counter
from pathlib import Path

import pytest

from intake.rules import Configuration
from tests.unit.routing.expected_table import HEADER, Answer, Question, Words, answer, read, write

PLACES = ("saguaro-city", "marisol-county", "state-of-ocotillo")


@pytest.fixture(scope="module")
def table(configuration: Configuration) -> list[tuple[Question, Answer]]:
    return list(read(configuration))


@pytest.mark.parametrize("slug", PLACES)
def test_the_table_holds_every_combination_once(
    slug: str, table: list[tuple[Question, Answer]], configuration: Configuration
) -> None:
    place = configuration.jurisdiction(slug)
    asked = Counter(question for question, _ in table if question[0] == place.name.in_("en"))
    assert asked == Counter(Words(place).questions())
    assert len(asked) > 2000


def test_no_line_is_of_another_place(
    table: list[tuple[Question, Answer]], configuration: Configuration
) -> None:
    names = {configuration.jurisdiction(slug).name.in_("en") for slug in PLACES}
    assert {question[0] for question, _ in table} == names


@pytest.mark.parametrize("slug", PLACES)
def test_routing_answers_as_the_table_says(
    slug: str, table: list[tuple[Question, Answer]], configuration: Configuration
) -> None:
    place = configuration.jurisdiction(slug)
    other = [
        (question, expected, told)
        for question, expected in table
        if question[0] == place.name.in_("en")
        and (told := answer(question, place=place, configuration=configuration)) != expected
    ]
    assert other == []


def test_an_excluded_entity_never_gets_a_case(table: list[tuple[Question, Answer]]) -> None:
    """Stated on the table alone, so that it holds whatever routing does."""
    for question, told in table:
        assert told[0] not in question[4].split(" + ")
        assert (told[3] == "yes") == told[2].startswith("outside default")


def test_writing_and_reading_the_table_agree(
    tmp_path: Path, table: list[tuple[Question, Answer]], configuration: Configuration
) -> None:
    path = tmp_path / "table.csv"
    write(configuration, path)
    assert Counter(read(configuration, path)) == Counter(table)


def test_a_table_with_another_header_is_refused(
    tmp_path: Path, configuration: Configuration
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(",".join(HEADER[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="header"):
        list(read(configuration, path))
