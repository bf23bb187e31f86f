"""A public key swapped in the database: refused at filing, at a change of hands and at rotation."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from intake.accounts.models import Staff, UnitVersion
from intake.accounts.units.keys import proven_unit
from intake.actions.case.recording import CaseRefused
from intake.actions.keys.renew import renew_unit
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.complaints.models import Box
from intake.notify.kinds import NoticeKind
from intake.notify.models import OutboxRow
from intake.routing import NobodyLeft
from intake.vault.boxes import PrivateKey
from intake.vault.units.keys import UnitKeys
from tests.integration.accounts.office import INSTALL_ID, INVESTIGATIONS, REVIEW
from tests.integration.cases.staffed import NARRATIVE
from tests.integration.conflict.scene import CIVIL_RIGHTS, Scene


def swap(scene: Scene, unit: str) -> PrivateKey:
    """Put a key of the attacker's in the place of a unit's, in its newest statement."""
    foreign = UnitKeys.generate(scene.staffed.office.random)
    session = scene.session
    good = proven_unit(
        session, unit, install_id=INSTALL_ID, recovery=scene.staffed.context.recovery
    ).public_key.public_bytes
    newest = session.scalars(
        select(UnitVersion).where(UnitVersion.unit == unit).order_by(UnitVersion.version.desc())
    ).first()
    assert newest is not None
    swapped = newest.statement.replace(good, foreign.private.public_bytes)
    assert swapped != newest.statement
    session.execute(
        update(UnitVersion).where(UnitVersion.id == newest.id).values(statement=swapped)
    )
    session.commit()
    return foreign.private


def test_at_filing_the_stand_in_gets_it_and_the_administrators_an_alarm(scene: Scene) -> None:
    foreign = swap(scene, INVESTIGATIONS)
    case_id = scene.staffed.file()
    assert scene.case(case_id).unit == REVIEW
    assert scene.attack((foreign,)) == {}
    assert set(
        scene.session.scalars(select(Box.recipient).where(Box.recipient_kind == "unit"))
    ) == {REVIEW}
    assert AuditKind.ROUTE_ALARM.value in scene.session.scalars(select(AuditEntry.kind)).all()
    told = scene.session.scalars(select(OutboxRow.kind)).all()
    assert NoticeKind.ADMINISTRATOR_ALARM.value in told


def test_at_filing_nothing_is_sealed_where_every_key_is_swapped(scene: Scene) -> None:
    foreign = [swap(scene, unit) for unit in (INVESTIGATIONS, REVIEW, CIVIL_RIGHTS)]
    with pytest.raises(NobodyLeft):
        scene.staffed.file()
    assert scene.attack(foreign) == {}
    assert scene.session.scalars(select(Box.id).where(Box.recipient_kind == "unit")).all() == []


def test_at_a_change_of_hands_the_swapped_unit_is_no_receiver(scene: Scene) -> None:
    case_id = scene.staffed.file()
    scene.open("Ivy", case_id)
    foreign = swap(scene, REVIEW)
    with pytest.raises(CaseRefused):
        scene.move("Ivy", case_id)
    assert scene.attack((foreign,)) == {}
    assert scene.case(case_id).unit == INVESTIGATIONS


def test_at_rotation_a_swapped_member_gets_no_key(scene: Scene) -> None:
    case_id = scene.staffed.file()
    foreign = PrivateKey.generate(scene.staffed.office.random)
    session = scene.session
    swapped = scene.member("Inez").staff_id
    session.execute(
        update(Staff).where(Staff.id == swapped).values(public_key=foreign.public_bytes)
    )
    session.execute(
        update(UnitVersion).where(UnitVersion.unit == INVESTIGATIONS).values(stale=True)
    )
    session.commit()
    renew_unit(
        session, context=scene.staffed.context, member=scene.member("Lou"), unit=INVESTIGATIONS
    )
    proven = proven_unit(
        scene.session,
        INVESTIGATIONS,
        install_id=INSTALL_ID,
        recovery=scene.staffed.context.recovery,
    )
    assert swapped not in proven.members
    assert scene.member("Ivy").staff_id in proven.members
    assert scene.attack((foreign,)) == {}
    assert NARRATIVE in scene.attack(scene.board_keys()).values()
    assert scene.open("Ivy", case_id).content.narrative == NARRATIVE
    kinds = scene.session.scalars(select(AuditEntry.kind)).all()
    assert AuditKind.MEMBER_KEY_REFUSED.value in kinds


def test_at_rotation_a_swapped_unit_is_left_alone(scene: Scene) -> None:
    scene.staffed.file()
    foreign = swap(scene, INVESTIGATIONS)
    session = scene.session
    session.execute(update(UnitVersion).values(stale=True))
    session.commit()
    before = session.scalars(select(UnitVersion.id)).all()
    scene.staffed.office.clock.advance(minutes=1)
    scene.staffed.office.sign_in("Lou")
    assert scene.session.scalars(select(UnitVersion.id)).all() == before
    assert scene.attack((foreign,)) == {}
