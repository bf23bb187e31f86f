"""A conflict known at filing: the conflicted unit's key is never among the recipients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from intake.actions.complaint import cases as filing_cases
from intake.actions.complaint import plan as filing_plan
from intake.complaints.content import NamedAgency
from intake.complaints.models import Box
from intake.complaints.unsent import Unsent
from intake.vault.contexts import Recipient
from tests.integration.accounts.office import INVESTIGATIONS, REVIEW
from tests.integration.cases.staffed import NARRATIVE, told
from tests.integration.conflict.scene import CIVIL_RIGHTS, Scene

Change = Callable[[Unsent], Unsent]


def ticked(unsent: Unsent) -> Unsent:
    told_ = told(unsent)
    return replace(told_, identity=replace(told_.identity, keep_from=("oversight-board",)))


def typed(unsent: Unsent) -> Unsent:
    told_ = told(unsent)
    wish = "por favor no se lo digan a la Junta Civil de Supervision"
    return replace(told_, identity=replace(told_.identity, keep_from_names=wish))


def principal_told_of(unsent: Unsent) -> Unsent:
    told_ = told(unsent)
    return replace(told_, narrative=NARRATIVE + " Lo ordenó la directora KELLEY en persona.")


def principal_named(unsent: Unsent) -> Unsent:
    told_ = told(unsent)
    named = (NamedAgency(agency_id="holding-center", official="tomas  arriaga nuñez"),)
    return replace(told_, content=replace(told_.content, agencies=named))


def own_parent(unsent: Unsent) -> Unsent:
    told_ = told(unsent)
    named = (NamedAgency(agency_id="city-manager"), NamedAgency(agency_id="holding-center"))
    return replace(told_, content=replace(told_.content, agencies=named))


CONFLICTS: tuple[Change, ...] = (ticked, typed, principal_told_of, principal_named, own_parent)


@pytest.mark.parametrize("change", CONFLICTS, ids=lambda change: change.__name__)
def test_no_box_opens_for_the_conflicted_unit_and_one_does_for_the_stand_in(
    scene: Scene, change: Change
) -> None:
    case_id = scene.staffed.file(change)
    assert scene.case(case_id).unit == REVIEW
    assert scene.attack(scene.board_keys()) == {}
    assert NARRATIVE in " ".join(scene.attack(scene.inspector_keys()).values())
    assert scene.open("Ines", case_id).content.narrative.startswith(NARRATIVE)


def test_without_a_conflict_the_same_keys_open_everything(scene: Scene) -> None:
    case_id = scene.staffed.file()
    assert scene.case(case_id).unit == INVESTIGATIONS
    assert NARRATIVE in scene.attack(scene.board_keys()).values()
    assert scene.attack(scene.inspector_keys()) == {}


def test_whoever_stands_in_for_the_stand_in_gets_it_if_both_are_excluded(scene: Scene) -> None:
    def both(unsent: Unsent) -> Unsent:
        told_ = ticked(unsent)
        wish = "nor the Inspector General of Saguaro City"
        return replace(told_, identity=replace(told_.identity, keep_from_names=wish))

    case_id = scene.staffed.file(both)
    assert scene.case(case_id).unit == CIVIL_RIGHTS
    assert scene.attack((*scene.board_keys(), *scene.inspector_keys())) == {}
    assert scene.open("Gale", case_id).content.narrative == NARRATIVE


def test_no_row_tells_whom_the_complainant_fears(scene: Scene) -> None:
    case_id = scene.staffed.file(principal_named)
    case = scene.case(case_id)
    assert case.route_rule == "stand_in"
    recipients = scene.session.scalars(
        select(Box.recipient).where(Box.recipient_kind == Recipient.UNIT.value)
    ).all()
    assert set(recipients) == {REVIEW}


def test_a_box_too_many_would_be_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = filing_cases.seal_cases

    def leaky(cases, *, unsent, units, tag_keys):  # type: ignore[no-untyped-def]
        made = sealed(cases, unsent=unsent, units=units, tag_keys=tag_keys)
        board = filing_plan_units(scene)
        also = [replace(case, unit=INVESTIGATIONS) for case in cases]
        more = sealed(also, unsent=unsent, units={INVESTIGATIONS: board}, tag_keys=tag_keys).boxes
        leaked = [box for box in more if box["recipient"] == INVESTIGATIONS]
        return replace(made, boxes=[*made.boxes, *leaked])

    monkeypatch.setattr(filing_plan, "seal_cases", leaky)
    scene.staffed.file(ticked)
    assert scene.attack(scene.board_keys()) != {}


def filing_plan_units(scene: Scene):  # type: ignore[no-untyped-def]
    """The board's proven key, as a faulty filing would take it."""
    from intake.accounts.units.keys import proven_unit

    context = scene.staffed.context
    return proven_unit(
        scene.staffed.office.session,
        INVESTIGATIONS,
        install_id=context.install_id,
        recovery=context.recovery,
    )
