"""How many begin and file a minute is bounded for all together, and generously."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.complaint.filing import Origin, file_draft
from intake.complaints.models import Complaint, Draft
from intake.db.buckets import Bucket, BucketEmpty, check_left, draw
from intake.db.transaction import transaction
from intake.settings.model import Limits
from tests.fixtures.databases import Database
from tests.integration.filing.steps import opened, save, told
from tests.integration.filing.test_draft_room import WIDE, Residents
from tests.integration.filing.test_together import together
from tests.integration.filing.world import World

SCHOOL = 500
"""Filings from one address within half a minute, which are all taken."""


def least(name: str) -> int:
    """The smallest value that a setting can have."""
    bounds = [getattr(rule, "ge", None) for rule in Limits.model_fields[name].metadata]
    return next(bound for bound in bounds if bound is not None)


def drawn(session: Session, bucket: Bucket, world: World) -> None:
    with transaction(session):
        draw(session, bucket, at=world.at)


def test_a_school_is_taken_however_an_install_is_set(session: Session, world: World) -> None:
    for name in ("new_drafts_per_minute", "filings_per_minute"):
        bucket = Bucket(name, least(name))
        with transaction(session):
            for number in range(SCHOOL):
                at = world.at + timedelta(seconds=30 * number / SCHOOL)
                draw(session, bucket, at=at)


def test_what_is_empty_says_when_and_fills_by_the_minute(session: Session, world: World) -> None:
    bucket = Bucket("some", 2)
    for _ in range(2):
        drawn(session, bucket, world)
    with pytest.raises(BucketEmpty) as empty:
        drawn(session, bucket, world)
    assert empty.value.wait_seconds == 30
    with pytest.raises(BucketEmpty):
        check_left(session, bucket, at=world.at)
    world.at += timedelta(seconds=30)
    check_left(session, bucket, at=world.at)
    drawn(session, bucket, world)
    world.at += timedelta(hours=1)
    for _ in range(2):
        drawn(session, bucket, world)
    with pytest.raises(BucketEmpty):
        drawn(session, bucket, world)


def test_at_the_same_moment_no_more_are_drawn_than_there_are(
    database: Database, session: Session, world: World
) -> None:
    bucket = Bucket("some", 3)
    results = together(database, *[lambda own: drawn(own, bucket, world)] * 5)
    assert sum(isinstance(result, BucketEmpty) for result in results) == 2, results


def test_no_more_drafts_begin_a_minute_than_are_set(session: Session, world: World) -> None:
    residents = Residents(session, world, replace(WIDE, per_minute=2))
    world.at -= timedelta(minutes=2)
    for _ in range(2):
        residents.open()
        world.at -= timedelta(minutes=1)
    with pytest.raises(BucketEmpty):
        residents.open()
    assert session.scalar(select(func.count()).select_from(Draft)) == 2
    assert residents.open()


def test_no_more_complaints_are_filed_a_minute_than_are_set(session: Session, world: World) -> None:
    origin = Origin(per_minute=1)
    codes = [opened(session, world, secret=bytes([number]) * 32) for number in range(2)]
    for code in codes:
        save(session, world, code, told)
    file_draft(session, context=world.context(), code=codes[0], origin=origin)
    with pytest.raises(BucketEmpty) as empty:
        file_draft(session, context=world.context(), code=codes[1], origin=origin)
    assert empty.value.wait_seconds == 60
    # Staff and imports are not limited.
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1
    world.at += timedelta(minutes=1)
    file_draft(session, context=world.context(), code=codes[1], origin=origin)
    third = opened(session, world, secret=b"t" * 32)
    save(session, world, third, told)
    file_draft(session, context=world.context(), code=third)
    assert session.scalar(select(func.count()).select_from(Complaint)) == 3


def test_a_filing_that_was_refused_left_the_bucket_as_it_was(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and drawing another one may take the last: nothing is written then."""
    monkeypatch.setattr("intake.actions.complaint.filing.check_left", lambda *_, **__: None)
    origin = Origin(per_minute=1)
    with transaction(session):
        draw(session, Bucket("filings", 1), at=world.at)
    code = opened(session, world)
    save(session, world, code, told)
    with pytest.raises(BucketEmpty):
        file_draft(session, context=world.context(), code=code, origin=origin)
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0
    assert session.scalar(select(func.count()).select_from(Draft)) == 1
