"""A key is the text that is stored, and names its parts."""

from __future__ import annotations

import pytest

from intake.bedrock.keys import AgencyKey, EntityKey, UnitKey

UNIT = "saguaro-city/oversight-board/review"
ENTITY = "saguaro-city/oversight-board"


def test_a_unit_names_its_place_its_entity_and_its_own_id() -> None:
    key = UnitKey(UNIT)
    assert (key.place, key.entity, key.id) == ("saguaro-city", ENTITY, "review")
    assert (key.entity.place, key.entity.id) == ("saguaro-city", "oversight-board")
    assert not key.is_administration


def test_a_key_is_the_text_itself() -> None:
    assert UnitKey(UNIT) == UNIT
    assert {UNIT: 1}[UnitKey(UNIT)] == 1
    assert f"{UnitKey(UNIT)}" == UNIT


def test_keys_are_put_together_from_what_they_name() -> None:
    entity = EntityKey.of("saguaro-city", "oversight-board")
    assert entity == ENTITY
    assert UnitKey.of(entity, "review") == UNIT
    assert AgencyKey.of("marisol-county", "sheriff") == "marisol-county/sheriff"


def test_an_administration_belongs_to_a_place_and_to_no_entity_of_it() -> None:
    key = UnitKey.administration("saguaro-city")
    assert key == "saguaro-city/*"
    assert key.is_administration
    assert key.place == "saguaro-city"
    assert key.entity.id == ""


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        (EntityKey, "oversight-board", ENTITY),
        (EntityKey, "marisol-county/review", "marisol-county/review"),
        (UnitKey, "oversight-board/review", UNIT),
        (UnitKey, UNIT, UNIT),
        (AgencyKey, "not_confirmed", "saguaro-city/not_confirmed"),
        (EntityKey, "", ""),
        (UnitKey, "", ""),
    ],
)
def test_the_own_jurisdiction_may_be_left_out(
    kind: type[EntityKey] | type[AgencyKey] | type[UnitKey], text: str, key: str
) -> None:
    found = kind.within("saguaro-city", text)
    assert (found, type(found)) == (key, kind)


def test_what_is_no_key_has_parts_that_nothing_is_called_by() -> None:
    assert EntityKey("saguaro-city").id == ""
    assert UnitKey("review").entity == ""
    assert UnitKey("a/b/c/d").entity == "a/b/c"
