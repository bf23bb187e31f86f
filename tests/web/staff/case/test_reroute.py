"""The pages on which a case moves to another unit, and on which another unit is let in."""

from __future__ import annotations

import pytest
from flask import Flask

from intake.cases.access import AccessKind
from tests.integration.accounts.office import INVESTIGATIONS, REVIEW, password_of
from tests.integration.cases.staffed import NARRATIVE, Staffed
from tests.integration.conflict.scene import Scene, set_scene
from tests.web.staff.visitor import Visitor, new_visitor

APPEAL = f"{REVIEW}|{AccessKind.DECIDE_APPEAL.value}"


@pytest.fixture
def scene(staffed: Staffed) -> Scene:
    """The board at work, with its stand-in."""
    return set_scene(staffed)


def signed_in(app: Flask, scene: Scene, name: str) -> Visitor:
    """The browser of somebody who has just typed the password."""
    visitor = new_visitor(app, scene.staffed.office)
    assert visitor.sign_in(name).status_code == 303
    return visitor


def opened(scene: Scene) -> str:
    case_id = scene.staffed.file()
    scene.open("Ivy", case_id)
    return case_id


def test_a_case_moves_by_its_form_and_the_new_unit_sees_who_had_it(
    app: Flask, scene: Scene
) -> None:
    case_id = opened(scene)
    ivy = signed_in(app, scene, "Ivy")
    path = f"/staff/cases/{case_id}/do/reroute"
    form = ivy.get(path)
    assert form.status_code == 200
    assert f'value="{REVIEW}"' in form.text
    assert f'value="{INVESTIGATIONS}"' not in form.text
    moved = ivy.post(path, unit=REVIEW, reason="conflict_found", reasons="a cousin")
    assert (moved.status_code, moved.location) == (303, "/staff/cases")
    assert ivy.get(f"/staff/cases/{case_id}").status_code == 404
    ines = signed_in(app, scene, "Ines")
    page = ines.get(f"/staff/cases/{case_id}")
    assert "Investigations office, Saguaro City Civilian Oversight Board" in page.text
    read = ines.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert "Pagamos la fianza" in read.text
    assert "a cousin" in read.text
    access = ines.get(f"/staff/cases/{case_id}/access")
    assert "It was opened there." in access.text


def test_a_refused_unit_keeps_what_was_typed(app: Flask, scene: Scene) -> None:
    case_id = opened(scene)
    sam = signed_in(app, scene, "Sam")
    answer = sam.post(
        f"/staff/cases/{case_id}/do/reroute",
        unit="saguaro-city/oversight-board/intake",
        reason="wrong_body",
        reasons="kept words",
    )
    assert answer.status_code == 422
    assert "kept words" in answer.text
    assert scene.case(case_id).unit == INVESTIGATIONS


def test_a_unit_is_let_in_and_out_again(app: Flask, scene: Scene) -> None:
    case_id = opened(scene)
    sam, ines = signed_in(app, scene, "Sam"), signed_in(app, scene, "Ines")
    assert ines.get(f"/staff/cases/{case_id}").status_code == 404
    assert "No cases are shared with you now" in ines.get("/staff/shared").text
    path = f"/staff/cases/{case_id}/access"
    assert sam.post(f"{path}/new", unit=APPEAL, letters=["K", "T"]).location == path
    assert "Second person: decides the appeal" in sam.get(path).text
    assert f"/staff/cases/{case_id}" in ines.get("/staff/shared").text
    read = ines.post(f"/staff/cases/{case_id}/open", page=f"/staff/cases/{case_id}")
    assert NARRATIVE.partition(".")[0] in read.text
    assert "Rosa Invented" not in read.text
    assert ines.get(f"{path}/new").status_code == 404
    assert sam.post(f"{path}/end", page=path, unit=REVIEW).location == path
    assert ines.get(f"/staff/cases/{case_id}").status_code == 404


def test_letting_in_asks_for_the_password_again(app: Flask, scene: Scene) -> None:
    case_id = opened(scene)
    sam = signed_in(app, scene, "Sam")
    scene.staffed.office.clock.advance(minutes=11)
    path = f"/staff/cases/{case_id}/access/new"
    asked = sam.get(path)
    assert asked.status_code == 303
    assert "/staff/confirm" in asked.location
    sam.post(asked.location, password=password_of("Sam"))
    assert sam.get(path).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"letters": []}, {"unit": "", "letters": ["K"]}, {"unit": "x|holds", "letters": ["K"]}],
    ids=["nothing to open", "no unit", "a unit that is not offered"],
)
def test_what_is_missing_is_said(app: Flask, scene: Scene, wrong: dict[str, object]) -> None:
    case_id = opened(scene)
    sam = signed_in(app, scene, "Sam")
    answer = sam.post(f"/staff/cases/{case_id}/access/new", **({"unit": APPEAL} | wrong))
    assert answer.status_code == 422


def test_who_may_not_let_others_in_is_not_asked(app: Flask, scene: Scene) -> None:
    case_id = opened(scene)
    ivy = signed_in(app, scene, "Ivy")
    page = ivy.get(f"/staff/cases/{case_id}/access")
    assert page.status_code == 200
    assert "/access/new" not in page.text
    assert ivy.get(f"/staff/cases/{case_id}/access/new").status_code == 404
