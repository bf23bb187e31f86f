"""Whom the holder of a case let in reads with the keys that the holder signed, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from intake.accounts.models import UnitVersion
from intake.actions.case.access import open_compartment
from intake.actions.case.grant import grant_case
from intake.actions.case.signed_grants import Grant
from intake.actions.keys.renew import renew_unit
from intake.cases.access import AccessKind
from intake.cases.models import Case, CaseAccess
from intake.cases.vocabulary import EventKind
from intake.complaints.compartment import Compartment
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.models import Box
from intake.vault.contexts import Recipient
from intake.vault.errors import KeyUnproven, SealBroken
from intake.vault.keys import UNIT_LETTERS, KeyLetter
from intake.vault.units.grants import SignedGrant, sign_grant
from intake.vault.units.keys import UnitKeys
from tests.integration.accounts.office import INSTALL_ID, INVESTIGATIONS, REVIEW
from tests.integration.cases.staffed import NARRATIVE
from tests.integration.conflict.scene import Scene

GIVEN = (KeyLetter.CONTENT, KeyLetter.THREAD)


def let_in(scene: Scene, letters: tuple[KeyLetter, ...] = GIVEN) -> str:
    """A case that the board has opened, and that the inspector was let in to."""
    case_id = scene.staffed.file()
    scene.open("Ivy", case_id)
    grant_case(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Sam"),
        case_id=case_id,
        grant=Grant(unit=REVIEW, kind=AccessKind.DECIDE_APPEAL, letters=letters),
    )
    return case_id


def a_box_of_ones_own(scene: Scene, case_id: str) -> None:
    """Keys of the writer's making for the unit that was let in."""
    case = scene.case(case_id)
    mine = Compartment.closed(
        INSTALL_ID,
        scene.staffed.context.random,
        complaint_id=case.complaint_id,
        case_id=case_id,
    )
    mine = mine.with_new_keys(UNIT_LETTERS).first_check()
    true = scene.session.scalars(
        select(Box).where(Box.case_id == case_id, Box.recipient == REVIEW)
    ).first()
    version = true.recipient_version if true else 1
    recipient = BoxRecipient(Recipient.UNIT, REVIEW, version, scene.unit_public(REVIEW))
    write(
        scene,
        delete(Box).where(Box.case_id == case_id, Box.recipient == REVIEW),
        insert(Box).values(mine.boxes_for(recipient, UNIT_LETTERS)),
    )


@pytest.mark.parametrize(
    "letters", [(letter,) for letter in UNIT_LETTERS] + [UNIT_LETTERS], ids="".join
)
def test_each_set_of_letters_is_read_through_its_grant(
    scene: Scene, letters: tuple[KeyLetter, ...]
) -> None:
    case_id = let_in(scene, letters)
    own = open_compartment(
        scene.session,
        context=scene.staffed.context,
        member=scene.member("Ines"),
        case=scene.case(case_id),
    )
    held = {letter for letter in own.keys.letters if letter in UNIT_LETTERS}
    assert held == set(letters)


def write(scene: Scene, *statements: Any) -> None:
    session = scene.session
    for statement in statements:
        session.execute(statement)
    session.commit()


def grant_of(scene: Scene, case_id: str) -> bytes:
    signed = scene.session.get_one(CaseAccess, (case_id, REVIEW)).signed
    assert signed
    return signed


def no_grant(scene: Scene, case_id: str) -> None:
    write(scene, update(CaseAccess).values(signed=None))


def a_grant_of_another_case(scene: Scene, case_id: str) -> None:
    other = let_in(scene, GIVEN)
    signed = grant_of(scene, other)
    write(scene, update(CaseAccess).where(CaseAccess.case_id == case_id).values(signed=signed))


def a_grant_signed_by_the_writer(scene: Scene, case_id: str) -> None:
    grant = SignedGrant.from_bytes(grant_of(scene, case_id)).grant
    mine = UnitKeys.generate(scene.staffed.context.random)
    write(scene, update(CaseAccess).values(signed=sign_grant(grant, mine)))


def for_another_purpose(scene: Scene, case_id: str) -> None:
    kind = AccessKind.CONFIRM_WITHDRAWAL.value
    write(scene, update(CaseAccess).where(CaseAccess.unit == REVIEW).values(kind=kind))


def a_case_that_says_it_is_theirs(scene: Scene, case_id: str) -> None:
    write(
        scene,
        update(Case).where(Case.id == case_id).values(unit=REVIEW),
        update(CaseAccess).values(signed=None),
    )


@pytest.mark.parametrize(
    "attack",
    [
        a_box_of_ones_own,
        no_grant,
        a_grant_of_another_case,
        a_grant_signed_by_the_writer,
        for_another_purpose,
        a_case_that_says_it_is_theirs,
    ],
    ids=lambda one: one.__name__,
)
def test_nothing_else_lets_them_in(scene: Scene, attack: Callable[[Scene, str], None]) -> None:
    case_id = let_in(scene)
    assert scene.open("Ines", case_id).content.narrative == NARRATIVE
    attack(scene, case_id)
    with pytest.raises((KeyUnproven, SealBroken)):
        scene.open("Ines", case_id)


def test_new_keys_of_either_unit_change_no_grant(scene: Scene) -> None:
    case_id = let_in(scene)
    for name, unit in (("Sam", INVESTIGATIONS), ("Ines", REVIEW)):
        write(scene, update(UnitVersion).where(UnitVersion.unit == unit).values(stale=True))
        assert renew_unit(
            scene.session, context=scene.staffed.context, member=scene.member(name), unit=unit
        ).new_keys
    assert scene.open("Ines", case_id).content.narrative == NARRATIVE
    scene.staffed.do("Ivy", case_id, EventKind.NOTE_ADDED, written={"note": "go on"})
