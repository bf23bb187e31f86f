"""Names and wishes exclude entities, and only those that are meant."""

import pytest

from intake.routing import hints_from_names
from intake.rules import Configuration, Jurisdiction

BOARD = "saguaro-city/oversight-board"
INSPECTOR = "saguaro-city/inspector-general"
ATTORNEY = "saguaro-city/attorney-general"


@pytest.mark.parametrize(
    ("names", "excluded"),
    [
        ([], set()),
        (["a tall officer, badge 417"], set()),
        (["DIRECTOR  KÉLLEY"], {BOARD}),
        (["Elena Kelly"], {BOARD}),  # a spelling that the configuration gives
        (["Elena Kellie"], set()),
        (["officer Ruiz", "inspectora Okonjo"], {INSPECTOR}),
        (["it was Ruth Okonjo and Tomas Arriaga together"], {BOARD, INSPECTOR}),
        (["the director of the library"], set()),
        (["Chief Benavides"], {ATTORNEY}),
        (["Civilian Oversight Board"], set()),  # an office that is named is not yet a wish
    ],
)
def test_named_principals(names: list[str], excluded: set[str], saguaro: Jurisdiction) -> None:
    assert hints_from_names(names, jurisdiction=saguaro) == excluded


@pytest.mark.parametrize(
    ("wish", "excluded"),
    [
        ("oversight-board", {BOARD}),
        (BOARD, {BOARD}),
        (f"{BOARD}/investigations", {BOARD}),
        ("please not the civilian oversight board!", {BOARD}),
        ("Kelley", {BOARD}),
        ("Ms. Kelley", {BOARD}),
        ("E.KELLEY and her staff", {BOARD}),
        ("la señora Arriaga-Núñez", {BOARD}),
        ("Kelleyson", set()),
        ("la Junta Civil de Supervisión", {BOARD}),
        ("Inspectoría  general de saguaro city", {INSPECTOR}),
        ("Saguaro City Manager", {BOARD}),  # the board is a part of that office
        ("nobody at the Saguaro City Manager, please", {BOARD}),
        ("Saguaro City Police Department", set()),  # no entity belongs to it
        ("directora Kelley", {BOARD}),
        ("my landlord", set()),
        ("", set()),
    ],
)
def test_who_must_not_see_it(wish: str, excluded: set[str], saguaro: Jurisdiction) -> None:
    assert hints_from_names([], keep_from=[wish], jurisdiction=saguaro) == excluded


def test_with_the_configuration_all_entities_are_looked_through(
    saguaro: Jurisdiction, configuration: Configuration
) -> None:
    names = ["Priya Raghunathan"]
    assert hints_from_names(names, jurisdiction=saguaro) == frozenset()
    everywhere = hints_from_names(names, jurisdiction=saguaro, configuration=configuration)
    assert everywhere == {"state-of-ocotillo/inspector-general"}


def test_a_deputy_with_a_common_name_is_found_only_as_a_name(ocotillo: Jurisdiction) -> None:
    inspector = {"state-of-ocotillo/inspector-general"}
    assert hints_from_names(["walked along the road"], jurisdiction=ocotillo) == frozenset()
    assert hints_from_names(["we waited a long time"], jurisdiction=ocotillo) == frozenset()
    assert hints_from_names(["a man called Al Long"], jurisdiction=ocotillo) == inspector
