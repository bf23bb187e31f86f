"""Unsent drafts vanish with their keys when their time is over; one that is being sent is left."""

from __future__ import annotations

from threading import Event, Thread

from sqlalchemy import func, select

from intake.actions.complaint.filing import file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.upkeep.sweep import sweep
from intake.complaints.models import Box, Draft, Erasable, Mailbox, Part, ResidentSession
from intake.complaints.visits import VisitLengths
from intake.db.engine import make_sessions
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.models import OutboxRow
from intake.notify.outbox import Notice, enqueue
from intake.settings.model import Sessions
from intake.vault.server.files import Process
from tests.integration.filing.steps import told
from tests.integration.worker.scene import PLACE, Scene

LIMITS = DraftLimits(lengths=VisitLengths(), narrative_characters=50_000)
KEPT = (Draft, Erasable, Box, Part, Mailbox, ResidentSession)


def written(scene: Scene) -> str:
    """A draft with words in it; its code."""
    context = scene.context(Process.RESIDENT)
    code = open_draft(
        scene.session,
        context=context,
        secret=scene.ready.random(32),
        jurisdiction=PLACE,
        language="en",
        limits=LIMITS,
    )
    save_draft(
        scene.session,
        context=context,
        code=code,
        change=told,
        limits=LIMITS,
    )
    return code


def swept(scene: Scene) -> int:
    scene.session.rollback()
    return sweep(scene.session, context=scene.context(), lengths=Sessions()).drafts


def counts(scene: Scene) -> dict[str, int]:
    scene.session.rollback()
    return {
        model.__tablename__: scene.session.scalar(select(func.count()).select_from(model)) or 0
        for model in KEPT
    }


def test_an_expired_draft_vanishes_whole_and_a_filed_one_stays(scene: Scene) -> None:
    scene.file()
    filed = counts(scene)
    written(scene)
    assert counts(scene)["draft"] == 1
    assert swept(scene) == 0
    scene.later(days=15)
    assert swept(scene) == 1
    assert counts(scene) == filed
    assert swept(scene) == 0


def test_a_draft_that_is_being_sent_is_left_to_its_sender(scene: Scene, new_engine) -> None:
    code = written(scene)
    expires = scene.session.scalar(select(Draft.expires_at))
    scene.session.rollback()
    context = scene.context(Process.RESIDENT)
    file_draft(scene.session, context=context, code=code)
    scene.at = expires
    assert swept(scene) == 0
    assert counts(scene)["erasable"] == 4

    # And one whose row another transaction holds at this moment.
    scene.at = scene.ready.at
    written(scene)
    scene.at = expires
    holding, release = Event(), Event()

    def hold() -> None:
        with make_sessions(new_engine())() as session, transaction(session):
            session.scalars(select(Draft).with_for_update()).one()
            holding.set()
            release.wait(10)

    sender = Thread(target=hold)
    sender.start()
    assert holding.wait(10)
    if scene.session.get_bind().dialect.name == "postgresql":
        assert swept(scene) == 0
        release.set()
    else:
        release.set()  # SQLite's writers stand in one line
    sender.join()
    assert swept(scene) == 1


def test_old_notices_are_swept_and_waiting_ones_never(scene: Scene) -> None:
    with transaction(scene.session):
        for _ in range(3):
            enqueue(
                scene.session,
                Notice(
                    kind=NoticeKind.CASE_NEWS,
                    to=RecipientKind.STAFF.of("a" * 32),
                ),
                at=scene.at,
                random=scene.ready.random,
            )
    sent, given_up, _ = scene.outbox()
    sent.state, sent.sent_at = OutboxState.SENT.value, scene.at
    given_up.state = OutboxState.GIVEN_UP.value
    scene.session.commit()
    scene.later(days=34)
    swept(scene)
    assert len(scene.outbox()) == 3
    scene.later(days=2)
    swept(scene)
    assert [row.state for row in scene.outbox()] == [OutboxState.WAITING.value]
    assert scene.session.scalar(select(func.count()).select_from(OutboxRow)) == 1
