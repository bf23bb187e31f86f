"""People by pages: inviting, joining, roles, disabling, resetting."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from intake.accounts.invitations import current_token
from intake.accounts.memberships import roles_of
from intake.accounts.models import Staff
from intake.accounts.roles import Role
from intake.accounts.states import StaffState
from tests.integration.accounts.office import (
    ADMINISTRATION,
    INTAKE_UNIT,
    INVESTIGATIONS,
    LEAD,
    REVIEW,
    WORKER,
    Office,
    password_of,
)
from tests.web.staff.visitor import Visitor, hidden_fields, new_visitor

PASSPHRASE = "an evening walk along the quiet river"


@pytest.fixture
def admin(office: Office, visitor: Visitor) -> Visitor:
    """The browser of the administrator, signed in."""
    office.person("Root", {ADMINISTRATION: frozenset({Role.ADMINISTRATOR})})
    visitor.sign_in("Root")
    return visitor


def invite(admin: Visitor, **changes: object):  # type: ignore[no-untyped-def]
    fields: dict[str, object] = {
        "name": "Ada Lovelace",
        "email": "ada@office.example",
        "language": "es",
        "unit": INVESTIGATIONS,
        "roles": ["lead", "intake"],
    }
    return admin.post("/staff/team/invite", **(fields | changes))


def staff_id_of(answer) -> str:  # type: ignore[no-untyped-def]
    return str(answer.location.rpartition("/")[2])


def test_from_the_invitation_to_the_account_page(
    office: Office, admin: Visitor, app: Flask
) -> None:
    answer = invite(admin)
    assert answer.status_code == 303
    staff_id = staff_id_of(answer)
    shown = admin.get(answer.location)
    assert "Ada Lovelace" in shown.text
    assert "The link has not been used yet." in shown.text
    token = current_token(
        office.look(), keyring=office.keyring, staff_id=staff_id, at=office.clock()
    )
    assert token
    assert token not in shown.text
    ada = new_visitor(app, office)
    page = ada.get(f"/staff/join/{token}")
    assert "Ada Lovelace" in page.text
    offered = re.search(r'name="offered"[^>]*value="([a-z ]+)"', page.text)
    assert offered
    assert len(offered[1].split()) == 6
    slip = ada.post(f"/staff/join/{token}", new_password=PASSPHRASE, password_again="else")
    assert slip.status_code == 422
    assert "The two passphrases do not match. Enter the same one twice." in slip.text
    weak = ada.post(f"/staff/join/{token}", new_password="short", password_again="short")
    assert "Use at least" in weak.text
    joined = ada.post(f"/staff/join/{token}", new_password=PASSPHRASE, password_again=PASSPHRASE)
    assert joined.location == "/staff/join-code"
    scanning = ada.get(joined.location)
    assert "data:image/svg+xml" in scanning.text
    assert ada.post(joined.location, code="000000").status_code == 422
    office.ids["Ada"] = staff_id
    done = ada.post(joined.location, code=office.code_of("Ada"))
    assert done.location == "/staff/account"
    account = ada.get("/staff/account")
    assert 'lang="es"' in account.text
    gone = ada.get(f"/staff/join/{token}")
    assert gone.status_code == 404


def test_the_offered_words_stay_the_same_after_a_mistake(office: Office, visitor: Visitor) -> None:
    _, token = office.invited("Ada", {INVESTIGATIONS: LEAD})
    page = visitor.get(f"/staff/join/{token}")
    offered = re.search(r'name="offered"[^>]*value="([a-z ]+)"', page.text)
    assert offered
    fields = {"offered": offered[1], "new_password": offered[1], "password_again": "slip"}
    again = visitor.post(f"/staff/join/{token}", **fields)
    assert again.status_code == 422
    assert again.text.count(offered[1]) == 2, "shown, and kept for the next try; never filled in"


def test_a_faulty_invitation_keeps_what_was_typed(office: Office, admin: Visitor) -> None:
    for changes, words in (
        ({"email": "no address"}, "Enter an email address like name@example.com."),
        (
            {"email": "root@office.example"},
            "Someone already has an account with this email address.",
        ),
        ({"name": " "}, "Enter the person"),
        ({"roles": []}, "Choose at least one role."),
        ({"unit": ""}, "Choose a unit."),
        (
            {"unit": INTAKE_UNIT, "roles": ["investigator"]},
            "This unit does not have that role. Choose a different one.",
        ),
        ({"unit": "marisol-county/*", "roles": ["administrator"]}, "Please fix the following"),
    ):
        answer = invite(admin, **changes)
        assert answer.status_code == 422, changes
        assert words in answer.text, changes
        if "name" not in changes:
            assert "Ada Lovelace" in answer.text


def test_roles_are_changed_and_conflicts_are_told(office: Office, admin: Visitor) -> None:
    staff_id = staff_id_of(invite(admin))
    page = f"/staff/team/{staff_id}"
    done = admin.post(f"{page}/roles/{INVESTIGATIONS}", page=page, roles=["supervisor"])
    assert done.location == page
    assert roles_of(office.look(), staff_id) == {INVESTIGATIONS: frozenset({Role.SUPERVISOR})}
    refused = admin.post(f"{page}/roles", page=page, unit=REVIEW, roles=["intake"])
    assert refused.status_code == 422
    assert "also for its stand-in" in refused.text
    refused = admin.post(f"{page}/roles", page=page, unit=ADMINISTRATION, roles=["administrator"])
    assert "t read complaints" in refused.text
    refused = admin.post(f"{page}/roles/{INVESTIGATIONS}", page=page, roles=[])
    assert "Choose at least one role. If" in refused.text
    added = admin.post(f"{page}/roles", page=page, unit=INTAKE_UNIT, roles=["intake"])
    assert added.status_code == 303
    assert set(roles_of(office.look(), staff_id)) == {INVESTIGATIONS, INTAKE_UNIT}


def test_disabling_and_resetting_ask_first(office: Office, admin: Visitor) -> None:
    member, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    page = f"/staff/team/{member.staff_id}"
    unticked = admin.post(f"{page}/disable")
    assert unticked.status_code == 422
    assert admin.post(f"{page}/disable", sure="y").location == page
    assert office.look().get_one(Staff, member.staff_id).state == StaffState.DISABLED
    assert admin.post(f"{page}/reset", sure="y").location == page
    row = office.look().get_one(Staff, member.staff_id)
    assert (row.state, row.public_key) == (StaffState.INVITED, None)
    again = admin.post(f"{page}/invite-again", page=page)
    assert again.location == page


def test_the_passphrase_is_asked_again_after_ten_minutes(office: Office, admin: Visitor) -> None:
    member, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    office.clock.advance(minutes=10)
    page = f"/staff/team/{member.staff_id}/disable"
    asked = admin.get(page)
    assert asked.location == f"/staff/confirm?next={page}"
    assert admin.post(asked.location, password="not it").status_code == 422
    back = admin.post(asked.location, password=password_of("Root"))
    assert back.location == page
    assert admin.get(page).status_code == 200


def test_an_invitation_waits_for_the_passphrase_and_loses_nothing(
    office: Office, admin: Visitor
) -> None:
    typed = {"name": "Zoë Ejemplo", "email": "zoe@office.example", "unit": INVESTIGATIONS}
    page = hidden_fields(admin.get("/staff/team/invite").text)
    office.clock.advance(minutes=10)
    assert admin.get("/staff/team/invite").location == "/staff/confirm?next=/staff/team/invite"
    waits = admin.client.post(
        "/staff/team/invite", data={**page, **typed, "language": "es", "roles": ["lead", "intake"]}
    )
    assert "Confirm your passphrase" in waits.text
    kept = MultiDict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', waits.text))
    assert kept.getlist("roles") == ["lead", "intake"]
    token = hidden_fields(waits.text)["csrf_token"]
    kept["csrf_token"] = token
    wrong = admin.client.post("/staff/team/invite", data=kept | {"password": ["not it"]})
    assert wrong.status_code == 422
    assert "Zoë Ejemplo" in wrong.text
    done = admin.client.post("/staff/team/invite", data=kept | {"password": [password_of("Root")]})
    assert done.status_code == 303
    assert "Zoë Ejemplo" in admin.get(done.location).text


def test_roles_and_new_links_wait_for_the_passphrase_too(office: Office, admin: Visitor) -> None:
    member, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    carla, _ = office.invited("Carla", {INVESTIGATIONS: WORKER})
    home = f"/staff/team/{member.staff_id}"
    page = hidden_fields(admin.get(home).text)
    office.clock.advance(minutes=10)
    for path, fields in (
        (f"{home}/roles/{INVESTIGATIONS}", {"roles": ["lead"]}),
        (f"{home}/roles", {"unit": INTAKE_UNIT, "roles": ["intake"]}),
        (f"/staff/team/{carla}/invite-again", {}),
    ):
        waits = admin.client.post(path, data={"csrf_token": page["csrf_token"], **fields})
        assert waits.status_code == 200
        assert "Confirm your passphrase" in waits.text
    held = roles_of(office.look(), member.staff_id)
    assert set(held) == {INVESTIGATIONS}
    assert held[INVESTIGATIONS] == WORKER


def test_the_last_administrator_is_told_so(office: Office, admin: Visitor) -> None:
    refused = admin.post(f"/staff/team/{office.ids['Root']}/disable", sure="y")
    assert refused.status_code == 422
    assert "This is the last administrator." in refused.text


def test_people_of_other_places_are_not_found(office: Office, admin: Visitor) -> None:
    staff_id, _ = office.invited("Carla", {"marisol-county/human-rights-commission/intake": LEAD})
    assert admin.get(f"/staff/team/{staff_id}").status_code == 404
    assert "Carla" not in admin.get("/staff/team/").text


def test_the_list_shows_names_as_typed(office: Office, admin: Visitor) -> None:
    invite(admin, name="<b>Zoë</b> {{ 7*7 }} \u202egnirts", email="zoe@office.example")
    page = admin.get("/staff/team/")
    assert "&lt;b&gt;Zoë&lt;/b&gt; {{ 7*7 }} \u202egnirts" in page.text
