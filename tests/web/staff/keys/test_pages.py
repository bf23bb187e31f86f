"""Unit keys by pages: set-up, the second hand, letting in, renewal and recovery."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from intake.accounts.units.keys import proven_unit
from intake.actions.people.disable import disable_person
from intake.settings import Settings
from intake.settings.recovery import fingerprints, path
from intake.vault.symbols.words import fingerprint_words
from tests.integration.accounts.office import (
    BOARD,
    INSTALL_ID,
    INTAKE_UNIT,
    INVESTIGATIONS,
    LEAD,
    WORKER,
    Office,
)
from tests.web.staff.visitor import Visitor, new_visitor

UNIT = f"/staff/units/{INVESTIGATIONS}"


def groups_of(page: str) -> list[str]:
    """The groups of the recovery key as the first copy prints them."""
    return re.findall(r'<li class="code">([0-9A-Z]{8})</li>', page)[:8]


def asked_for(page: str) -> list[int]:
    """The numbers of the groups that are to be typed back."""
    return [int(number) for number in re.findall(r"Group (\d) of the printed key", page)]


def settings_line(page: str) -> str:
    match = re.search(r'<p class="code">(.*?)</p>', page)
    assert match
    return html.unescape(match[1])


@pytest.fixture
def lead(office: Office, visitor: Visitor) -> Visitor:
    """The browser of a lead whose unit has no keys."""
    office.person("Ada", {INVESTIGATIONS: LEAD})
    visitor.sign_in("Ada")
    return visitor


def set_up(visitor: Visitor) -> list[str]:
    """Make, print and confirm the recovery key; returns its groups."""
    made = visitor.post(f"/staff/units/{BOARD}/recovery-key")
    shown = visitor.get(made.location)
    groups = groups_of(shown.text)
    first, second = asked_for(shown.text)
    done = visitor.post(
        made.location,
        first_group=groups[first - 1].lower(),
        second_group=f" {groups[second - 1]} ",
    )
    assert done.location == UNIT, done.text
    return groups


def test_a_lead_is_led_to_the_set_up_and_the_administrator_is_the_second_hand(
    office: Office, lead: Visitor, settings: Settings
) -> None:
    assert lead.get("/staff/").location == "/staff/units/"
    assert "No keys yet" in lead.get("/staff/units/").text
    assert ">Start<" in lead.get(UNIT).text
    made = lead.post(f"/staff/units/{BOARD}/recovery-key")
    assert made.location == "/staff/units/recovery-key"
    shown = lead.get(made.location)
    assert len(groups_of(shown.text)) == 8
    assert shown.text.count(groups_of(shown.text)[0]) == 2, "two copies"
    wrong = lead.post(made.location, first_group="AAAAAAAA", second_group="BBBBBBBB")
    assert wrong.status_code == 422
    groups = groups_of(wrong.text)
    assert groups == groups_of(shown.text), "a slip does not make another key"
    first, second = asked_for(wrong.text)
    done = lead.post(made.location, first_group=groups[first - 1], second_group=groups[second - 1])
    assert lead.get(made.location).status_code == 404, "it is never shown again"
    page = lead.get(done.location)
    assert groups[0] not in page.text
    assert "Waiting for the administrator" in page.text
    path(settings).write_text(settings_line(page.text) + "\n")
    assert set(fingerprints(settings)) == {BOARD}
    assert "Taking complaints" in lead.get(UNIT).text
    unit = proven_unit(
        office.look(), INVESTIGATIONS, install_id=INSTALL_ID, recovery=fingerprints(settings)
    )
    assert set(unit.members) == {office.ids["Ada"]}
    again = lead.post(f"/staff/units/{BOARD}/recovery-key")
    assert again.status_code == 409


def proven_line(visitor: Visitor, settings: Settings) -> None:
    path(settings).write_text(settings_line(visitor.get(UNIT).text) + "\n")


def test_a_newcomer_is_let_in_after_comparing_words(
    office: Office, lead: Visitor, settings: Settings, app: Flask
) -> None:
    set_up(lead)
    proven_line(lead, settings)
    member, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    words = " ".join(fingerprint_words(member.private_key.public_bytes))
    ben = new_visitor(app, office)
    ben.sign_in("Ben")
    assert words in ben.get("/staff/account").text
    assert "have access yet" in ben.get(UNIT).text
    page = f"{UNIT}/let-in/{member.staff_id}"
    assert ben.get(page).status_code == 409, "nobody lets themselves in"
    assert words in lead.get(page).text
    assert lead.post(page).status_code == 422, "the box is not ticked"
    stale = lead.post(page, compared="0" * 64, same="y")
    assert stale.status_code == 409
    assert lead.post(page, same="y").location == UNIT
    assert lead.get(UNIT).text.count("Holds the key") == 2
    assert "have access yet" not in ben.get(UNIT).text


def test_the_next_sign_in_renews_before_anything_else(
    office: Office, lead: Visitor, settings: Settings, app: Flask
) -> None:
    set_up(lead)
    proven_line(lead, settings)
    office.recovery.update(fingerprints(settings))
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    page = f"{UNIT}/let-in/{ben.staff_id}"
    lead.post(page, same="y")
    disable_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    assert "Needs new keys" in lead.get(UNIT).text
    fresh = new_visitor(app, office)
    fresh.sign_in("Ada")
    shown = fresh.get(UNIT)
    assert "the unit got new keys" in shown.text
    assert "Needs new keys" not in shown.text


def test_the_renewal_can_be_done_at_once(office: Office, lead: Visitor, settings: Settings) -> None:
    set_up(lead)
    proven_line(lead, settings)
    assert lead.get(f"{UNIT}/renew").status_code == 404, "nothing to renew"
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    lead.post(f"{UNIT}/let-in/{ben.staff_id}", same="y")
    disable_person(office.session, context=office.context, by=None, staff_id=ben.staff_id)
    assert lead.post(f"{UNIT}/renew").status_code == 422
    assert lead.post(f"{UNIT}/renew", sure="y").location == UNIT


def test_a_second_unit_is_set_up_with_the_printed_key(
    office: Office, lead: Visitor, settings: Settings, app: Flask
) -> None:
    groups = set_up(lead)
    office.person("Cleo", {INTAKE_UNIT: LEAD})
    cleo = new_visitor(app, office)
    cleo.sign_in("Cleo")
    page = f"/staff/units/{INTAKE_UNIT}/set-up"
    slip = ["7" * 8, *groups[1:]]
    answer = cleo.post(page, recovery_key="-".join(slip))
    assert answer.status_code == 422
    assert "Group 1 is wrong." in answer.text
    short = cleo.post(page, recovery_key="-".join(groups[:7]))
    assert "Enter all 64 characters of the key. You entered 56." in short.text
    done = cleo.post(page, recovery_key=" ".join(groups).lower())
    assert done.location == f"/staff/units/{INTAKE_UNIT}"
    assert cleo.get(page).status_code == 404


def test_the_printed_key_brings_a_new_lead_back_in(
    office: Office, lead: Visitor, settings: Settings, app: Flask
) -> None:
    groups = set_up(lead)
    proven_line(lead, settings)
    disable_person(office.session, context=office.context, by=None, staff_id=office.ids["Ada"])
    office.person("Dora", {INVESTIGATIONS: LEAD})
    dora = new_visitor(app, office)
    dora.sign_in("Dora")
    assert "Use the printed recovery key" in dora.get(UNIT).text
    done = dora.post(f"{UNIT}/recover", recovery_key="-".join(groups))
    assert done.location == UNIT
    assert "Holds the key" in dora.get(UNIT).text
    assert dora.get(f"{UNIT}/recover").status_code == 404


def test_units_of_others_are_not_found(office: Office, lead: Visitor) -> None:
    for unit in ("saguaro-city/inspector-general/review", INTAKE_UNIT, "x/y/z"):
        assert lead.get(f"/staff/units/{unit}").status_code == 404
    assert lead.get("/staff/units/saguaro-city/inspector-general/recovery-key").status_code == 404


def test_an_unproven_chain_is_shown_and_lets_nobody_in(
    office: Office, lead: Visitor, settings: Settings
) -> None:
    set_up(lead)
    ben, _ = office.person("Ben", {INVESTIGATIONS: WORKER})
    path(settings).write_text(f'"{BOARD}" = "{"0" * 64}"\n')
    assert "Keys can't be verified" in lead.get(UNIT).text
    assert lead.get(f"{UNIT}/let-in/{ben.staff_id}").status_code == 409
